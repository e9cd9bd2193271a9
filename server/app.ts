import { availableParallelism } from "node:os";
import { LRUCache } from "lru-cache";
import { ERRORS } from "../shared/errors.ts";
import type {
  Declaration,
  IndexSummary,
  LibraryStatus,
  Progress,
  StoreStatus,
  SymbolQuery,
} from "../shared/protocol.ts";
import type { SearchRequest, SearchResponse, SearchResult } from "../shared/searchResponse.ts";
import type { Settings } from "../shared/settings.ts";
import { Answers } from "./app/answer.ts";
import { indexRun } from "./app/indexRun.ts";
import { libraryStatus } from "./app/libraryStatus.ts";
import { OpenGenerations } from "./app/openGenerations.ts";
import { segmentInfoReader } from "./app/readSegmentInfo.ts";
import { type Scope, scopeOf } from "./app/scope.ts";
import { formatSectionId, parseSectionId } from "./app/sectionId.ts";
import { startHere } from "./app/startHere.ts";
import { Workspaces } from "./app/workspaces.ts";
import { openStaticModel } from "./embed/staticModel.ts";
import { ContexterError } from "./errors.ts";
import { openHash } from "./index/hash.ts";
import { SearchIndex } from "./index/searchIndex.ts";
import type { EmbeddingModel } from "./model/embedding.ts";
import type { Generation } from "./model/generation.ts";
import { type LibraryId, libraryId, libraryName } from "./model/library.ts";
import type { Assets } from "./platform/assets.ts";
import { systemClock } from "./platform/clock.ts";
import { type Disposable, DisposableStore, Emitter } from "./platform/disposable.ts";
import type { Log } from "./platform/log.ts";
import { WorkerPool } from "./platform/workers.ts";
import { search } from "./search/search.ts";
import { openStore } from "./store/openStore.ts";
import { remoteWriter, type StoreTasks } from "./store/remoteWriter.ts";
import type { StoreReader, StoreWriter } from "./store/store.ts";
import type {
  ContentsEntry,
  Engine,
  IndexOptions,
  LibraryDocs,
  Resolved,
  SymbolDocs,
  SymbolReference,
} from "./surfaces/engine.ts";
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

/** How many query vectors, and how many answers, are remembered; an hour at most. */
const CACHED_QUERIES = 500;
const CACHED_ANSWERS = 200;
const CACHE_MS = 3_600_000;

/**
 * Builds and wires everything; the only place that does.
 * @throws ContexterError `store/…` if the store cannot be opened, `embed/model-missing`
 */
export async function openApp(options: AppOptions): Promise<Engine> {
  const { dataDir, log, assets } = options;
  const [hash, model] = await Promise.all([openHash(), openStaticModel(assets)]);
  const readSegmentInfo = segmentInfoReader(hash);
  const store = await openStore({
    dataDir,
    readOnly: options.readOnly ?? false,
    clock: systemClock,
    log,
    readSegmentInfo,
  });
  return new App(options, { store, model, index: new SearchIndex(assets, hash) });
}

interface Parts {
  readonly store: StoreReader & { readonly writer: StoreWriter };
  readonly model: EmbeddingModel;
  readonly index: SearchIndex;
}

class App implements Engine {
  #settings: Settings;
  readonly #options: AppOptions;
  readonly #store: Parts["store"];
  readonly #model: EmbeddingModel;
  readonly #index: SearchIndex;
  readonly #writer: StoreWriter;
  readonly #open: OpenGenerations;
  readonly #spaces: Workspaces;
  readonly #answers: Answers;
  readonly #disposables = new DisposableStore();
  readonly #didChange = this.#disposables.register(new Emitter<void>());
  readonly #didProgress = this.#disposables.register(new Emitter<Progress>());
  readonly #queries = new LRUCache<string, Float32Array>({ max: CACHED_QUERIES, ttl: CACHE_MS });
  readonly #responses = new LRUCache<string, SearchResponse>({ max: CACHED_ANSWERS, ttl: CACHE_MS });
  readonly #active = new Map<string, "indexing" | "queued">();
  #pool: WorkerPool<IngestTasks> | undefined;
  #documents: Promise<import("./app/openDocuments.ts").OpenDocuments> | undefined;

  constructor(options: AppOptions, { store, model, index }: Parts) {
    this.#settings = options.settings;
    this.#options = options;
    this.#store = this.#disposables.register(store);
    this.#model = model;
    this.#index = index;
    this.#writer = options.writeInWorker ? this.#remoteWriter() : store.writer;
    this.#open = new OpenGenerations(store, this.#writer, index, options.log);
    this.#spaces = this.#disposables.register(new Workspaces(options.workspaces, () => this.#settings, store));
    this.#answers = new Answers((name, version) => this.#spaces.folderOf(name, version));
  }

