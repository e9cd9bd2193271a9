import type {
  Declaration,
  IndexSummary,
  LibraryStatus,
  Progress,
  StoreStatus,
  WirePosition,
} from "../../shared/protocol.ts";
import type { SearchRequest, SearchResponse, SearchResult } from "../../shared/searchResponse.ts";
import type { Settings } from "../../shared/settings.ts";
import { messageOf } from "../errors.ts";
import { libraryId } from "../model/library.ts";
import type { Assets } from "../platform/assets.ts";
import { type Disposable, DisposableStore, Emitter } from "../platform/disposable.ts";
import type { Engine, IndexOptions, LibraryDocs, SymbolReference } from "../surfaces/engine.ts";
import { Indexing, type IndexingParts } from "./indexing.ts";
import { listLibraries, storeStatus } from "./libraryList.ts";
import type { Parts } from "./parts.ts";
import { Positions } from "./positions.ts";
import { Reading } from "./reading.ts";
import { Searching } from "./searching.ts";
import { startHere } from "./startHere.ts";

export interface ComposedParts extends Parts, Pick<IndexingParts, "startPool" | "workers"> {
  readonly assets: Assets;
  /** Takes new settings; `settings` gives them from then on. */
  configure(settings: Settings): void;
}

/** The engine as one object: passes each question on to the part that answers it, joins their events and lifetimes. */
export class ComposedEngine implements Engine {
  readonly #parts: ComposedParts;
  readonly #searching: Searching;
  readonly #reading: Reading;
  readonly #indexing: Indexing;
  readonly #positions: Positions;
  readonly #disposables = new DisposableStore();
  readonly #didChange = this.#disposables.register(new Emitter<void>());
  readonly #didProgress = this.#disposables.register(new Emitter<Progress>());
  #ending: Promise<void> | undefined;

  constructor(parts: ComposedParts) {
    const { assets, index, spaces, open } = parts;
    this.#parts = parts;
    this.#searching = new Searching(parts);
    this.#reading = new Reading(parts);
    this.#positions = new Positions({
      assets,
      workspaces: spaces,
      generationOf: (name) => this.#reading.generationOfPackage(name),
      symbols: (generation) => index.symbols(generation.id),
    });
    this.#indexing = new Indexing({
      ...parts,
      onProgress: (progress) => this.#didProgress.fire(progress),
      onChange: () => this.#librariesChanged(),
    });
    this.#disposables.register(open);
    this.#disposables.register(spaces);
  }

  get settings(): Settings {
    return this.#parts.settings();
  }

  configure(settings: Settings): void {
    this.#parts.configure(settings);
    this.#searching.forget();
  }

  get workspaces(): readonly string[] {
    return this.#parts.spaces.roots;
  }

  search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse> {
    return this.#searching.search(request, signal);
  }

  section(id: string, signal: AbortSignal): Promise<SearchResult> {
    return this.#reading.section(id, signal);
  }

  async contents(library: string, version: string | undefined): ReturnType<Engine["contents"]> {
    return this.#reading.contents(library, version);
  }

  libraries({ all }: { readonly all: boolean }): Promise<readonly LibraryStatus[]> {
    return this.#list({ all });
  }

  index(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary> {
    return this.#indexing.run(options, signal);
  }

  async remove(what: Parameters<Engine["remove"]>[0]): Promise<number> {
    const { writer } = this.#parts.store;
    const removed =
      "all" in what ? await writer.removeAll() : await writer.remove(libraryId(what.library), what.version);
    this.#librariesChanged();
    await writer.sweep({ graceMs: 0 });
    return removed;
  }

  async status(): Promise<StoreStatus> {
    return storeStatus(this.#parts, this.#parts.workers());
  }

  symbolDocs(reference: SymbolReference, signal: AbortSignal): ReturnType<Engine["symbolDocs"]> {
    return this.#reading.symbolDocs(reference, signal);
  }

  async libraryDocs(name: string): Promise<LibraryDocs | undefined> {
    const [status] = await this.#list({ all: true, named: name });
    if (!status) return undefined;
    const indexed = status.sections > 0 && status.version;
    const entries = indexed ? this.#reading.contents(name, status.version) : [];
    return { status, entryPoints: startHere(entries, name) };
  }

  setDocument(uri: string, languageId: string, text: string | undefined): void {
    this.#positions.setDocument(uri, languageId, text);
  }

  resolveAt(
    uri: string,
    position: WirePosition,
    declarations: readonly Declaration[],
  ): ReturnType<Engine["resolveAt"]> {
    return this.#positions.resolveAt(uri, position, declarations);
  }

  queryAt(uri: string, position: WirePosition, declarations: readonly Declaration[]): ReturnType<Engine["queryAt"]> {
    return this.#positions.queryAt(uri, position, declarations);
  }

  onDidChangeLibraries(listener: () => void): Disposable {
    return this.#didChange.event(listener);
  }

  onDidProgress(listener: (progress: Progress) => void): Disposable {
    return this.#didProgress.event(listener);
  }

  watch(onWorkspaceChange: () => void): void {
    const { spaces, store, open } = this.#parts;
    spaces.watch(onWorkspaceChange);
    this.#disposables.register(open.onDidSetAside(onWorkspaceChange));
    this.#disposables.register(store.reader.watchChanges(() => this.#librariesChanged()));
  }

  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  dispose(): void {
    this.end().catch((error: unknown) =>
      this.#parts.log.warn("the engine did not end cleanly", { reason: messageOf(error) }),
    );
  }

  async #end(): Promise<void> {
    await this.#indexing.end();
    this.#disposables.dispose();
    await this.#parts.store.end();
  }

  #list(options: Parameters<typeof listLibraries>[1]): ReturnType<typeof listLibraries> {
    return listLibraries({ ...this.#parts, activity: (name) => this.#indexing.activity(name) }, options);
  }

  #librariesChanged(): void {
    this.#parts.open.closeRetired();
    this.#searching.forget();
    this.#didChange.fire();
  }
}
