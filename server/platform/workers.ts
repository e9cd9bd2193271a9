import type { Disposable } from "./disposable.ts";
import { PoolWorker, type WorkerOptions } from "./poolWorker.ts";
import type { RunOptions, TaskRunner, Tasks } from "./taskPort.ts";

export interface WorkerPoolOptions extends WorkerOptions {
  /** Most workers at once; each starts when there is work for it. */
  readonly size: number;
  /** How long a worker without work keeps its memory; `Infinity` for ever. Default 30 s. */
  readonly idleMs?: number;
}

const DEFAULT_IDLE_MS = 30_000;

interface Waiting<T extends Tasks<T>> {
  readonly priority: number;
  start(worker: PoolWorker<T>): void;
  cancel(reason: unknown): void;
}

/** Worker threads that do one task each at a time, the most urgent first. One that dies fails its task and is replaced when needed. */
export class WorkerPool<T extends Tasks<T>> implements TaskRunner<T>, Disposable {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<PoolWorker<T>>();
  /** Ended, but not gone yet. */
  readonly #ending = new Set<Promise<void>>();
  readonly #idleTimers = new Map<PoolWorker<T>, Disposable>();
  /** Sorted: the next one first. */
  readonly #queue: Waiting<T>[] = [];
  #isDisposed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** How many threads there are, those on their way out not counted. */
  get workers(): number {
    return this.#workers.size;
  }

  async run<K extends keyof T & string>(
    task: K,
    payload: T[K]["payload"],
    options: RunOptions<T[K]["progress"]> = {},
  ): Promise<T[K]["result"]> {
    const worker = await this.#turn(options);
    const { result, answered } = worker.port.send(task, payload, options);
    // A cancelled task may still be at work; the worker is free when it has answered.
    void answered.then(() => this.#release(worker));
    return result;
  }

  /** Ends the workers. Tasks that wait or run fail with an abort error. */
  dispose(): void {
    void this.end();
  }

  /** As `dispose`; resolves when the last thread is gone. */
  async end(): Promise<void> {
    this.#isDisposed = true;
    const reason = ended();
    for (const waiting of this.#queue.splice(0)) waiting.cancel(reason);
    for (const worker of [...this.#workers]) {
      worker.port.fail(reason);
      this.#end(worker);
    }
    await Promise.all(this.#ending);
  }

  /** Waits for a free worker. */
  #turn({ priority = 0, signal }: Pick<RunOptions, "priority" | "signal">): Promise<PoolWorker<T>> {
    if (this.#isDisposed) return Promise.reject(ended());
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<PoolWorker<T>>();
    const onAbort = () => {
      this.#queue.splice(this.#queue.indexOf(waiting), 1);
      reject(signal?.reason);
    };
    const waiting: Waiting<T> = {
      priority,
      start: (worker) => {
        signal?.removeEventListener("abort", onAbort);
        resolve(worker);
      },
      cancel: (reason) => {
        signal?.removeEventListener("abort", onAbort);
        reject(reason);
      },
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    const after = this.#queue.findIndex((other) => other.priority > priority);
    this.#queue.splice(after === -1 ? this.#queue.length : after, 0, waiting);
    this.#dispatch();
    return promise;
  }

  #dispatch(): void {
    for (;;) {
      const next = this.#queue[0];
      if (next === undefined) return;
      const worker = [...this.#workers].find(({ isBusy, isGone }) => !isBusy && !isGone) ?? this.#start();
      if (worker === undefined) return;
      this.#queue.shift();
      this.#idleTimers.get(worker)?.dispose();
      worker.isBusy = true;
      next.start(worker);
    }
  }

  #start(): PoolWorker<T> | undefined {
    if (this.#workers.size >= this.#options.size) return undefined;
    const worker = new PoolWorker<T>(this.#options);
    this.#workers.add(worker);
    void worker.exited.then(() => {
      this.#workers.delete(worker);
      this.#idleTimers.get(worker)?.dispose();
      this.#idleTimers.delete(worker);
      this.#dispatch();
    });
    return worker;
  }

  #release(worker: PoolWorker<T>): void {
    if (worker.isGone || !this.#workers.has(worker)) return;
    worker.isBusy = false;
    const { idleMs = DEFAULT_IDLE_MS, clock } = this.#options;
    if (Number.isFinite(idleMs))
      this.#idleTimers.set(
        worker,
        clock.after(idleMs, () => this.#end(worker)),
      );
    this.#dispatch();
  }

  #end(worker: PoolWorker<T>): void {
    this.#workers.delete(worker);
    this.#idleTimers.get(worker)?.dispose();
    this.#idleTimers.delete(worker);
    const gone = worker.end().finally(() => this.#ending.delete(gone));
    this.#ending.add(gone);
  }
}

function ended(): DOMException {
  return new DOMException("the worker pool has ended", "AbortError");
}
