import * as z from "zod";

/**
 * What the commands of hover links, tree items and key bindings take as their first argument; anyone may call a command,
 * so each parses it. A bare string stands for the most usual field.
 */
const orString = <Shape extends z.ZodObject>(shape: Shape, field: string) =>
  z.preprocess((value) => (typeof value === "string" ? { [field]: value } : (value ?? {})), shape);

/** `contexter.search`: what stands in the box at first. */
export const SearchArguments = orString(
  z.object({ query: z.string().max(2000).default(""), library: z.string().optional() }),
  "query",
);
export type SearchArguments = z.infer<typeof SearchArguments>;

/** `contexter.openInView`: a section by its id, or a query, optionally within one library. */
export const OpenInViewArguments = z.preprocess(
  (value) => (typeof value === "string" ? { [value.startsWith("pkg:") ? "section" : "query"]: value } : (value ?? {})),
  z.object({
    section: z.string().optional(),
    query: z.string().max(2000).optional(),
    library: z.string().optional(),
  }),
);
export type OpenInViewArguments = z.infer<typeof OpenInViewArguments>;

/** `contexter.openSource`: lines from 1; either the file or the section that lies in it. */
export const OpenSourceArguments = z.union([
  z.object({ path: z.string().min(1), line: z.int().min(1).default(1), endLine: z.int().min(1).optional() }),
  orString(z.object({ section: z.string().min(1) }), "section"),
]);
export type OpenSourceArguments = z.infer<typeof OpenSourceArguments>;

/** Commands about one library; absent: the user is asked. A tree item passes itself, which has this field too. */
export const LibraryArguments = orString(z.object({ library: z.string().optional() }), "library");
export type LibraryArguments = z.infer<typeof LibraryArguments>;
