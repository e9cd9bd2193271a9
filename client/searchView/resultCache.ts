import type { SearchResult } from "../../shared/searchResponse.ts";

const MOST = 400;

/**
 * Sections that the editor has shown, by id. Views name sections by id only, so what is opened or inserted always comes
 * from the server, never from a page that shows foreign text.
 */
export class ResultCache {
  readonly #results = new Map<string, SearchResult>();

  add(results: readonly SearchResult[]): void {
    for (const result of results) {
      this.#results.delete(result.id);
      this.#results.set(result.id, result);
    }
    for (const id of this.#results.keys()) {
      if (this.#results.size <= MOST) break;
      this.#results.delete(id);
    }
  }

  get(id: string): SearchResult | undefined {
    return this.#results.get(id);
  }
}
