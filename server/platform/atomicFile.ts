import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { errnoOf } from "../errors.ts";

const RENAME_ATTEMPTS = 6;
/** What Windows answers while a virus scanner or an indexer holds a new file for a moment. */
const PASSING = new Set(["EPERM", "EACCES", "EBUSY"]);

/** Blocks this thread; only for moments, where the calls around it are synchronous. */
export function pauseSync(delayMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
}

/** Returns when the file's bytes are on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Returns when the folder's entries are on the disk. Windows has no such call and needs none: NTFS logs its names. */
export function syncFolder(path: string, platform: NodeJS.Platform = process.platform): void {
  if (platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Renames over what is there, waiting a little where Windows says that the file is in use. */
export function renamePatiently(from: string, to: string, rename: typeof renameSync = renameSync): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (attempt === RENAME_ATTEMPTS || !PASSING.has(errnoOf(error) ?? "")) throw error;
      pauseSync(5 * 2 ** attempt);
    }
  }
}

/** Afterwards `path` holds either what it held before or all of `data`, whatever happens in between. Its folder exists. */
export function writeFileAtomic(path: string, data: string | Uint8Array): void {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    writeFileSync(temporary, data, { flush: true, mode: 0o600 });
    renamePatiently(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}
