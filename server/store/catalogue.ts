import { existsSync, statSync } from "node:fs";
import type { Problem } from "../../shared/errors.ts";
import { ContexterError, messageOf } from "../errors.ts";
import type { Database, Sqlite } from "../platform/database.ts";
import type { Disposable } from "../platform/disposable.ts";
import { makeFolder } from "../platform/folders.ts";
import type { Log } from "../platform/log.ts";
import { listFailures } from "./failures.ts";
import { currentGenerations } from "./generations.ts";
import type { StoreLayout } from "./layout.ts";
import { enterSegmentsFound, type ReadSegmentInfo, setCatalogueAside, withRecoveryLock } from "./recovery.ts";
import { latestVersion, type Migration, migrate, schemaVersion } from "./schema.ts";
import { isSystemError } from "./storeFailure.ts";

export interface CatalogueOptions {
  readonly sqlite: Sqlite;
  readonly layout: StoreLayout;
  readonly readOnly: boolean;
  readonly migrations: readonly Migration[];
  readonly readSegmentInfo: ReadSegmentInfo;
  readonly log: Log;
  now(): number;
  isProcessAlive(pid: number): boolean;
  /** Told of damage that a reader has met and must not mend itself. */
  onDamage?(): void;
}

interface Connection {
  readonly db: Database;
  readonly readOnly: boolean;
  readonly schema: number;
  readonly problems: readonly Problem[];
  /** Tells the file from one put in its place; undefined for none. */
  readonly identity: string | undefined;
}

/** The catalogue's file: opens it, brings it up to date, replaces it when it is damaged and follows it when another process did. */
export class Catalogue implements Disposable {
  readonly #options: CatalogueOptions;
  #connection: Connection;
  #isDisposed = false;

  /** @throws ContexterError `store/unavailable` */
  constructor(options: CatalogueOptions) {
    this.#options = options;
    this.#connection = connect(options);
  }

  get readOnly(): boolean {
    return this.#connection.readOnly;
  }

  get schema(): number {
    return this.#connection.schema;
  }

  get problems(): readonly Problem[] {
    return this.#connection.problems;
  }

  /** @throws ContexterError `store/damaged` */
  read<T>(work: (db: Database) => T): T {
    return this.#mending(() => work(this.#connection.db));
  }

  /** In one transaction. @throws ContexterError `store/newer-schema`, `store/unavailable`, `store/damaged` */
  write<T>(work: (db: Database) => T): T {
    this.follow();
    return this.#mending(() => this.#transact(work));
  }

  /** Reads all of it; a damaged one is replaced, as at opening. */
  check(): void {
    this.follow();
    this.#mending(() => checkWhole(this.#connection.db));
  }