  get settings(): Settings {
    return this.#settings;
  }

  configure(settings: Settings): void {
    this.#settings = settings;
    this.#responses.clear();
  }

  get workspaces(): readonly string[] {
    return this.#spaces.roots;
  }

  get workers(): number {
    return this.#settings["contexter.index.workers"] || Math.max(1, Math.min(3, availableParallelism() - 1));
  }

  async search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse> {
    const scope = await this.#scope(request, signal);
    const key = JSON.stringify([request, scope.generations.map(({ id }) => id), scope.statistics.map(({ id }) => id)]);
    const known = request.explain ? undefined : this.#responses.get(key);
    if (known) return known;
    const response = await this.#answer(request, scope, signal);
    this.#responses.set(key, response);
    return response;
  }

  async section(id: string, signal: AbortSignal): Promise<SearchResult> {
    const place = parseSectionId(id);
    const generation = place && this.#open.open(list(this.#open.find(place.library, place.version)))[0];
    const section = generation ? this.#index.locate(generation.id, place) : -1;
    if (!generation || section < 0) throw new ContexterError("store/section-unknown", `There is no section ${id}.`);
    await this.#spaces.used(signal);
    const address = { generation: generation.id, section };
    return this.#answers.ofSection(this.#index.facts(address), this.#index.text(address), generation);
  }

  async contents(
    library: string,
    version: string | undefined,
    _signal: AbortSignal,
  ): Promise<readonly ContentsEntry[]> {
    const generation = this.#generationOf(libraryId(library), version);
    if (!generation) throw new ContexterError("store/library-unknown", `${library} is not in the store.`);
    const name = libraryName(generation.info.library);
    return Array.from({ length: this.#index.count(generation.id) }, (_, section) => {
      const facts = this.#index.facts({ generation: generation.id, section });
      const id = formatSectionId(
        { ...facts, library: generation.info.library, version: generation.info.version },
        name,
      );
      const { headingPath, kind, package: owner, file, line } = facts;
      return { id, title: headingPath.at(-1) ?? file, headingPath, kind, package: owner, file, line };
    });
  }

