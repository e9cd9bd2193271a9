import * as z from "zod";

/** Kinds of section: prose, a documented symbol, code that shows a use, a version's changes. */
export const SECTION_KINDS = ["guide", "api", "example", "changelog"] as const;
export const SectionKind = z.enum(SECTION_KINDS);
export type SectionKind = z.infer<typeof SectionKind>;

export const SEARCH_MODES = ["hybrid", "semantic", "keyword"] as const;
export const SearchMode = z.enum(SEARCH_MODES);
export type SearchMode = z.infer<typeof SearchMode>;

/** What a search is asked, the same from every door. */
export const SearchRequest = z.object({
  query: z.string().max(2000),
  /** Names or package URLs; a result matches by its library or by the package that its file lies in. */
  libraries: z.array(z.string()).optional(),
  version: z.string().optional(),
  kinds: z.array(SectionKind).optional(),
  /** Only sections whose heading path contains this text, case ignored. */
  section: z.string().optional(),
  mode: SearchMode.optional(),
  limit: z.int().min(1).max(50).optional(),
  /** Most tokens of all results together (upper-bound estimate). */
  maxTokens: z.int().min(50).optional(),
  threshold: z.number().min(0).max(1).optional(),
  /** Folder of the workspace whose libraries are searched; absent: the door's own. */
  workspace: z.string().optional(),
  /** Search the whole store instead of the workspace's libraries. */
  all: z.boolean().optional(),
  explain: z.boolean().optional(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** Start and end of a marked stretch, UTF-16 offsets into the text beside it. */
const Mark = z.tuple([z.int(), z.int()]);

export const SearchResult = z.object({
  /** Stable id `pkg:npm/zod@4.1.0/README.md#basic-usage`; `get` and `read_section` take it. */
  id: z.string(),
  library: z.string(),
  /** The library's plain name. */
  name: z.string(),
  version: z.string(),
  /** Name of the package that the file lies in, e.g. `@types/express`. */
  package: z.string(),
  kind: SectionKind,
  title: z.string(),
  headingPath: z.array(z.string()),
  /** Path inside the package, `/` separated. */
  file: z.string(),
  /** Absolute path on this machine, absent where the package is not installed here. */
  path: z.string().optional(),
  line: z.int(),
  endLine: z.int(),
  symbols: z.array(z.string()),
  /** 0 to 1, absolute: comparable between queries. */
  score: z.number(),
  /** The section as shown. */
  text: z.string(),
  /** True if `text` was cut to the token budget. */
  truncated: z.boolean(),
  /** Where in `text` the passage that answers begins. */
  passage: Mark,
  /** Up to three short stretches of `text` with the matched words marked. */
  snippets: z.array(z.object({ text: z.string(), marks: z.array(Mark) })),
  /** First code block of the section. */
  example: z.object({ language: z.string(), code: z.string() }).optional(),
  source: z.object({ kind: z.enum(["package"]), trust: z.number(), digest: z.string(), indexedAt: z.string() }),
  /** Other places where the same text stands. */
  alsoIn: z.array(z.object({ package: z.string(), file: z.string(), line: z.int() })),
  /** Each ranking signal's value, with `explain`. */
  signals: z.record(z.string(), z.number()).optional(),
});
export type SearchResult = z.infer<typeof SearchResult>;

/** The one answer shape of protocol, terminal, MCP and language-model tool. */
export const SearchResponse = z.object({
  v: z.literal(1),
  query: z.string(),
  mode: SearchMode,
  outcome: z.enum(["found", "nothing-relevant"]),
  scope: z.object({
    kind: z.enum(["workspace", "store"]),
    libraries: z.int(),
    sections: z.int(),
    /** Why the scope is other than asked for, a sentence. */
    note: z.string().optional(),
  }),
  results: z.array(SearchResult),
  /** Upper-bound estimate of the results' tokens. */
  tokens: z.int(),
  /** Libraries that should have been searched and could not be, with the reason. */
  problems: z.array(z.object({ code: z.string(), message: z.string(), remedy: z.string() })),
  /** Milliseconds per step, with `explain`. */
  timings: z.record(z.string(), z.number()).optional(),
});
export type SearchResponse = z.infer<typeof SearchResponse>;