  /** Damage found while running is mended as at opening, and the work tried once more. */
  #mending<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!isDamage(error) || this.#isDisposed) throw error;
      if (this.readOnly) {
        this.#options.onDamage?.();
        throw error;
      }
      this.#connection.db.dispose();
      this.#connection = connect(this.#options);
      return work();
    }
  }

  #transact<T>(work: (db: Database) => T): T {
    const { db, readOnly, problems } = this.#connection;
    if (!readOnly) return db.transaction(() => work(db));
    const [problem] = problems;
    throw new ContexterError(
      problem?.code ?? "store/unavailable",
      problem?.message ?? "the store is open for reading only",
    );
  }

  /** Opens again if the file is another one now: set aside by another process, deleted, or there at last. @returns true if so */
  follow(): boolean {
    if (this.#isDisposed || identityOf(this.#options.layout) === this.#connection.identity) return false;
    if (this.#connection.identity === undefined && !existsSync(this.#options.layout.catalogue)) return false;
    const old = this.#connection;
    this.#connection = connect(this.#options);
    old.db.dispose();
    return true;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#connection.db.dispose();
  }
}

function identityOf({ catalogue }: StoreLayout): string | undefined {
  const stat = statSync(catalogue, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev}:${stat.ino}`;
}

function connect(options: CatalogueOptions): Connection {
  if (options.readOnly) return connectForReading(options, []);
  const { layout } = options;
  try {
    for (const folder of [layout.dataDir, layout.segments, layout.setAside]) makeFolder(folder, 0o700);
    return connectForWriting(options);
  } catch (error) {
    const unwritable = error instanceof ContexterError ? error.code === "store/unavailable" : isSystemError(error);
    if (!unwritable) throw error;
    const problem = new ContexterError(
      "store/unavailable",
      `${layout.dataDir} cannot be written: ${messageOf(error)}`,
      { cause: error },
    );
    if (!existsSync(layout.catalogue)) throw problem;
    return connectForReading(options, [problem.toProblem()]);
  }
}

function connectForWriting(options: CatalogueOptions): Connection {
  try {
    return openWritable(options, []);
  } catch (error) {
    if (!isDamage(error)) throw error;
    options.log.warn("the catalogue is damaged", { reason: messageOf(error) });
    return withRecoveryLock(options.layout, options.isProcessAlive, () => replaceDamaged(options));
  }
}

function replaceDamaged(options: CatalogueOptions): Connection {
  try {
    return openWritable(options, []); // another process may have been here first
  } catch (error) {
    if (!isDamage(error)) throw error;
    setCatalogueAside(options.layout, options.now());
    return openWritable(options, [
      { code: "store/damaged", message: messageOf(error), file: options.layout.catalogue },
    ]);
  }
}

function openWritable(options: CatalogueOptions, problems: readonly Problem[]): Connection {
  const { layout, migrations, sqlite } = options;
  const db = sqlite.open(layout.catalogue);
  try {
    const latest = latestVersion(migrations);
    if (schemaVersion(db) > latest) {
      db.dispose();
      return connectForReading(options, []);
    }
    if (schemaVersion(db) > 0) checkWhole(db);
    const now = options.now();
    const fill = () => {
      const found = enterSegmentsFound(db, layout, options.readSegmentInfo, now);
      if (found > 0) options.log.info("segments found and entered into a new catalogue", { segments: found });
    };
    migrate(db, { migrations, now, fill });
    return { db, readOnly: false, schema: schemaVersion(db), problems, identity: identityOf(layout) };
  } catch (error) {
    db.dispose();
    throw error;
  }
}

/** Never creates or changes a file. What cannot be read appears as an empty store with a problem. */
function connectForReading(options: CatalogueOptions, problems: readonly Problem[]): Connection {
  const { layout, sqlite } = options;
  const identity = identityOf(layout);
  if (identity === undefined) return emptyConnection(options, problems);
  let db: Database | undefined;
  try {
    db = sqlite.open(layout.catalogue, { readOnly: true });
    const schema = schemaVersion(db);
    const latest = latestVersion(options.migrations);
    if (schema < latest)
      throw new ContexterError("store/unavailable", `${layout.catalogue} has not been brought up to date yet`);
    return {
      db,
      readOnly: true,
      schema,
      problems: schema > latest ? [...problems, newerSchema(schema, latest)] : problems,
      identity,
    };
  } catch (error) {
    db?.dispose();
    if (!(error instanceof ContexterError)) throw error;
    return emptyConnection(options, [...problems, error.toProblem()]);
  }
}

/** Stands in until there is a file that can be read: `follow` looks for it again and again. */
function emptyConnection({ sqlite, migrations }: CatalogueOptions, problems: readonly Problem[]): Connection {
  const db = sqlite.open(":memory:");
  migrate(db, { migrations, now: 0, fill: () => undefined });
  return { db, readOnly: true, schema: schemaVersion(db), problems, identity: undefined };
}

function newerSchema(found: number, known: number): Problem {
  return { code: "store/newer-schema", message: `The store has schema ${found}; this Contexter knows ${known}.` };
}

/** SQLite has no checksums of its own: a flipped bit in a row shows only when the row is read. */
function checkWhole(db: Database): void {
  db.check();
  currentGenerations(db);
  listFailures(db);
}

function isDamage(error: unknown): boolean {
  return error instanceof ContexterError && error.code === "store/damaged";
}
