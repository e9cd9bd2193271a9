import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { errnoOf } from "../errors.ts";
import type { SegmentInfo } from "../model/generation.ts";
import { pauseSync, renamePatiently } from "../platform/atomicFile.ts";
import type { Database } from "../platform/database.ts";
import { makeFolder } from "../platform/folders.ts";
import { insertGeneration } from "./generations.ts";
import { SEGMENT_SUFFIX, type StoreLayout, temporaryOwner } from "./layout.ts";

/** Reads a segment's header and checks it; undefined for a file that is damaged or of an unknown format. The index provides it. */
export type ReadSegmentInfo = (path: string) => SegmentInfo | undefined;

/** Moves a damaged file out of the way, to where a person can look at it; a later sweep deletes it. Missing files are fine. */
export function setAside(layout: StoreLayout, path: string, now: number): void {
  if (!existsSync(path)) return;
  makeFolder(layout.setAside);
  const stamp = new Date(now).toISOString().replace(/[:.]/g, "-");
  const target = join(layout.setAside, `${stamp}-${basename(path)}`);
  renamePatiently(path, target);
  utimesSync(target, now / 1000, now / 1000);
}

/** The catalogue with its write-ahead log and shared memory, which belong together. The log first: without it nothing is half applied. */
export function setCatalogueAside(layout: StoreLayout, now: number): void {
  for (const suffix of ["-wal", "-shm", ""]) setAside(layout, layout.catalogue + suffix, now);
}

/**
 * Enters the segments that lie in the folder of an empty catalogue, oldest first, so that of two generations of the same
 * library and version the newer one stays. Unreadable ones are left as orphans.
 * @returns how many
 */
export function enterSegmentsFound(
  db: Database,
  layout: StoreLayout,
  readSegmentInfo: ReadSegmentInfo,
  now: number,
): number {
  const found = segmentFiles(layout).flatMap((segment) => {
    const path = join(layout.segments, segment);
    const info = readSegmentInfo(path);
    const { size, mtimeMs } = statSync(path);
    return info === undefined ? [] : [{ info, segment, segmentBytes: size, modifiedAt: mtimeMs }];
  });
  found.sort((a, b) => a.modifiedAt - b.modifiedAt || (a.segment < b.segment ? -1 : 1));
  for (const { modifiedAt, ...entry } of found)
    insertGeneration(db, { ...entry, indexedAt: new Date(modifiedAt).toISOString() }, now);
  return found.length;
}

function segmentFiles(layout: StoreLayout): string[] {
  const names = existsSync(layout.segments) ? readdirSync(layout.segments) : [];
  return names.filter((name) => name.endsWith(SEGMENT_SUFFIX) && temporaryOwner(name) === undefined);
}

const LOCK_POLL_MS = 25;
const LOCK_WAIT_MS = 10_000;

/**
 * Runs `work` while no other process does: two that find the same damage must not set aside what the first has mended.
 * A lock whose process is dead, or that is older than the longest wait, is taken over.
 */
export function withRecoveryLock<T>(layout: StoreLayout, isProcessAlive: (pid: number) => boolean, work: () => T): T {
  const path = join(layout.dataDir, "recovery.lock");
  for (let waitedMs = 0; !tryLock(path); waitedMs += LOCK_POLL_MS) {
    if (waitedMs >= LOCK_WAIT_MS || !isLockHeld(path, isProcessAlive)) rmSync(path, { force: true });
    else pauseSync(LOCK_POLL_MS);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}

function isLockHeld(path: string, isProcessAlive: (pid: number) => boolean): boolean {
  try {
    const text = readFileSync(path, { encoding: "utf8" });
    return text === "" || isProcessAlive(Number(text)); // empty: just being written
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
