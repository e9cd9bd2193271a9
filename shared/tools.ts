import * as z from "zod";
import { SectionKind } from "./searchResponse.ts";

/**
 * The agents' door: the same three read-only tools over MCP (`search_docs`) and as language-model tools of the editor
 * (`contexter_search_docs`). Every agent pays for these texts in each conversation, so all together stay under 1,500 characters.
 */
const inputs = {
  search_docs: z.object({
    query: z.string().min(1).max(500).describe("Symbol, words or question"),
    library: z.string().optional().describe("Package name"),
    kind: SectionKind.optional(),
    limit: z.int().min(1).max(20).optional(),
    maxTokens: z.int().min(200).max(50_000).optional().describe("Default 4000"),
  }),
  read_section: z.object({
    id: z.string().describe("Id from search_docs"),
    maxTokens: z.int().min(200).max(50_000).optional(),
  }),
  list_libraries: z.object({}),
};

export type ToolName = keyof typeof inputs;
export type ToolInput<Name extends ToolName> = z.infer<(typeof inputs)[Name]>;

export interface Tool<Name extends ToolName = ToolName> {
  readonly name: Name;
  /** For people. */
  readonly title: string;
  /** For models. */
  readonly description: string;
  readonly input: (typeof inputs)[Name];
}

export const TOOLS: { readonly [Name in ToolName]: Tool<Name> } = {
  search_docs: {
    name: "search_docs",
    title: "Search Documentation",
    description:
      "Searches the docs of the libraries this workspace has installed, at their installed versions. Use before writing code against a library. Answers with quoted sections and their ids, or says that nothing is relevant.",
    input: inputs.search_docs,
  },
  read_section: {
    name: "read_section",
    title: "Read Documentation Section",
    description: "Reads one section of the docs whole.",
    input: inputs.read_section,
  },
  list_libraries: {
    name: "list_libraries",
    title: "List Documented Libraries",
    description: "Lists the workspace's libraries: version, what is indexed, problems.",
    input: inputs.list_libraries,
  },
};

export const TOOL_NAMES = Object.keys(inputs) as readonly ToolName[];

/** Results per search and tokens per answer where the caller names none. */
export const TOOL_DEFAULTS = { limit: 5, maxTokens: 4000 } as const;

/** The name under which the editor lists a tool. */
export function editorToolName<Name extends ToolName>(name: Name): `contexter_${Name}` {
  return `contexter_${name}`;
}

/** A tool's input as plain JSON schema, as short as it can be said. */
export function inputSchema(name: ToolName): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(inputs[name], { io: "input" });
  return schema;
}
