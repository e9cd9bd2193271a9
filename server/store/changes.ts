import { type FSWatcher, watch } from "node:fs";
import { messageOf } from "../errors.ts";
import type { Clock } from "../platform/clock.ts";
import { type Disposable, DisposableStore } from "../platform/disposable.ts";
import type { Log } from "../platform/log.ts";

const POLL_INTERVAL_MS = 2000;

export interface ChangeWatchOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Compared between looks. @throws if the store cannot be read right now */
  readCounter(): number;
  onChange(): void;
}

/**
 * Looks at the counter whenever something in the catalogue's folder is written, and every two seconds for the cases in
 * which the system does not tell (no watches left, a folder that does not exist yet).
 */
export function watchCounter(options: ChangeWatchOptions): Disposable {
  const { clock, log, folder } = options;
  const store = new DisposableStore();
  let seen = options.readCounter();
  const look = () => {
    if (store.isDisposed) return;
    try {
      const counter = options.readCounter();
      if (counter === seen) return;
      seen = counter;
    } catch (error) {
      log.debug("the change counter cannot be read", { reason: messageOf(error) });
      return;
    }
    options.onChange();
  };
  const fallBack = (error: unknown) => log.debug("watching the store by polling only", { reason: messageOf(error) });
  store.register(clock.every(POLL_INTERVAL_MS, look));
  try {
    const watcher: FSWatcher = watch(folder, { persistent: false }, look);
    watcher.on("error", fallBack);
    store.register({ dispose: () => watcher.close() });
  } catch (error) {
    fallBack(error);
  }
  return store;
}
