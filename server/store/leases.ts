import * as z from "zod";
import type { LibraryId } from "../model/library.ts";
import type { Database } from "../platform/database.ts";
import { isOwnerAlive, type Liveness, OwnerRow } from "./owners.ts";

/** The right to build one library at one version; two processes never have it at once. */
export interface Lease {
  readonly library: LibraryId;
  readonly version: string;
  /** Proves it at renewal and release. */
  readonly token: string;
}

const LeaseRow = OwnerRow.extend({ ttl_ms: z.int(), renewed_at: z.int() });

/** Takes it unless somebody alive has it and renewed it in time. Runs inside a transaction. */
export function takeLease(
  db: Database,
  lease: Lease,
  { owner, ttlMs, liveness }: { readonly owner: string; readonly ttlMs: number; readonly liveness: Liveness },
): boolean {
  const { library, version } = lease;
  const held = db.get(
    LeaseRow,
    `SELECT pid, host, heartbeat_at, ttl_ms, renewed_at FROM leases JOIN owners ON owners.id = leases.owner
     WHERE library = ? AND version = ?`,
    ...[library, version],
  );
  if (held !== undefined && isHeld(held, liveness)) return false;
  db.run(
    "INSERT OR REPLACE INTO leases (library, version, token, owner, ttl_ms, renewed_at) VALUES (?, ?, ?, ?, ?, ?)",
    ...[library, version, lease.token, owner, ttlMs, liveness.now],
  );
  return true;
}

function isHeld(row: z.infer<typeof LeaseRow>, liveness: Liveness): boolean {
  return Math.abs(liveness.now - row.renewed_at) < row.ttl_ms && isOwnerAlive(row, liveness);
}

/** @returns false if it was lost: not renewed in time, and somebody else took it */
export function renewLease(db: Database, { library, version, token }: Lease, now: number): boolean {
  const sql = "UPDATE leases SET renewed_at = ? WHERE library = ? AND version = ? AND token = ?";
  return db.run(sql, now, library, version, token).changes > 0;
}

export function releaseLease(db: Database, { library, version, token }: Lease): void {
  db.run("DELETE FROM leases WHERE library = ? AND version = ? AND token = ?", library, version, token);
}
