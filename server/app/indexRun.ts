import pLimit from "p-limit";
import type { Problem } from "../../shared/errors.ts";
import { ERRORS } from "../../shared/errors.ts";
import type { IndexSummary, Progress } from "../../shared/protocol.ts";
import { ContexterError, isAbort, messageOf } from "../errors.ts";
import type { Generation } from "../model/generation.ts";
import { type Dependency, libraryId, libraryName } from "../model/library.ts";
import { recipe } from "../pipeline.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { TaskRunner } from "../platform/taskPort.ts";
import type { ReadOptions } from "../sources/readInstalled.ts";
import type { StoreWriter } from "../store/store.ts";
import { withLease } from "../store/withLease.ts";
import type { IndexOptions } from "../surfaces/engine.ts";
import type { IngestTasks } from "../worker.ts";

export interface IndexRunPorts {
  readonly writer: StoreWriter;
  readonly pool: TaskRunner<IngestTasks>;
  readonly modelId: string;
  readonly workers: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly read: ReadOptions;
  find(dependency: Dependency): Generation | undefined;
  /** Reads a generation's whole segment; false for a damaged one. */
  isWhole(generation: Generation): boolean;
  onProgress(progress: Progress): void;
  /** Resolves when another process may have finished something, at the latest when `signal` aborts. */
  othersMoved(signal: AbortSignal): Promise<void>;
}

type Outcome = "built" | "upToDate" | "empty" | "failed";

/**
 * Brings the index of all given dependencies up to date: one worker task a library, a lease each, so that no two processes build the
 * same. What another process builds is waited for at the end, and taken over if that process goes away. What fails is noted and costs
 * only itself. Aborting ends it after what has been entered; finished libraries stay.
 */
export async function indexRun(
  ports: IndexRunPorts,
  dependencies: readonly Dependency[],
  options: IndexOptions,
  signal: AbortSignal,
): Promise<IndexSummary> {
  const run = new IndexRun(ports, options, signal);
  return run.all(dependencies);
}

class IndexRun {
  readonly #ports: IndexRunPorts;
  readonly #options: IndexOptions;
  readonly #signal: AbortSignal;
  readonly #problems: IndexSummary["problems"][number][] = [];
  readonly #counts: Record<Outcome, number> = { built: 0, upToDate: 0, empty: 0, failed: 0 };
  /** What other processes are building. */
  readonly #elsewhere = new Set<Dependency>();
  #done = 0;

  constructor(ports: IndexRunPorts, options: IndexOptions, signal: AbortSignal) {
    this.#ports = ports;
    this.#options = options;
    this.#signal = signal;
  }