  async libraries({ all }: { readonly all: boolean }): Promise<readonly LibraryStatus[]> {
    const unaborted = new AbortController().signal;
    const dependencies =
      this.#spaces.roots.length > 0
        ? (await this.#spaces.snapshots(unaborted)).flatMap((each) => each.dependencies)
        : [];
    const failures = this.#store.failures();
    const folderOf = (name: string, version: string) => this.#spaces.folderOf(name, version);
    const used = dependencies.map((dependency) => {
      const { library, version = "" } = dependency;
      const generation = this.#open.find(library, version) ?? this.#open.newest(library);
      const failure = failures.find((each) => each.library === library && each.version === version);
      const activity = this.#active.get(dependency.name);
      return libraryStatus(
        { dependency, ...(generation && { generation }), ...(failure && { failure }), ...(activity && { activity }) },
        folderOf,
      );
    });
    const shown = new Set(used.map(({ library, version }) => `${library}@${version}`));
    const others = this.#open.current().filter(({ info }) => all && !shown.has(`${info.library}@${info.version}`));
    return [...used, ...others.map((generation) => libraryStatus({ generation }, folderOf))].sort((a, b) =>
      a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
    );
  }

  async index(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary> {
    const snapshots = await this.#spaces.read(signal);
    const dependencies = snapshots.flatMap((snapshot) => snapshot.dependencies);
    for (const { root, dependencies: own } of snapshots)
      if (!this.#store.readOnly) await this.#writer.recordUse(root, own.flatMap(asUse));
    for (const { name } of dependencies) this.#active.set(name, "queued");
    this.#didChange.fire();
    try {
      const summary = await indexRun(this.#runPorts(), dependencies, options, signal);
      const removed = this.#store.readOnly ? 0 : await this.#tidy();
      const problems = snapshots
        .flatMap(({ problems }) => problems)
        .map((each) => ({ ...each, remedy: ERRORS[each.code].remedy }));
      return { ...summary, removed, problems: [...problems, ...summary.problems] };
    } finally {
      this.#active.clear();
      this.#catalogueChanged();
    }
  }

  async remove(
    what: { readonly library: string; readonly version?: string } | { readonly all: true },
  ): Promise<number> {
    const removed =
      "all" in what ? await this.#writer.removeAll() : await this.#writer.remove(libraryId(what.library), what.version);
    this.#catalogueChanged();
    await this.#writer.sweep({ graceMs: 0 });
    return removed;
  }

  async status(): Promise<StoreStatus> {
    const generations = this.#open.current();
    const sum = (of: (generation: Generation) => number) => generations.reduce((total, each) => total + of(each), 0);
    return {
      dataDir: this.#store.dataDir,
      readOnly: this.#store.readOnly,
      schema: this.#store.schema,
      libraries: generations.length,
      sections: sum(({ info }) => info.sections),
      passages: sum(({ info }) => info.passages),
      segmentBytes: sum(({ segmentBytes }) => segmentBytes),
      rawBytes: sum(({ info }) => info.rawBytes),
      model: this.#model.id,
      workers: this.workers,
      problems: [...this.#store.problems, ...this.#open.problems].map((each) => ({
        ...each,
        remedy: ERRORS[each.code].remedy,
      })),
    };
  }

  async symbolDocs(reference: SymbolReference, signal: AbortSignal): Promise<SymbolDocs | undefined> {
    const generation = this.#generationOf(libraryId(reference.library), reference.version);
    if (!generation) return undefined;
    const { symbolDocs } = await import("./app/symbolDocs.ts");
    return symbolDocs(
      { index: this.#index, model: this.#model, answers: this.#answers },
      generation,
      reference,
      signal,
    );
  }

  async libraryDocs(name: string): Promise<LibraryDocs | undefined> {
    const status = (await this.libraries({ all: true })).find((each) => each.name === name);
    if (!status) return undefined;
    const indexed = status.sections > 0 && status.version;
    const entries = indexed ? await this.contents(name, status.version, new AbortController().signal) : [];
    return { status, entryPoints: startHere(entries, name) };
  }

  setDocument(uri: string, languageId: string, text: string | undefined): void {
    void this.#openDocuments().then((documents) => documents.set(uri, languageId, text));
  }

  async resolveAt(
    uri: string,
    position: { readonly line: number; readonly character: number },
    declarations: readonly Declaration[],
  ): Promise<Resolved | undefined> {
    await this.#spaces.snapshots(new AbortController().signal);
    return (await this.#openDocuments()).resolve(uri, position, declarations);
  }

  async queryAt(
    uri: string,
    position: { readonly line: number; readonly character: number },
    declarations: readonly Declaration[],
  ): Promise<SymbolQuery | undefined> {
    const resolved = await this.resolveAt(uri, position, declarations);
    if (resolved?.kind === "symbol") return { query: resolved.reference.written, library: resolved.reference.library };
    if (resolved) return { query: resolved.library, library: resolved.library };
    const word = (await this.#openDocuments()).wordAt(uri, position);
    return word === undefined ? undefined : { query: word };
  }

  onDidChangeLibraries(listener: () => void): Disposable {
    return this.#didChange.event(listener);
  }

  onDidProgress(listener: (progress: Progress) => void): Disposable {
    return this.#didProgress.event(listener);
  }

  watch(onWorkspaceChange: () => void): void {
    this.#spaces.watch(onWorkspaceChange);
    this.#disposables.register(this.#store.watchChanges(() => this.#catalogueChanged()));
  }

  dispose(): void {
    this.#pool?.dispose();
    this.#disposables.dispose();
  }

  async #answer(request: SearchRequest, scope: Scope, signal: AbortSignal): Promise<SearchResponse> {
    const { settings } = this;
    const generations = this.#open.open(scope.generations);
    const statistics = this.#open.open(scope.statistics);
    if (generations.length === 0 && scope.statistics.length === 0)
      throw new ContexterError("search/nothing-indexed", "Nothing is indexed here yet.");
    const mode = request.mode ?? settings["contexter.search.mode"];
    const maxTokens = request.maxTokens ?? settings["contexter.search.maxTokens"];
    const threshold = request.threshold ?? settings["contexter.search.threshold"];
    const semanticWeight = settings["contexter.search.semanticWeight"];
    const { packages } = scope;
    const answer = await search(
      { store: this.#index, model: this.#model, embedQuery: (text, at) => this.#embedQuery(text, at) },
      {
        text: request.query,
        mode,
        scope: generations.map(({ id }) => id),
        statistics: statistics.map(({ id }) => id),
        filter: {
          ...(request.kinds && { kinds: request.kinds }),
          ...(packages && { packages }),
          ...(request.section && { section: request.section }),
        },
        limit: request.limit ?? settings["contexter.search.limit"],
        ...(maxTokens !== null && { maxTokens }),
        ...(threshold !== null && { threshold }),
        ...(semanticWeight !== null && { semanticWeight }),
        rerank: settings["contexter.search.rerank"],
      },
      signal,
    );
    const byId = new Map(generations.map((generation) => [generation.id, generation]));
    const results = answer.hits.flatMap((hit) => {
      const generation = byId.get(hit.candidate.generation);
      return generation ? [this.#answers.ofHit(hit, generation, request.explain ?? false)] : [];
    });
    return {
      v: 1,
      query: request.query,
      mode,
      outcome: results.length > 0 ? "found" : "nothing-relevant",
      scope: {
        kind: scope.kind,
        libraries: generations.length,
        sections: generations.reduce((sum, { info }) => sum + info.sections, 0),
        ...(scope.note && { note: scope.note }),
      },
      results,
      tokens: answer.tokens,
      problems: this.#open.problems.map(({ code, message }) => ({ code, message, remedy: ERRORS[code].remedy })),
      ...(request.explain && { timings: { ...answer.timings } }),
    };
  }

  async #scope(request: SearchRequest, signal: AbortSignal): Promise<Scope> {
    return scopeOf(request, request.all ? undefined : await this.#spaces.used(signal), this.#open);
  }

  async #embedQuery(text: string, signal: AbortSignal): Promise<Float32Array> {
    const known = this.#queries.get(text);
    if (known) return known;
    const vector = await this.#model.embedQuery(text, signal);
    this.#queries.set(text, vector);
    return vector;
  }

  #generationOf(library: LibraryId, version: string | undefined): Generation | undefined {
    const wanted = version ?? this.#spaces.dependency(library)?.version;
    const found =
      (wanted ? this.#open.find(library, wanted) : undefined) ?? (version ? undefined : this.#open.newest(library));
    return this.#open.open(list(found))[0];
  }

  /** The generation that documents a package: its own library's, or one that holds it beside. */
  #generationOfPackage(name: string): Generation | undefined {
    const own = this.#generationOf(libraryId(name), undefined);
    if (own) return own;
    const host = this.#spaces.dependencies.find(({ packages }) => packages.some((each) => each.name === name));
    return host && this.#generationOf(host.library, host.version);
  }

  #runPorts() {
    const { settings } = this;
    this.#pool ??= new WorkerPool<IngestTasks>({ ...this.#workerOptions("ingest"), size: this.workers });
    return {
      writer: this.#writer,
      pool: this.#pool,
      modelId: this.#model.id,
      workers: this.workers,
      clock: systemClock,
      log: this.#options.log,
      read: {
        maxFileSizeBytes: settings["contexter.sources.maxFileSizeMb"] * 1_000_000,
        changelogVersions: settings["contexter.sources.changelogVersions"],
      },
      find: ({ library, version }: { readonly library: LibraryId; readonly version?: string }) =>
        this.#open.find(library, version ?? ""),
      onProgress: (progress: Progress) => this.#progress(progress),
    };
  }

  #progress(progress: Progress): void {
    if (progress.stage === "sources") this.#active.set(progress.library, "indexing");
    this.#didProgress.fire(progress);
  }

  async #tidy(): Promise<number> {
    const removed = await this.#writer.expire(this.settings["contexter.workspace.retentionDays"]);
    await this.#writer.sweep();
    return removed;
  }

  #catalogueChanged(): void {
    this.#open.closeRetired();
    this.#responses.clear();
    this.#didChange.fire();
  }

