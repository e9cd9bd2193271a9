import { type ResourceLimits, Worker } from "node:worker_threads";
import { ContexterError, messageOf } from "../errors.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { type Request, TaskPort, type Tasks } from "./taskPort.ts";

/** How workers are started, and how long they live. */
export interface WorkerOptions {
  /** A module that calls `serveTasks` on its `parentPort`. */
  readonly script: URL;
  readonly clock: Clock;
  readonly log: Log;
  /** For what the log and debuggers call the thread. */
  readonly name?: string;
  /** Handed to the thread as its `workerData`. */
  readonly workerData?: unknown;
  readonly resourceLimits?: ResourceLimits;
}

/** A worker that has been asked to end and does not is stopped after this. */
const END_PATIENCE_MS = 2000;

/**
 * A thread's young objects are collected early: with V8's own limit a thread that cuts text keeps a hundred megabytes of garbage
 * and is no faster (`index peakRss` in docs/performance.md: 240 MiB instead of 330).
 */
const YOUNG_GENERATION_MB = 12;

/** One thread and the port to it. Keeps the process alive only while it works. */
export class PoolWorker<T extends Tasks<T>> {
  readonly port: TaskPort<T>;
  /** Resolves when the thread is gone, for whatever reason. */
  readonly exited: Promise<void>;
  readonly #options: WorkerOptions;
  readonly #thread: Worker;
  #isBusy = false;
  #isGone = false;
  #failure: unknown;

  constructor(options: WorkerOptions) {
    this.#options = options;
    const { script, name, workerData, resourceLimits } = options;
    const limits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, ...resourceLimits };
    // Own streams: what a library prints must not reach our stdout, which may carry a protocol.
    this.#thread = new Worker(script, {
      execArgv: [],
      stdout: true,
      stderr: true,
      name,
      workerData,
      resourceLimits: limits,
    });
    options.log.debug("worker started", { name });
    this.port = new TaskPort<T>(this.#thread);
    this.#logOutput();
    const exited = Promise.withResolvers<void>();
    this.exited = exited.promise;
    this.#thread.on("error", (error) => {
      this.#failure = error;
    });
    this.#thread.on("messageerror", (error) => {
      this.#failure = error;
      void this.#thread.terminate();
    });
    this.#thread.on("exit", (code) => {
      this.#isGone = true;
      this.#report(code);
      exited.resolve();
    });
    this.#thread.unref();
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  set isBusy(busy: boolean) {
    this.#isBusy = busy;
    if (busy) this.#thread.ref();
    else this.#thread.unref();
  }

  /** Lets it finish what it must; resolves when the thread is gone. */
  async end(): Promise<void> {
    this.#thread.ref();
    this.#thread.postMessage({ type: "end" } satisfies Request);
    const patience = this.#options.clock.after(END_PATIENCE_MS, () => void this.#thread.terminate());
    await this.exited;
    patience.dispose();
  }

  #report(exitCode: number): void {
    const reason = this.#failure === undefined ? `exit code ${exitCode}` : messageOf(this.#failure);
    if (this.#failure !== undefined || exitCode !== 0)
      this.#options.log.warn("a worker ended unexpectedly", { reason });
    this.port.fail(new ContexterError("index/worker-died", `The worker ended: ${reason}`, { cause: this.#failure }));
  }

  #logOutput(): void {
    const { log, name = "worker" } = this.#options;
    this.#thread.stdout.on("data", (text: Buffer) =>
      log.debug("worker output", { name, text: text.toString().trimEnd() }),
    );
    this.#thread.stderr.on("data", (text: Buffer) =>
      log.warn("worker output", { name, text: text.toString().trimEnd() }),
    );
  }
}
