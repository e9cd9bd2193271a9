import type { Transferable } from "node:worker_threads";
import { ERRORS, type ErrorCode } from "../../shared/errors.ts";
import { ContexterError, isAbort, messageOf } from "../errors.ts";

/** What one task takes and gives; all of it can be cloned structurally. */
export interface TaskShape {
  readonly payload: unknown;
  readonly result: unknown;
  readonly progress?: unknown;
}

/** Tasks by name, e.g. `{ build: { payload: Input; result: Output } }`. */
export type Tasks<T> = { readonly [K in keyof T]: TaskShape };

export interface RunOptions<Progress = unknown> {
  readonly signal?: AbortSignal;
  /** Lower runs first; equal ones in the order of asking. Default 0. */
  readonly priority?: number;
  /** Objects of the payload that move instead of being copied. */
  readonly transfer?: readonly Transferable[];
  onProgress?(progress: Progress): void;
}

/** Runs tasks somewhere else: a pool of workers, or one port. */
export interface TaskRunner<T extends Tasks<T>> {
  /**
   * @throws ContexterError as the task threw it, or `index/worker-died`
   * @throws the signal's reason as soon as it is aborted; the task is told and its result dropped
   */
  run<K extends keyof T & string>(
    task: K,
    payload: T[K]["payload"],
    options?: RunOptions<T[K]["progress"]>,
  ): Promise<T[K]["result"]>;
}

export interface TaskContext<Progress = unknown> {
  /** Aborts when the caller does; seen between macrotasks only. */
  readonly signal: AbortSignal;
  progress(value: Progress): void;
  /** Objects of the result that move instead of being copied. */
  transfer(...objects: readonly Transferable[]): void;
}

export type TaskHandlers<T extends Tasks<T>> = {
  readonly [K in keyof T]: (
    payload: T[K]["payload"],
    context: TaskContext<T[K]["progress"]>,
  ) => Promise<T[K]["result"]> | T[K]["result"];
};

/** What a `Worker`, a `MessagePort` and `parentPort` have in common. */
export interface Endpoint {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: string, listener: (message: unknown) => void): unknown;
}

/** An error on its way between threads, where classes do not survive. */
export interface ErrorRecord {
  readonly code?: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly aborted: boolean;
  readonly stack?: string;
}

export type Request =
  | { readonly type: "run"; readonly id: number; readonly task: string; readonly payload: unknown }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "end" };

export type Reply =
  | { readonly type: "progress"; readonly id: number; readonly value: unknown }
  | { readonly type: "result"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: ErrorRecord };

const typeOf = (message: unknown) =>
  typeof message === "object" && message !== null && "type" in message ? message.type : undefined;
const isRequest = (message: unknown): message is Request => ["run", "cancel", "end"].includes(String(typeOf(message)));
const isReply = (message: unknown): message is Reply =>
  ["progress", "result", "error"].includes(String(typeOf(message)));

export function toRecord(error: unknown): ErrorRecord {
  const known =
    error instanceof ContexterError ? { code: error.code, retryable: error.retryable } : { retryable: false };
  const stack = error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
  return { message: messageOf(error), aborted: isAbort(error), ...known, ...stack };
}

export function fromRecord({ code, message, retryable, aborted, stack }: ErrorRecord): Error {
  if (aborted) return new DOMException(message, "AbortError");
  if (code !== undefined && Object.hasOwn(ERRORS, code)) return new ContexterError(code, message, { retryable });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack; // where the bug is, not where its news arrived
  return error;
}

/**
 * Answers a `TaskPort` or `WorkerPool` at the other end, several tasks at once if so asked.
 * @param onEnd runs when the other end wants no more, before the port is closed
 */
export function serveTasks<T extends Tasks<T>>(
  handlers: TaskHandlers<T>,
  port: Endpoint & { close(): void },
  onEnd: () => void | Promise<void> = () => undefined,
): void {
  const running = new Map<number, AbortController>();
  const reply = (message: Reply, transfer: readonly Transferable[] = []) => port.postMessage(message, transfer);
  const isTask = (name: string): name is keyof T & string => Object.hasOwn(handlers, name);
  const run = async ({ id, task, payload }: Extract<Request, { type: "run" }>) => {
    const aborter = new AbortController();
    const transfer: Transferable[] = [];
    running.set(id, aborter);
    try {
      if (!isTask(task)) throw new Error(`no task is called ${task}`);
      const value = await handlers[task](payload, {
        signal: aborter.signal,
        progress: (progress) => reply({ type: "progress", id, value: progress }),
        transfer: (...objects) => transfer.push(...objects),
      });
      reply({ type: "result", id, value }, transfer);
    } catch (error) {
      reply({ type: "error", id, error: toRecord(error) });
    } finally {
      running.delete(id);
    }
  };
  port.on("message", (message) => {
    if (!isRequest(message)) return;
    if (message.type === "run") void run(message);
    else if (message.type === "cancel") running.get(message.id)?.abort();
    else void Promise.resolve(onEnd()).finally(() => port.close());
  });
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  progress(value: unknown): void;
}

/** The asking end of a port. Priorities mean nothing here: everything is sent at once. */
export class TaskPort<T extends Tasks<T>> implements TaskRunner<T> {
  readonly #port: Endpoint;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(port: Endpoint) {
    this.#port = port;
    port.on("message", (reply) => {
      if (isReply(reply)) this.#settle(reply);
    });
  }

  async run<K extends keyof T & string>(
    task: K,
    payload: T[K]["payload"],
    options: RunOptions<T[K]["progress"]> = {},
  ): Promise<T[K]["result"]> {
    return this.send(task, payload, options).result;
  }

  /** As `run`; `answered` resolves when the other end is done with the task, which for a cancelled one is later. */
  send<K extends keyof T & string>(
    task: K,
    payload: T[K]["payload"],
    { signal, transfer = [], onProgress }: RunOptions<T[K]["progress"]> = {},
  ): { readonly result: Promise<T[K]["result"]>; readonly answered: Promise<void> } {
    const result = Promise.withResolvers<unknown>();
    const answered = Promise.withResolvers<void>();
    this.#lastId += 1;
    const id = this.#lastId;
    const cancel = () => {
      this.#port.postMessage({ type: "cancel", id } satisfies Request);
      result.reject(signal?.reason);
    };
    const settle = (finish: () => void) => {
      this.#pending.delete(id);
      signal?.removeEventListener("abort", cancel);
      finish();
      answered.resolve();
    };
    this.#pending.set(id, {
      resolve: (value) => settle(() => result.resolve(value)),
      reject: (error) => settle(() => result.reject(error)),
      progress: (value) => {
        if (!signal?.aborted) onProgress?.(value);
      },
    });
    try {
      signal?.throwIfAborted();
      this.#port.postMessage({ type: "run", id, task, payload } satisfies Request, transfer);
      signal?.addEventListener("abort", cancel, { once: true });
    } catch (error) {
      this.#pending.get(id)?.reject(error); // aborted before, or a payload that cannot be cloned
    }
    return { result: result.promise, answered: answered.promise };
  }

  /** The other end is gone: every task that was not answered fails. */
  fail(error: Error): void {
    for (const { reject } of [...this.#pending.values()]) reject(error);
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    if (reply.type === "progress") pending.progress(reply.value);
    else if (reply.type === "result") pending.resolve(reply.value);
    else pending.reject(fromRecord(reply.error));
  }
}
