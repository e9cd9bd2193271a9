import type { LibraryStatus } from "../../../shared/protocol.ts";
import type { SearchResponse, SearchResult } from "../../../shared/searchResponse.ts";

/** A search result as the server sends it; `over` changes what a test is about. */
export function result(over: Partial<SearchResult> = {}): SearchResult {
  return {
    id: "pkg:npm/zod@4.6.7/README.md#basic-usage",
    library: "pkg:npm/zod",
    name: "zod",
    version: "4.6.7",
    package: "zod",
    kind: "guide",
    title: "Basic usage",
    headingPath: ["Zod", "Basic usage"],
    file: "README.md",
    path: "/w/node_modules/zod/README.md",
    line: 12,
    endLine: 30,
    symbols: [],
    score: 0.82,
    text: "Parse with a schema:\n\n```ts\nschema.parse(1)\n```",
    truncated: false,
    passage: [0, 20],
    snippets: [{ text: "Parse with a schema:", marks: [[0, 5]] }],
    example: { language: "ts", code: "schema.parse(1)" },
    source: { kind: "package", trust: 10, digest: "d1", indexedAt: "2026-01-01T00:00:00Z" },
    alsoIn: [],
    ...over,
  };
}

export function response(over: Partial<SearchResponse> = {}): SearchResponse {
  const results = over.results ?? [result()];
  return {
    v: 1,
    query: "parse",
    mode: "hybrid",
    outcome: results.length === 0 ? "nothing-relevant" : "found",
    scope: { kind: "workspace", libraries: 3, sections: 120 },
    results,
    tokens: 20,
    problems: [],
    ...over,
  };
}

export function library(over: Partial<LibraryStatus> = {}): LibraryStatus {
  return {
    library: "pkg:npm/zod",
    name: "zod",
    version: "4.6.7",
    group: "prod",
    state: "indexed",
    description: "TypeScript-first schema validation",
    sections: 312,
    passages: 800,
    symbols: 540,
    sizeBytes: 1_200_000,
    indexedAt: "2026-01-01T00:00:00Z",
    packages: [{ name: "zod", version: "4.6.7", directory: "/w/node_modules/zod", readme: "README.md" }],
    problems: [],
    ...over,
  };
}
