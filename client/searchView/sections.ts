import type * as vscode from "vscode";
import type { SearchRequest, SearchResponse, SearchResult } from "../../shared/searchResponse.ts";
import type { Server } from "../server/server.ts";
import { ResultCache } from "./resultCache.ts";

/** Searches and sections of the server, remembered for what is done with them next. */
export class Sections {
  readonly #server: Server;
  readonly #cache = new ResultCache();

  constructor(server: Server) {
    this.#server = server;
  }

  async search(request: SearchRequest, token: vscode.CancellationToken): Promise<SearchResponse> {
    const { searchRequest } = await import("../../shared/protocol.ts");
    const response = await this.#server.request(searchRequest, request, token);
    this.#cache.add(response.results);
    return response;
  }

  /** A section whole. */
  async read(id: string, token?: vscode.CancellationToken): Promise<SearchResult> {
    const { sectionRequest } = await import("../../shared/protocol.ts");
    return this.#server.request(sectionRequest, { id }, token);
  }

  /** A section as last seen, or read now. */
  async find(id: string): Promise<SearchResult> {
    return this.#cache.get(id) ?? this.read(id);
  }
}
