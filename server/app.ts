import { availableParallelism } from "node:os";
import type {
  Declaration,
  IndexSummary,
  LibraryStatus,
  Progress,
  StoreStatus,
  WirePosition,
} from "../shared/protocol.ts";
import type { SearchRequest, SearchResponse, SearchResult } from "../shared/searchResponse.ts";
import type { Settings } from "../shared/settings.ts";
import { Answers } from "./app/answer.ts";
import { Indexing } from "./app/indexing.ts";
import { listLibraries, storeStatus } from "./app/libraryList.ts";
import { OpenGenerations } from "./app/openGenerations.ts";
import type { Parts } from "./app/parts.ts";
import { Positions } from "./app/positions.ts";
import { Reading } from "./app/reading.ts";
import { segmentInfoReader } from "./app/readSegmentInfo.ts";
import { Searching } from "./app/searching.ts";
import { startHere } from "./app/startHere.ts";
import { Workspaces } from "./app/workspaces.ts";
import { openStaticModel } from "./embed/staticModel.ts";
import { openHash } from "./index/hash.ts";
import { SearchIndex } from "./index/searchIndex.ts";
import type { EmbeddingModel } from "./model/embedding.ts";
import { libraryId } from "./model/library.ts";
import type { Assets } from "./platform/assets.ts";
import { systemClock } from "./platform/clock.ts";
import { type Disposable, DisposableStore, Emitter } from "./platform/disposable.ts";
import type { Log } from "./platform/log.ts";
import { WorkerPool } from "./platform/workers.ts";
import { openStore } from "./store/openStore.ts";
import { remoteWriter, type StoreTasks } from "./store/remoteWriter.ts";
import type { StoreReader, StoreWriter } from "./store/store.ts";
import type { Engine, IndexOptions, LibraryDocs, SymbolReference } from "./surfaces/engine.ts";
import type { IngestTasks, WorkerData } from "./worker.ts";

export interface AppOptions {
  /** Folders whose dependencies are in scope. */
  readonly workspaces: readonly string[];
  readonly settings: Settings;
  /** Absolute folder of the store. */
  readonly dataDir: string;
  readonly assets: Assets;
  /** `server/worker.ts`, or what it is bundled to. */
  readonly workerScript: URL;
  readonly readOnly?: boolean;
  /** Keeps the database's writes off this thread, where hovers must not wait for a disk. */
  readonly writeInWorker?: boolean;
  readonly log: Log;
}

/**
 * Builds and wires everything; the only place that does.
 * @throws ContexterError `store/…` if the store cannot be opened, `embed/model-missing`
 */
export async function openApp(options: AppOptions): Promise<Engine> {
  const { dataDir, log, assets } = options;
  const [hash, model] = await Promise.all([openHash(), openStaticModel(assets)]);
  const readSegmentInfo = segmentInfoReader(hash);
  const readOnly = options.readOnly ?? false;
  const store = await openStore({ dataDir, readOnly, clock: systemClock, log, readSegmentInfo });
  return new App(options, { store, model, index: new SearchIndex(assets, hash) });
}

interface Opened {
  readonly store: StoreReader & { readonly writer: StoreWriter };
  readonly model: EmbeddingModel;
  readonly index: SearchIndex;
}

class App implements Engine {
  #settings: Settings;
  readonly #options: AppOptions;
  readonly #parts: Parts;
  readonly #searching: Searching;
  readonly #reading: Reading;
  readonly #indexing: Indexing;
  readonly #positions: Positions;
  readonly #disposables = new DisposableStore();
  readonly #didChange = this.#disposables.register(new Emitter<void>());
  readonly #didProgress = this.#disposables.register(new Emitter<Progress>());

  constructor(options: AppOptions, { store, model, index }: Opened) {
    this.#settings = options.settings;
    this.#options = options;
    const { log, assets } = options;
    const settings = () => this.#settings;
    this.#disposables.register(store);
    const writer = options.writeInWorker ? this.#remoteWriter() : store.writer;
    const open = new OpenGenerations(store, writer, index, log);
    const spaces = this.#disposables.register(new Workspaces(options.workspaces, settings, store));
    const answers = new Answers((name, version) => spaces.folderOf(name, version));
    const parts = { settings, store, writer, index, model, open, spaces, answers, log };
    this.#parts = parts;
    this.#searching = new Searching(parts);
    this.#reading = new Reading(parts);
    this.#positions = new Positions({
      assets,
      workspaces: spaces,
      generationOf: (name) => this.#reading.generationOfPackage(name),
      symbols: (generation) => index.symbols(generation.id),
    });
    this.#indexing = this.#disposables.register(
      new Indexing({
        ...parts,
        startPool: (size) => new WorkerPool<IngestTasks>({ ...this.#workerOptions("ingest"), size }),
        workers: () => this.#workers,
        onProgress: (progress) => this.#didProgress.fire(progress),
        onChange: () => this.#librariesChanged(),
      }),
    );
  }

  get settings(): Settings {
    return this.#settings;
  }

  configure(settings: Settings): void {
    this.#settings = settings;
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
    return listLibraries({ ...this.#parts, activity: (name) => this.#indexing.activity(name) }, all);
  }

  index(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary> {
    return this.#indexing.run(options, signal);
  }

  async remove(what: Parameters<Engine["remove"]>[0]): Promise<number> {
    const { writer } = this.#parts;
    const removed =
      "all" in what ? await writer.removeAll() : await writer.remove(libraryId(what.library), what.version);
    this.#librariesChanged();
    await writer.sweep({ graceMs: 0 });
    return removed;
  }

  async status(): Promise<StoreStatus> {
    return storeStatus(this.#parts, this.#workers);
  }

  symbolDocs(reference: SymbolReference, signal: AbortSignal): ReturnType<Engine["symbolDocs"]> {
    return this.#reading.symbolDocs(reference, signal);
  }

  async libraryDocs(name: string): Promise<LibraryDocs | undefined> {
    const status = (await this.libraries({ all: true })).find((each) => each.name === name);
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
    const { spaces, store } = this.#parts;
    spaces.watch(onWorkspaceChange);
    this.#disposables.register(store.watchChanges(() => this.#librariesChanged()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  get #workers(): number {
    return this.#settings["contexter.index.workers"] || Math.max(1, Math.min(3, availableParallelism() - 1));
  }

  #librariesChanged(): void {
    this.#parts.open.closeRetired();
    this.#searching.forget();
    this.#didChange.fire();
  }

  #remoteWriter(): StoreWriter {
    const once = { size: 1, idleMs: Number.POSITIVE_INFINITY };
    const pool = new WorkerPool<StoreTasks>({ ...this.#workerOptions("store"), ...once });
    return remoteWriter(this.#disposables.register(pool));
  }

  #workerOptions(name: string) {
    const { assets, dataDir, workerScript, log } = this.#options;
    const workerData: WorkerData = { assets: assets.folder.href, dataDir };
    return { script: workerScript, clock: systemClock, log, name, workerData };
  }
}