  async all(dependencies: readonly Dependency[]): Promise<IndexSummary> {
    const started = performance.now();
    const wanted = this.#wanted(dependencies);
    const installed = oneOfEach(wanted.filter(({ state }) => state === "installed"));
    for (const { problem, name } of wanted) if (problem) this.#note(problem, name);
    const limit = pLimit(this.#ports.workers);
    const each = (some: Iterable<Dependency>) =>
      Promise.all(Array.from(some, (dependency) => limit(() => this.#one(dependency, installed.length))));
    await each(installed);
    while (this.#elsewhere.size > 0 && !this.#signal.aborted) {
      await this.#ports.othersMoved(this.#signal);
      await each(this.#elsewhere);
    }
    return {
      total: installed.length,
      ...this.#counts,
      skipped: wanted.length - wanted.filter(({ state }) => state === "installed").length,
      removed: 0,
      durationMs: Math.round(performance.now() - started),
      cancelled: this.#signal.aborted,
      problems: this.#problems,
    };
  }

  #wanted(dependencies: readonly Dependency[]): readonly Dependency[] {
    const libraries = this.#options.libraries?.map(libraryId);
    if (!libraries) return dependencies;
    const unknown = libraries.filter((library) => !dependencies.some((each) => each.library === library));
    for (const library of unknown) {
      const message = `${libraryName(library)} is not a dependency of this workspace`;
      this.#note({ code: "store/library-unknown", message }, libraryName(library));
      this.#counts.failed++;
    }
    return dependencies.filter(({ library }) => libraries.includes(library));
  }

  async #one(dependency: Dependency, total: number): Promise<void> {
    if (this.#signal.aborted) return;
    try {
      const outcome = await this.#bringUpToDate(dependency, total);
      if (!outcome) return;
      this.#counts[outcome]++;
    } catch (error) {
      if (this.#signal.aborted && isAbort(error)) return;
      this.#counts.failed++;
      await this.#fail(dependency, error);
    }
    this.#elsewhere.delete(dependency);
    this.#done++;
    this.#report(dependency, "index", total);
  }

  /** @returns undefined while another process builds it */
  async #bringUpToDate(dependency: Dependency, total: number): Promise<Outcome | undefined> {
    const { log } = this.#ports;
    const isKnown = this.#elsewhere.has(dependency);
    const isCurrent = !this.#options.force && this.#isCurrent(dependency);
    const outcome = isCurrent ? "upToDate" : await this.#buildAlone(dependency, total);
    if (isKnown && outcome === "upToDate") log.info("indexed by another process", { library: dependency.name });
    if (!isKnown && !outcome) log.info("another process is indexing it", { library: dependency.name });
    if (!outcome) this.#elsewhere.add(dependency);
    return outcome;
  }

  /** @returns undefined if another process has the lease, or took it over meanwhile */
  async #buildAlone(dependency: Dependency, total: number): Promise<Outcome | undefined> {
    const { writer, clock } = this.#ports;
    const { library, version = "" } = dependency;
    const lease: { signal?: AbortSignal } = {};
    const work = (signal: AbortSignal) => {
      lease.signal = signal;
      return this.#build(dependency, total, signal);
    };
    try {
      return await withLease({ writer, clock, library, version }, work, this.#signal);
    } catch (error) {
      if (lease.signal?.aborted && !this.#signal.aborted) return undefined;
      throw error;
    }
  }

  async #build(dependency: Dependency, total: number, signal: AbortSignal): Promise<Outcome> {
    // Another process may have finished while this one waited.
    if (!this.#options.force && this.#isCurrent(dependency)) return "upToDate";
    const { writer, pool, read } = this.#ports;
    const { library, packages, version = "" } = dependency;
    const temporary = await writer.temporaryPath();
    const { info, problems } = await pool.run(
      "ingest",
      { library, version, packages, read, temporary },
      { signal, onProgress: (stage) => this.#report(dependency, stage, total) },
    );
    signal.throwIfAborted();
    await writer.enter({ info, temporary });
    await writer.clearFailure(library, version);
    for (const problem of problems) this.#note(problem, dependency.name);
    this.#ports.log.info("indexed", { library: dependency.name, version, sections: info.sections });
    return info.sections === 0 ? "empty" : "built";
  }

  #isCurrent(dependency: Dependency): boolean {
    const generation = this.#ports.find(dependency);
    if (!generation) return false;
    const { info } = generation;
    const { chunker, tokenizer, model } = recipe({ id: this.#ports.modelId });
    const packages = (list: readonly { readonly name: string; readonly version: string }[]) =>
      list.map(({ name, version }) => `${name}@${version}`).join(" ");
    return (
      (!this.#options.check || this.#ports.isWhole(generation)) &&
      info.chunker === chunker &&
      info.tokenizer === tokenizer &&
      info.model === model &&
      packages(info.packages) === packages(dependency.packages)
    );
  }

  async #fail(dependency: Dependency, error: unknown): Promise<void> {
    const code = error instanceof ContexterError ? error.code : "chunk/unparsable";
    const problem: Problem = { code, message: `${dependency.name}: ${messageOf(error)}` };
    this.#note(problem, dependency.name);
    this.#ports.log.error("indexing failed", { library: dependency.name, code, message: messageOf(error) });
    try {
      const { library, version = "" } = dependency;
      await this.#ports.writer.recordFailure({ library, version, code, message: messageOf(error) });
    } catch (failure) {
      // A store that cannot be written has said so already, with the first library.
      this.#ports.log.warn("failure not recorded", { message: messageOf(failure) });
    }
  }

  #note(problem: Problem, library: string): void {
    this.#problems.push({ ...problem, library, remedy: ERRORS[problem.code].remedy });
  }

  #report({ name }: Dependency, stage: Progress["stage"], total: number): void {
    this.#ports.onProgress({ stage, library: name, done: this.#done, total });
  }
}

function oneOfEach(dependencies: readonly Dependency[]): Dependency[] {
  return [...new Map(dependencies.map((each) => [`${each.library}@${each.version}`, each])).values()];
}
