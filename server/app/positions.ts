import type { Declaration, SymbolQuery, WirePosition } from "../../shared/protocol.ts";
import type { Resolved } from "../surfaces/engine.ts";
import type { DocumentPorts, OpenDocuments } from "./openDocuments.ts";

/** What stands where in the editor's open documents. Parsers are loaded when the first document comes: a terminal has none. */
export class Positions {
  readonly #ports: DocumentPorts;
  #documents: Promise<OpenDocuments> | undefined;

  constructor(ports: DocumentPorts) {
    this.#ports = ports;
  }

  setDocument(uri: string, languageId: string, text: string | undefined): void {
    void this.#open().then((documents) => documents.set(uri, languageId, text));
  }

  async resolveAt(
    uri: string,
    position: WirePosition,
    declarations: readonly Declaration[],
  ): Promise<Resolved | undefined> {
    await this.#ports.workspaces.snapshots(new AbortController().signal);
    return (await this.#open()).resolve(uri, position, declarations);
  }

  async queryAt(
    uri: string,
    position: WirePosition,
    declarations: readonly Declaration[],
  ): Promise<SymbolQuery | undefined> {
    const resolved = await this.resolveAt(uri, position, declarations);
    if (resolved?.kind === "symbol") return { query: resolved.reference.written, library: resolved.reference.library };
    if (resolved) return { query: resolved.library, library: resolved.library };
    const word = (await this.#open()).wordAt(uri, position);
    return word === undefined ? undefined : { query: word };
  }

  #open(): Promise<OpenDocuments> {
    this.#documents ??= import("./openDocuments.ts").then(({ OpenDocuments }) => new OpenDocuments(this.#ports));
    return this.#documents;
  }
}
