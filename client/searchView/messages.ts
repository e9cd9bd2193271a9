import * as z from "zod";
import { SearchMode, SearchResponse, SearchResult, SectionKind } from "../../shared/searchResponse.ts";

/** What the view and the extension say to each other. Both sides parse what arrives; nothing else is ever acted on. */

/** Counts up with each search of a view, so that a late answer is known as late. */
const generation = z.int().min(0);

export const SECTION_ACTIONS = ["openSource", "insertExample", "copy", "copyId"] as const;
export const SectionAction = z.enum(SECTION_ACTIONS);
export type SectionAction = z.infer<typeof SectionAction>;

/** Commands that a state of the view offers as its next step. */
export const VIEW_COMMANDS = [
  "contexter.indexWorkspace",
  "contexter.cancelIndexing",
  "contexter.restartServer",
  "contexter.showLog",
  "contexter.openSettings",
] as const;

export const ViewFilters = z.object({
  library: z.string().default(""),
  kind: z.union([SectionKind, z.literal("")]).default(""),
  all: z.boolean().default(false),
  mode: SearchMode.default("hybrid"),
});
export type ViewFilters = z.infer<typeof ViewFilters>;

export const FromView = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("search"), generation, query: z.string().max(2000), filters: ViewFilters }),
  z.object({ type: z.literal("cancel") }),
  z.object({ type: z.literal("section"), id: z.string() }),
  z.object({ type: z.literal("act"), action: SectionAction, id: z.string() }),
  z.object({ type: z.literal("followCursor"), on: z.boolean() }),
  z.object({ type: z.literal("openLink"), url: z.url({ protocol: /^https?$/ }) }),
  z.object({ type: z.literal("command"), command: z.enum(VIEW_COMMANDS) }),
]);
export type FromView = z.infer<typeof FromView>;

const Failure = z.object({
  message: z.string(),
  remedy: z.string(),
  retryable: z.boolean(),
  code: z.string().optional(),
});

export const ViewLibrary = z.object({ name: z.string(), version: z.string(), sections: z.int() });
export type ViewLibrary = z.infer<typeof ViewLibrary>;

/** What the view shows apart from searches: what is there to be searched and what the server is doing. */
export const ViewContext = z.object({
  libraries: z.array(ViewLibrary),
  /** Queries to begin with, made from the workspace's own libraries. */
  examples: z.array(z.string()),
  followCursor: z.boolean(),
  folders: z.int(),
  trusted: z.boolean(),
  server: z.object({
    state: z.enum(["starting", "ready", "indexing", "problem"]),
    message: z.string(),
    done: z.int().optional(),
    total: z.int().optional(),
    library: z.string().optional(),
  }),
});
export type ViewContext = z.infer<typeof ViewContext>;

export const ToView = z.discriminatedUnion("type", [
  z.object({ type: z.literal("context"), context: ViewContext }),
  z.object({ type: z.literal("results"), generation, response: SearchResponse }),
  z.object({ type: z.literal("failed"), generation, failure: Failure }),
  z.object({ type: z.literal("section"), id: z.string(), result: SearchResult }),
  z.object({ type: z.literal("sectionFailed"), id: z.string(), failure: Failure }),
  z.object({
    type: z.literal("show"),
    query: z.string().optional(),
    library: z.string().optional(),
    section: SearchResult.optional(),
    /** False for what follows the cursor: the focus stays in the editor. */
    focus: z.boolean(),
  }),
  z.object({ type: z.literal("done"), action: SectionAction, message: z.string() }),
]);
export type ToView = z.infer<typeof ToView>;
export type ViewFailure = z.infer<typeof Failure>;

/** What a view remembers of itself while it is hidden. */
export const SavedView = z.object({ query: z.string(), filters: ViewFilters, selected: z.string().optional() });
export type SavedView = z.infer<typeof SavedView>;
