import type { TaskHandlers, TaskRunner } from "../platform/taskPort.ts";
import type { StoreWriter } from "./store.ts";

/** The calls of a `StoreWriter` as tasks for a worker; a payload is the list of arguments. */
export type StoreTasks = {
  readonly [K in keyof StoreWriter as `store/${K}`]: {
    readonly payload: Parameters<StoreWriter[K]>;
    readonly result: Awaited<ReturnType<StoreWriter[K]>>;
  };
};

/**
 * The worker's side: one writer, opened with the first call.
 * @param open may fail; the next call tries again
 */
export function storeTasks(open: () => Promise<StoreWriter>): TaskHandlers<StoreTasks> {
  let opened: Promise<StoreWriter> | undefined;
  const writer = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    "store/enter": async (args) => (await writer()).enter(...args),
    "store/temporaryPath": async () => (await writer()).temporaryPath(),
    "store/setAside": async (args) => (await writer()).setAside(...args),
    "store/remove": async (args) => (await writer()).remove(...args),
    "store/removeAll": async () => (await writer()).removeAll(),
    "store/recordUse": async (args) => (await writer()).recordUse(...args),
    "store/expire": async (args) => (await writer()).expire(...args),
    "store/recordFailure": async (args) => (await writer()).recordFailure(...args),
    "store/clearFailure": async (args) => (await writer()).clearFailure(...args),
    "store/acquireLease": async (args) => (await writer()).acquireLease(...args),
    "store/renewLease": async (args) => (await writer()).renewLease(...args),
    "store/releaseLease": async (args) => (await writer()).releaseLease(...args),
    "store/pin": async (args) => (await writer()).pin(...args),
    "store/sweep": async (args) => (await writer()).sweep(...args),
    "store/check": async () => (await writer()).check(),
    "store/close": async () => (await writer()).close(),
  };
}

/** The other side: a writer whose work is done in a worker, over a pool of size 1 or a message port. */
export function remoteWriter(runner: TaskRunner<StoreTasks>): StoreWriter {
  return {
    enter: (...args) => runner.run("store/enter", args),
    temporaryPath: (...args) => runner.run("store/temporaryPath", args),
    setAside: (...args) => runner.run("store/setAside", args),
    remove: (...args) => runner.run("store/remove", args),
    removeAll: (...args) => runner.run("store/removeAll", args),
    recordUse: (...args) => runner.run("store/recordUse", args),
    expire: (...args) => runner.run("store/expire", args),
    recordFailure: (...args) => runner.run("store/recordFailure", args),
    clearFailure: (...args) => runner.run("store/clearFailure", args),
    acquireLease: (...args) => runner.run("store/acquireLease", args),
    renewLease: (...args) => runner.run("store/renewLease", args),
    releaseLease: (...args) => runner.run("store/releaseLease", args),
    pin: (...args) => runner.run("store/pin", args),
    sweep: (...args) => runner.run("store/sweep", args),
    check: (...args) => runner.run("store/check", args),
    close: (...args) => runner.run("store/close", args),
  };
}
