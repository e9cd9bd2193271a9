import { type FSWatcher, type Stats, type StatWatcher, statSync, unwatchFile, watch, watchFile } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Clock, systemClock } from "../platform/clock.ts";
import type { Disposable } from "../platform/disposable.ts";

/** What the watcher needs of the file system; tests give their own. */
export interface WatchPorts {
  /** Reports each change of an entry right inside a folder. Throws where the system cannot watch it. */
  readonly watchFolder: (folder: string, onEvent: (event: FolderEvent) => void, onError: () => void) => Disposable;
  /** Looks at a file every `intervalMs`. */
  readonly pollFile: (path: string, intervalMs: number, onChange: () => void) => Disposable;
}

export interface FolderEvent {
  readonly kind: "change" | "rename";
  /** Undefined where the system does not say. */
  readonly name: string | undefined;
}

const DEBOUNCE_MS = 300;
const POLL_MS = 5_000;

export const systemPorts: WatchPorts = {
  watchFolder: (folder, onEvent, onError) => {
    const watcher: FSWatcher = watch(folder, { persistent: false }, (kind, name) =>
      onEvent({ kind, name: name ?? undefined }),
    );
    watcher.on("error", onError);
    return { dispose: () => watcher.close() };
  },
  pollFile: (path, intervalMs, onChange) => {
    // the first look at a missing file calls back too
    const listener = (now: Stats, before: Stats): void => {
      if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) onChange();
    };
    const watcher: StatWatcher = watchFile(path, { persistent: false, interval: intervalMs }, listener);
    watcher.unref();
    return { dispose: () => unwatchFile(path, listener) };
  },
};

/**
 * Calls `onChange` when one of the paths appears, changes or goes away, 300 ms after the last change of a burst. A path
 * that is a folder also counts when an entry appears in it or goes away, names with a leading dot left aside. Folders are
 * watched flat, never recursively; one that does not exist yet is watched from when it does; where the system has no
 * watches left its files are polled every 5 s.
 * @param paths absolute, as `WorkspaceSnapshot.watch` gives them
 */
export function watchWorkspace(
  paths: readonly string[],
  onChange: () => void,
  clock: Clock = systemClock,
  ports: WatchPorts = systemPorts,
): Disposable {
  return new WorkspaceWatch(paths, onChange, clock, ports);
}

interface Armed {
  readonly watch: Disposable;
  /** Tells a folder from another one that took its place. */
  readonly identity: string;
}

class WorkspaceWatch implements Disposable {
  /** Folder → names in it that matter. */
  readonly #wanted = new Map<string, Set<string>>();
  /** Paths of which every entry matters if they are folders. */
  readonly #paths: ReadonlySet<string>;
  readonly #armed = new Map<string, Armed>();
  readonly #onChange: () => void;
  readonly #clock: Clock;
  readonly #ports: WatchPorts;
  #timer: Disposable | undefined;
  #disposed = false;

  constructor(paths: readonly string[], onChange: () => void, clock: Clock, ports: WatchPorts) {
    this.#paths = new Set(paths);
    this.#onChange = onChange;
    this.#clock = clock;
    this.#ports = ports;
    for (const path of paths) this.#want(dirname(path), basename(path));
    this.#arm();
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    for (const { watch: own } of this.#armed.values()) own.dispose();
    this.#armed.clear();
  }

  #want(folder: string, name: string): void {
    const names = this.#wanted.get(folder);
    if (names) names.add(name);
    else this.#wanted.set(folder, new Set([name]));
  }

  /** Watches every wanted folder that exists now, and the parent of one that does not. */
  #arm(): void {
    const needed = new Map<string, string>();
    for (const folder of [...this.#wanted.keys(), ...this.#paths]) this.#need(folder, needed);
    for (const [folder, { watch: own, identity }] of this.#armed) {
      if (needed.get(folder) === identity) continue;
      own.dispose();
      this.#armed.delete(folder);
    }
    for (const [folder, identity] of needed) {
      if (!this.#armed.has(folder)) this.#armed.set(folder, { watch: this.#watchFolder(folder), identity });
    }
  }

  #need(folder: string, needed: Map<string, string>): void {
    for (let at = folder; ; at = dirname(at)) {
      const identity = folderIdentity(at);
      if (identity !== undefined) {
        needed.set(at, identity);
        return;
      }
      // a wanted file is no folder, and its parent is wanted anyway
      if (!this.#wanted.has(at) || dirname(at) === at) return;
      this.#want(dirname(at), basename(at));
    }
  }

  #watchFolder(folder: string): Disposable {
    try {
      return this.#ports.watchFolder(
        folder,
        (event) => {
          if (this.#matters(folder, event)) this.#schedule();
        },
        () => this.#poll(folder),
      );
    } catch {
      return this.#pollFiles(folder); // no watches left, or a file system without them
    }
  }

  #matters(folder: string, { kind, name }: FolderEvent): boolean {
    if (name === undefined || (this.#wanted.get(folder)?.has(name) ?? false)) return true;
    return kind === "rename" && this.#paths.has(folder) && !name.startsWith(".");
  }

  /** The watch broke: mostly because its folder went away, which is a change; if it is still there it is polled. */
  #poll(folder: string): void {
    const armed = this.#armed.get(folder);
    if (this.#disposed || armed === undefined) return;
    armed.watch.dispose();
    if (folderIdentity(folder) === undefined) this.#armed.delete(folder);
    else this.#armed.set(folder, { ...armed, watch: this.#pollFiles(folder) });
    this.#schedule();
  }

  #pollFiles(folder: string): Disposable {
    const names = [...(this.#wanted.get(folder) ?? [])].map((name) => join(folder, name));
    const files = this.#paths.has(folder) ? [folder, ...names] : names;
    const polls = files.map((file) => this.#ports.pollFile(file, POLL_MS, () => this.#schedule()));
    return {
      dispose: () => {
        for (const poll of polls) poll.dispose();
      },
    };
  }

  #schedule(): void {
    if (this.#disposed) return;
    this.#timer?.dispose();
    this.#timer = this.#clock.after(DEBOUNCE_MS, () => {
      if (this.#disposed) return;
      this.#arm();
      this.#onChange();
    });
  }
}

function folderIdentity(path: string): string | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false, bigint: true });
    return status?.isDirectory() ? `${status.dev}:${status.ino}` : undefined;
  } catch {
    return undefined; // a folder that may not be looked at is as good as none
  }
}
