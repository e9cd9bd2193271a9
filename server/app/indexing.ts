import { ERRORS, type Problem } from "../../shared/errors.ts";
import type { IndexSummary, Progress } from "../../shared/protocol.ts";
import { ContexterError } from "../errors.ts";
import type { Dependency } from "../model/library.ts";
import { systemClock } from "../platform/clock.ts";
import type { WorkerPool } from "../platform/workers.ts";
import type { LibraryUse } from "../store/uses.ts";
import type { IndexOptions } from "../surfaces/engine.ts";
import type { IngestTasks } from "../worker.ts";
import { type IndexRunPorts, indexRun } from "./indexRun.ts";
import type { Parts } from "./parts.ts";

/** A process that goes away does not tell: so often it is looked for. */
const OTHERS_POLL_MS = 500;

export interface IndexingParts extends Pick<Parts, "settings" | "store" | "open" | "spaces" | "model" | "log"> {
  /** Called for the first run; from then on the pool's owner is this. */
  startPool(size: number): WorkerPool<IngestTasks>;
  /** How many workers build at once. */
  readonly workers: () => number;
  onProgress(progress: Progress): void;
  /** What is indexed, or being indexed, has changed. */
  onChange(): void;
}

/** Runs index runs, and knows what each library waits for meanwhile. */
export class Indexing {
  readonly #parts: IndexingParts;
  readonly #active = new Map<string, "indexing" | "queued">();
  readonly #ended = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #pool: WorkerPool<IngestTasks> | undefined;

  constructor(parts: IndexingParts) {
    this.#parts = parts;
  }

  /** What happens to a dependency right now, by its name in the manifest. */
  activity(name: string): "indexing" | "queued" | undefined {
    return this.#active.get(name);
  }

  /** As `Engine.index`. @throws ContexterError `store/newer-schema`, `store/unavailable` where nothing can be written */
  async run(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary> {
    const running = this.#run(options, AbortSignal.any([signal, this.#ended.signal]));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Ends every run as if it was cancelled; resolves when they have given back what they held. */
  async end(): Promise<void> {
    this.#ended.abort();
    await Promise.allSettled(this.#running);
    await this.#pool?.end();
  }

  async #run(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary> {
    const { spaces, store, onChange } = this.#parts;
    const snapshots = await spaces.read(signal);
    if (!store.writable) throw unwritable(store.problems);
    const dependencies = snapshots.flatMap((snapshot) => snapshot.dependencies);
    for (const { root, dependencies: own } of snapshots) await store.writer.recordUse(root, own.flatMap(asUse));
    for (const { name } of dependencies) this.#active.set(name, "queued");
    onChange();
    try {
      const summary = await indexRun(this.#runPorts(), dependencies, options, signal);
      const removed = signal.aborted ? 0 : await this.#tidy();
      const problems = snapshots.flatMap((snapshot) => snapshot.problems);
      const explained = problems.map((problem) => ({ ...problem, remedy: ERRORS[problem.code].remedy }));
      return { ...summary, removed, problems: [...explained, ...summary.problems] };
    } finally {
      this.#active.clear();
      onChange();
    }
  }

  #runPorts(): IndexRunPorts {
    const { settings, store, open, model, log, workers, startPool } = this.#parts;
    this.#pool ??= startPool(workers());
    return {
      writer: store.writer,
      pool: this.#pool,
      modelId: model.id,
      workers: workers(),
      clock: systemClock,
      log,
      read: {
        maxFileSizeBytes: settings()["contexter.sources.maxFileSizeMb"] * 1_000_000,
        changelogVersions: settings()["contexter.sources.changelogVersions"],
      },
      find: ({ library, version }) => open.find(library, version ?? ""),
      onProgress: (progress) => this.#progress(progress),
      isWhole: (generation) => open.check(generation),
      othersMoved: (signal) => this.#othersMoved(signal),
    };
  }

  #progress(progress: Progress): void {
    if (progress.stage === "sources") this.#active.set(progress.library, "indexing");
    this.#parts.onProgress(progress);
  }

  /** Takes out what no workspace needs any more. @returns how many generations */
  async #tidy(): Promise<number> {
    const { settings, store } = this.#parts;
    const removed = await store.writer.expire(settings()["contexter.workspace.retentionDays"]);
    await store.writer.sweep();
    return removed;
  }

  async #othersMoved(signal: AbortSignal): Promise<void> {
    const moved = Promise.withResolvers<void>();
    const done = () => moved.resolve();
    const waits = [this.#parts.store.reader.watchChanges(done), systemClock.after(OTHERS_POLL_MS, done)];
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
    try {
      await moved.promise;
    } finally {
      signal.removeEventListener("abort", done);
      for (const wait of waits) wait.dispose();
    }
  }
}

/** Why a store that can only be read cannot take anything new. */
function unwritable([problem]: readonly Problem[]): ContexterError {
  const { code = "store/unavailable", message = "the store is open for reading only" } = problem ?? {};
  return new ContexterError(code, message);
}

function asUse({ library, version, wanted, group }: Dependency): LibraryUse[] {
  return version ? [{ library, version, wanted, group }] : [];
}
