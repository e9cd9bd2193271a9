import * as z from "zod";
import type { Database } from "../platform/database.ts";

/** One step from a schema version to the next. Additive only: older Contexters keep reading what they know. */
export interface Migration {
  readonly version: number;
  /** Runs inside a transaction. `now`: milliseconds since 1970. */
  up(db: Database, now: number): void;
}

/** In order; a released one is never edited. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, up: createCatalogue }];

function createCatalogue(db: Database, now: number): void {
  db.exec(`
    CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
    CREATE TABLE generations (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      library TEXT NOT NULL, version TEXT NOT NULL,
      digest TEXT NOT NULL, chunker TEXT NOT NULL, tokenizer TEXT NOT NULL, model TEXT NOT NULL,
      sections INTEGER NOT NULL, passages INTEGER NOT NULL, symbols INTEGER NOT NULL,
      raw_bytes INTEGER NOT NULL, segment_bytes INTEGER NOT NULL,
      segment TEXT NOT NULL UNIQUE,
      info TEXT NOT NULL,
      indexed_at TEXT NOT NULL,
      retired_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX generations_current ON generations (library, version) WHERE retired_at IS NULL;
    CREATE TABLE workspaces (root TEXT PRIMARY KEY, seen_at INTEGER NOT NULL) STRICT;
    CREATE TABLE uses (
      workspace TEXT NOT NULL REFERENCES workspaces (root) ON DELETE CASCADE,
      library TEXT NOT NULL, version TEXT NOT NULL, wanted TEXT NOT NULL, "group" TEXT NOT NULL,
      PRIMARY KEY (workspace, library, version)
    ) STRICT;
    CREATE TABLE last_used (
      library TEXT NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (library, version)
    ) STRICT;
    CREATE TABLE failures (
      library TEXT NOT NULL, version TEXT NOT NULL, digest TEXT, code TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL,
      PRIMARY KEY (library, version)
    ) STRICT;
    CREATE TABLE owners (id TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, heartbeat_at INTEGER NOT NULL) STRICT;
    CREATE TABLE pins (
      owner TEXT NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
      segment TEXT NOT NULL,
      PRIMARY KEY (owner, segment)
    ) STRICT;
    CREATE TABLE leases (
      library TEXT NOT NULL, version TEXT NOT NULL,
      token TEXT NOT NULL, owner TEXT NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
      ttl_ms INTEGER NOT NULL, renewed_at INTEGER NOT NULL,
      PRIMARY KEY (library, version)
    ) STRICT;
  `);
  // A catalogue that was lost and begun again must not repeat numbers: other processes still hold the old ones.
  const start = Math.floor(now / 1000);
  db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('generations', ?)", start);
  db.run("INSERT INTO meta (key, value) VALUES ('change_counter', ?)", start);
}

export function schemaVersion(db: Database): number {
  return db.get(z.object({ user_version: z.int() }), "PRAGMA user_version")?.user_version ?? 0;
}

/** The version that a list of migrations leads to. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Brings the schema up to date in one transaction; another process may be doing the same.
 * @param fill called inside the transaction if the catalogue was empty
 */
export function migrate(
  db: Database,
  { migrations, now, fill }: { readonly migrations: readonly Migration[]; readonly now: number; fill(): void },
): void {
  if (schemaVersion(db) >= latestVersion(migrations)) return;
  db.transaction(() => {
    const before = schemaVersion(db); // again: now nobody else can change it
    for (const migration of migrations) if (migration.version > before) migration.up(db, now);
    if (latestVersion(migrations) > before) db.exec(`PRAGMA user_version = ${latestVersion(migrations)}`);
    if (before === 0) fill();
  });
}
