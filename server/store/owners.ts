import * as z from "zod";
import type { Database } from "../platform/database.ts";
import type { ProcessIdentity } from "../platform/processes.ts";

/** One opened store that may hold leases, pins and half written files. A process may have several. */
export interface Owner extends ProcessIdentity {
  readonly id: string;
}

/** What decides whether an owner still lives. */
export interface Liveness {
  readonly now: number;
  readonly host: string;
  isProcessAlive(pid: number): boolean;
}

export const HEARTBEAT_INTERVAL_MS = 20_000;
/** On this machine the process table knows better than a heartbeat, which sleeps with the laptop; the day is for reused process numbers. */
const SAME_HOST_TTL_MS = 24 * 3600_000;
const OTHER_HOST_TTL_MS = 5 * 60_000;

export const OwnerRow = z.object({ pid: z.int(), host: z.string(), heartbeat_at: z.int() });

/** Tolerates a clock that was set back: a heartbeat from the far future counts as old. */
export function isOwnerAlive(row: z.infer<typeof OwnerRow>, { now, host, isProcessAlive }: Liveness): boolean {
  const age = Math.abs(now - row.heartbeat_at);
  return row.host === host ? age < SAME_HOST_TTL_MS && isProcessAlive(row.pid) : age < OTHER_HOST_TTL_MS;
}

/** Enters the owner, or renews its heartbeat. @returns false if it was there */
export function heartbeat(db: Database, owner: Owner, now: number): boolean {
  if (db.run("UPDATE owners SET heartbeat_at = ? WHERE id = ?", now, owner.id).changes > 0) return false;
  db.run("INSERT INTO owners (id, pid, host, heartbeat_at) VALUES (?, ?, ?, ?)", owner.id, owner.pid, owner.host, now);
  return true;
}

/** Its leases and pins go with it. */
export function removeOwner(db: Database, id: string): void {
  db.run("DELETE FROM owners WHERE id = ?", id);
}

export function removeDeadOwners(db: Database, liveness: Liveness): void {
  for (const row of db.all(OwnerRow.extend({ id: z.string() }), "SELECT id, pid, host, heartbeat_at FROM owners"))
    if (!isOwnerAlive(row, liveness)) removeOwner(db, row.id);
}

export function liveOwners(db: Database): Set<string> {
  return new Set(db.all(z.object({ id: z.string() }), "SELECT id FROM owners").map(({ id }) => id));
}

/** From now on the owner reads exactly these segment files. */
export function setPins(db: Database, owner: string, segments: readonly string[]): void {
  db.run("DELETE FROM pins WHERE owner = ?", owner);
  for (const segment of new Set(segments)) db.run("INSERT INTO pins (owner, segment) VALUES (?, ?)", owner, segment);
}
