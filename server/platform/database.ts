import { existsSync } from "node:fs";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type * as z from "zod";
import { ContexterError, messageOf } from "../errors.ts";
import { pauseSync } from "./atomicFile.ts";
import type { Disposable } from "./disposable.ts";

export type SqlValue = SQLInputValue;
type SqliteModule = typeof import("node:sqlite");

const BUSY_TIMEOUT_MS = 5000;
const OPEN_ATTEMPTS = 40;

/** Primary result codes of SQLite, https://sqlite.org/rescode.html */
const RESULT = {
  perm: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
};
const TRANSIENT = new Set([RESULT.busy, RESULT.locked]);
const DAMAGED = new Set([RESULT.corrupt, RESULT.notDatabase]);
const UNAVAILABLE = new Set([...TRANSIENT, RESULT.perm, RESULT.readOnly, RESULT.io, RESULT.full, RESULT.cannotOpen]);

export interface DatabaseOptions {
  readonly readOnly?: boolean;
}

/** Opens databases; got once, asynchronously, so that everything after it can be synchronous. */
export interface Sqlite {
  /**
   * WAL, synchronous NORMAL, foreign keys, 5 s busy timeout. A writable one is created where there is none; `:memory:` lies nowhere.
   * @throws ContexterError `store/unavailable`, `store/damaged`
   */
  open(path: string, options?: DatabaseOptions): Database;
}

/** @throws ContexterError `store/unavailable` where this Node has no SQLite */
export async function loadSqlite(load: () => Promise<SqliteModule> = importSqlite): Promise<Sqlite> {
  const { DatabaseSync } = await load().catch((cause: unknown) => {
    throw new ContexterError(
      "store/unavailable",
      `Node ${process.version} has no node:sqlite; 22.13 or newer is needed`,
      { cause },
    );
  });
  return { open: (path, options = {}) => openDatabase(DatabaseSync, path, options) };
}

/** Older Nodes warn that SQLite is experimental, into the terminal's output; we know, and test on each of them. */
async function importSqlite(): Promise<SqliteModule> {
  const emitWarning = process.emitWarning;
  const quiet: typeof process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!messageOf(warning instanceof Error ? warning : new Error(warning)).includes("SQLite is an experimental"))
      Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = quiet;
  try {
    return await import("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

function openDatabase(
  Connection: SqliteModule["DatabaseSync"],
  path: string,
  { readOnly = false }: DatabaseOptions,
): Database {
  const connect = (location: string | URL) => {
    const db = new Connection(location, { readOnly, enableForeignKeyConstraints: true });
    try {
      db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      if (!readOnly) db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
      db.exec("SELECT count(*) FROM sqlite_schema"); // opening is lazy: this is the first look at the file
      return new Database(db, path);
    } catch (error) {
      db.close();
      throw error;
    }
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return connect(path);
    } catch (error) {
      const result = resultCode(error);
      // Turning WAL on, and recovering it after a crash, answer "busy" without waiting for the busy timeout.
      if (result !== undefined && TRANSIENT.has(result) && attempt < OPEN_ATTEMPTS) {
        pauseSync(25);
        continue;
      }
      // In a folder that cannot be written, the WAL's shared memory cannot be made; nobody can write there anyway.
      const unwritable = result === RESULT.cannotOpen || result === RESULT.readOnly;
      if (readOnly && unwritable && existsSync(path)) return connectImmutable(connect, path);
      throw databaseError(error, path);
    }
  }
}

/** Nodes before 22.15 cannot: they know no URLs here. */
function connectImmutable(connect: (location: URL) => Database, path: string): Database {
  const location = pathToFileURL(path);
  location.searchParams.set("immutable", "1");
  try {
    return connect(location);
  } catch (cause) {
    throw new ContexterError("store/unavailable", `${path} cannot be read in a folder without write permission`, {
      cause,
    });
  }
}

/** SQLite's primary result code, or undefined for what is not SQLite's. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}

/** What the user can do something about becomes a ContexterError; the rest (wrong SQL, broken constraints) is a bug and stays. */
export function databaseError(error: unknown, path: string): unknown {
  const result = resultCode(error);
  if (result === undefined) return error;
  if (DAMAGED.has(result)) return new ContexterError("store/damaged", `${path}: ${messageOf(error)}`, { cause: error });
  if (!UNAVAILABLE.has(result)) return error;
  return new ContexterError("store/unavailable", `${path}: ${messageOf(error)}`, {
    cause: error,
    retryable: TRANSIENT.has(result),
  });
}

/** One connection: SQL in, checked rows out. Prepared statements are kept for its life. */
export class Database implements Disposable {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #inTransaction = false;
  #isOpen = true;

  constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.path = path;
  }

  /** Several statements, no parameters. */
  exec(sql: string): void {
    this.#guarded(() => this.#db.exec(sql));
  }

  /** @returns how many rows were changed, and the row id of the last one inserted */
  run(sql: string, ...values: readonly SqlValue[]): { readonly changes: number; readonly rowId: number } {
    const { changes, lastInsertRowid } = this.#guarded(() => this.#statement(sql).run(...values));
    return { changes: Number(changes), rowId: Number(lastInsertRowid) };
  }

  /** @throws ContexterError `store/damaged` for a row that does not have the shape */
  all<T>(shape: z.ZodType<T>, sql: string, ...values: readonly SqlValue[]): T[] {
    return this.#guarded(() => this.#statement(sql).all(...values)).map((row) => this.#checked(shape, row));
  }

  /** The first row. @throws ContexterError `store/damaged` for a row that does not have the shape */
  get<T>(shape: z.ZodType<T>, sql: string, ...values: readonly SqlValue[]): T | undefined {
    const row = this.#guarded(() => this.#statement(sql).get(...values));
    return row === undefined ? undefined : this.#checked(shape, row);
  }

  /** All or nothing; takes the write lock at once, so that it never fails half way because another process was faster. Joins an outer one. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.exec("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Reads the whole database. @throws ContexterError `store/damaged` */
  check(): void {
    const rows = this.#guarded(() => this.#statement("PRAGMA quick_check(1)").all());
    const answer = rows[0]?.quick_check;
    if (answer !== "ok") throw new ContexterError("store/damaged", `${this.path}: ${String(answer)}`);
  }

  dispose(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#statements.clear();
    this.#db.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #checked<T>(shape: z.ZodType<T>, row: unknown): T {
    const parsed = shape.safeParse(row);
    if (parsed.success) return parsed.data;
    throw new ContexterError("store/damaged", `${this.path}: a row has an unexpected form`, { cause: parsed.error });
  }

  #rollBack(): void {
    if (this.#db.isTransaction === false) return; // SQLite did it itself: disk full, I/O error
    this.exec("ROLLBACK");
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw databaseError(error, this.path);
    }
  }
}
