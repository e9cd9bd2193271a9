import type { LibraryStatus, ServerStatus } from "../../shared/protocol.ts";
import type { SearchRequest } from "../../shared/searchResponse.ts";
import type { ViewContext, ViewFilters } from "./messages.ts";

export interface EditorFacts {
  readonly followCursor: boolean;
  readonly folders: number;
  readonly trusted: boolean;
}

export function viewContext(
  libraries: readonly LibraryStatus[],
  server: ServerStatus,
  facts: EditorFacts,
): ViewContext {
  const searchable = libraries.filter((library) => library.sections > 0);
  return {
    libraries: searchable.map(({ name, version, sections }) => ({ name, version: version ?? "", sections })),
    examples: exampleQueries(searchable),
    ...facts,
    server,
  };
}

const ASKS: readonly ((name: string) => string)[] = [
  (name) => `getting started with ${name}`,
  (name) => `${name} error handling`,
  (name) => `how to configure ${name}`,
];

/** Three questions about the workspace's own best documented libraries; with fewer libraries, more about each. */
export function exampleQueries(libraries: readonly LibraryStatus[]): string[] {
  const rank = (library: LibraryStatus) => (library.group === "dev" || library.name.startsWith("@types/") ? 1 : 0);
  const best = libraries.toSorted((a, b) => rank(a) - rank(b) || b.sections - a.sections).slice(0, ASKS.length);
  return ASKS.flatMap((ask, index) => {
    const library = best[index % Math.max(1, best.length)];
    return library === undefined ? [] : [ask(library.name)];
  });
}

/** A view's query and filters as a request; what is left open is left out, so that the settings decide. */
export function searchRequestOf(query: string, filters: ViewFilters): SearchRequest {
  return {
    query,
    ...(filters.library !== "" && { libraries: [filters.library] }),
    ...(filters.kind !== "" && { kinds: [filters.kind] }),
    ...(filters.all && { all: true }),
    ...(filters.mode !== "hybrid" && { mode: filters.mode }),
  };
}
