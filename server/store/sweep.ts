import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { errnoOf } from "../errors.ts";
import type { Database } from "../platform/database.ts";
import { SEGMENT_SUFFIX, type StoreLayout, temporaryOwner } from "./layout.ts";
import { type Liveness, liveOwners, removeDeadOwners } from "./owners.ts";

/** Tells a set-aside file's age by its time of modification, which `setAside` sets. */
const SET_ASIDE_TTL_MS = 14 * 86_400_000;
/** So long a retired file stays at least: who has just read the catalogue may be about to open it. */
export const RETIRED_GRACE_MS = 60_000;

export interface SweepOptions {
  /** Default one minute; 0 frees the space at once, where the user asked for it. */
  readonly graceMs?: number;
}

export interface SweepSummary {
  readonly deletedFiles: number;
  readonly freedBytes: number;
}

/**
 * Deletes what nobody needs: retired segments that no living owner reads, segments without an entry, half written files of
 * dead owners, old set-aside files. Runs inside a transaction, whose lock keeps other sweeps and entries away meanwhile.
 * What cannot be deleted now (Windows, while it is open) stays for the next time.
 */
export function sweepFiles(
  db: Database,
  layout: StoreLayout,
  { liveness, graceMs = RETIRED_GRACE_MS }: SweepOptions & { readonly liveness: Liveness },
): SweepSummary {
  removeDeadOwners(db, liveness);
  const deleted: number[] = [];
  const remove = (path: string): boolean => {
    const sizeBytes = deleteFile(path);
    if (sizeBytes !== undefined && sizeBytes >= 0) deleted.push(sizeBytes);
    return sizeBytes !== undefined;
  };
  sweepRetired(db, (segment) => remove(join(layout.segments, segment)), { now: liveness.now, graceMs });
  const kept = new Set(
    db.all(z.object({ segment: z.string() }), "SELECT segment FROM generations").map((row) => row.segment),
  );
  const owners = liveOwners(db);
  for (const name of readFolder(layout.segments)) {
    const owner = temporaryOwner(name);
    const orphan = owner === undefined ? name.endsWith(SEGMENT_SUFFIX) && !kept.has(name) : !owners.has(owner);
    if (orphan) remove(join(layout.segments, name));
  }
  for (const name of readFolder(layout.setAside))
    if (Math.abs(liveness.now - modifiedAt(join(layout.setAside, name))) > SET_ASIDE_TTL_MS)
      remove(join(layout.setAside, name));
  return { deletedFiles: deleted.length, freedBytes: deleted.reduce((sum, bytes) => sum + bytes, 0) };
}

function sweepRetired(
  db: Database,
  remove: (segment: string) => boolean,
  { now, graceMs }: { readonly now: number; readonly graceMs: number },
): void {
  const retired = db.all(
    z.object({ id: z.int(), segment: z.string() }),
    `SELECT id, segment FROM generations WHERE retired_at IS NOT NULL AND abs(? - retired_at) >= ?
       AND segment NOT IN (SELECT segment FROM pins)`,
    ...[now, graceMs],
  );
  for (const { id, segment } of retired) if (remove(segment)) db.run("DELETE FROM generations WHERE id = ?", id);
}

/** @returns its size, -1 if it was gone already, undefined if it is in use */
function deleteFile(path: string): number | undefined {
  try {
    const { size } = statSync(path);
    rmSync(path);
    return size;
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? -1 : undefined;
  }
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function readFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  }
}