  #remoteWriter(): StoreWriter {
    const pool = new WorkerPool<StoreTasks>({
      ...this.#workerOptions("store"),
      size: 1,
      idleMs: Number.POSITIVE_INFINITY,
    });
    this.#disposables.register(pool);
    return remoteWriter(pool);
  }

  #workerOptions(name: string) {
    const { assets, dataDir, workerScript, log } = this.#options;
    const workerData: WorkerData = { assets: assets.folder.href, dataDir };
    return { script: workerScript, clock: systemClock, log, name, workerData };
  }

  async #openDocuments() {
    this.#documents ??= import("./app/openDocuments.ts").then(
      ({ OpenDocuments }) =>
        new OpenDocuments({
          assets: this.#options.assets,
          workspaces: this.#spaces,
          generationOf: (name) => this.#generationOfPackage(name),
          symbols: (generation) => this.#index.symbols(generation.id),
        }),
    );
    return this.#documents;
  }
}

function asUse({
  library,
  version,
  wanted,
  group,
}: {
  readonly library: LibraryId;
  readonly version?: string;
  readonly wanted: string;
  readonly group: "prod" | "dev" | "peer" | "optional";
}) {
  return version ? [{ library, version, wanted, group }] : [];
}

function list<T>(item: T | undefined): T[] {
  return item === undefined ? [] : [item];
}
