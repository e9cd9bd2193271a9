import * as z from "zod";
import type { Dependency } from "../model/library.ts";
import type { Database } from "../platform/database.ts";
import { removeGenerations } from "./generations.ts";

const DAY_MS = 86_400_000;
/** A workspace that nobody opened for so long counts as gone, and with it what it uses. */
const WORKSPACE_MEMORY_DAYS = 30;

/** A library at the version that a workspace has. */
export interface LibraryUse extends Pick<Dependency, "library" | "wanted" | "group"> {
  readonly version: string;
}

const Group = z.enum(["prod", "dev", "peer", "optional"]);
const UseRow = z.object({
  library: z.templateLiteral(["pkg:", z.string()]),
  version: z.string(),
  wanted: z.string(),
  group: Group,
});

/** Replaces what is known of a workspace. */
export function recordUses(db: Database, root: string, uses: readonly LibraryUse[], now: number): void {
  const upsert =
    "INSERT INTO workspaces (root, seen_at) VALUES (?, ?) ON CONFLICT (root) DO UPDATE SET seen_at = excluded.seen_at";
  db.run(upsert, root, now);
  db.run("DELETE FROM uses WHERE workspace = ?", root);
  for (const { library, version, wanted, group } of uses) {
    const insert = `INSERT OR IGNORE INTO uses (workspace, library, version, wanted, "group") VALUES (?, ?, ?, ?, ?)`;
    db.run(insert, root, library, version, wanted, group);
    db.run("INSERT OR REPLACE INTO last_used (library, version, at) VALUES (?, ?, ?)", library, version, now);
  }
}

/** What a workspace used when it was last seen, sorted by library. */
export function usesOf(db: Database, root: string): LibraryUse[] {
  return db.all(
    UseRow,
    `SELECT library, version, wanted, "group" FROM uses WHERE workspace = ? ORDER BY library, version`,
    root,
  );
}

/**
 * Takes out generations that no workspace uses and none used for `retentionDays`; a workspace that was not opened for
 * that long (at least 30 days) uses nothing any more.
 * @returns how many
 */
export function expireUnused(db: Database, retentionDays: number, now: number): number {
  db.run("DELETE FROM workspaces WHERE seen_at < ?", now - Math.max(retentionDays, WORKSPACE_MEMORY_DAYS) * DAY_MS);
  const expired = db.all(
    UseRow.pick({ library: true, version: true }),
    `SELECT library, version FROM generations WHERE retired_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM uses WHERE uses.library = generations.library AND uses.version = generations.version)
       AND NOT EXISTS (SELECT 1 FROM last_used
         WHERE last_used.library = generations.library AND last_used.version = generations.version AND last_used.at > ?)`,
    now - retentionDays * DAY_MS,
  );
  for (const { library, version } of expired) removeGenerations(db, now, library, version);
  db.run(
    `DELETE FROM last_used WHERE NOT EXISTS (SELECT 1 FROM generations WHERE retired_at IS NULL
       AND generations.library = last_used.library AND generations.version = last_used.version)
     AND NOT EXISTS (SELECT 1 FROM uses WHERE uses.library = last_used.library AND uses.version = last_used.version)`,
  );
  return expired.length;
}
