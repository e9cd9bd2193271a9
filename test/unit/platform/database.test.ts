import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { ContexterError } from "../../../server/errors.ts";
import { type Database, databaseError, loadSqlite, type Sqlite } from "../../../server/platform/database.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const hasCode = (code: string) => (error: unknown) => error instanceof ContexterError && error.code === code;

describe("database", () => {
  let sqlite: Sqlite;
  let db: Database;
  const Row = z.object({ n: z.int(), text: z.string() });
  const Count = z.object({ n: z.int() });
  const count = () => db.get(Count, "SELECT count(*) AS n FROM t")?.n;

  before(async () => {
    sqlite = await loadSqlite();
  });
  beforeEach(() => {
    db = sqlite.open(":memory:");
    db.exec("CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT");
  });
  afterEach(() => db.dispose());

  it("gives rows back checked", () => {
    assert.deepEqual(db.run("INSERT INTO t VALUES (?, ?), (?, ?)", 1, "a", 2, "b"), { changes: 2, rowId: 2 });
    assert.deepEqual(db.all(Row, "SELECT * FROM t ORDER BY n"), [
      { n: 1, text: "a" },
      { n: 2, text: "b" },
    ]);
    assert.deepEqual(db.get(Row, "SELECT * FROM t WHERE n = ?", 2), { n: 2, text: "b" });
    assert.equal(db.get(Row, "SELECT * FROM t WHERE n = 3"), undefined);
  });

  it("calls a row of another form damage", () =>
    assert.throws(() => db.get(Row, "SELECT 'x' AS n, 1 AS text"), hasCode("store/damaged")));

  it("commits a transaction", () => {
    assert.equal(
      db.transaction(() => db.run("INSERT INTO t VALUES (1, 'a')").changes),
      1,
    );
    assert.equal(count(), 1);
  });

  it("rolls back when the work fails, and goes on", () => {
    const fail = () =>
      db.transaction(() => {
        db.run("INSERT INTO t VALUES (1, 'a')");
        throw new Error("no");
      });
    assert.throws(fail, /no/);
    assert.equal(count(), 0);
    db.transaction(() => db.run("INSERT INTO t VALUES (1, 'a')"));
    assert.equal(count(), 1);
  });

  it("joins an outer transaction", () => {
    const fail = () =>
      db.transaction(() => {
        db.transaction(() => db.run("INSERT INTO t VALUES (1, 'a')"));
        throw new Error("no");
      });
    assert.throws(fail, /no/);
    assert.equal(count(), 0);
  });

  it("leaves bugs as they are", () => {
    db.run("INSERT INTO t VALUES (1, 'a')");
    assert.throws(
      () => db.run("INSERT INTO t VALUES (1, 'a')"),
      (error) => !(error instanceof ContexterError),
    );
    assert.throws(
      () => db.exec("SELEKT"),
      (error) => !(error instanceof ContexterError),
    );
  });

  it("may be closed twice", () => {
    db.dispose();
    db.dispose();
  });

  it("checks itself", () => db.check());

  const errors: readonly [string, number, string, boolean][] = [
    ["busy", 5, "store/unavailable", true],
    ["disk full", 13, "store/unavailable", false],
    ["an extended I/O error", 10 | (2 << 8), "store/unavailable", false],
    ["read-only", 8, "store/unavailable", false],
    ["corrupt", 11, "store/damaged", false],
    ["not a database", 26, "store/damaged", false],
  ];
  for (const [name, errcode, code, retryable] of errors)
    it(`names ${name}`, () => {
      const error = databaseError(Object.assign(new Error(name), { errcode }), "/x");
      assert.ok(error instanceof ContexterError);
      assert.deepEqual([error.code, error.retryable], [code, retryable]);
    });

  it("passes on what is not SQLite's", () => {
    const error = new Error("x");
    assert.equal(databaseError(error, "/x"), error);
  });

  it("says clearly when this Node has no SQLite", () =>
    assert.rejects(
      loadSqlite(() => Promise.reject(new Error("no such module"))),
      hasCode("store/unavailable"),
    ));

  describe("on disk", () => {
    let folder: ReturnType<typeof temporaryFolder>;
    let path: string;
    beforeEach(() => {
      folder = temporaryFolder();
      path = join(folder.path, "x.sqlite");
    });
    afterEach(() => folder.remove());

    it("uses a write-ahead log, and leaves none behind", () => {
      const file = sqlite.open(path);
      assert.equal(file.get(z.object({ journal_mode: z.string() }), "PRAGMA journal_mode")?.journal_mode, "wal");
      file.exec("CREATE TABLE t (n)");
      assert.ok(existsSync(`${path}-wal`));
      file.dispose();
      assert.ok(!existsSync(`${path}-wal`));
    });

    it("enforces foreign keys", () => {
      const file = sqlite.open(path);
      file.exec("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a (id))");
      assert.throws(() => file.run("INSERT INTO b VALUES (1)"), /FOREIGN KEY/);
      file.dispose();
    });

    it("refuses to write where it is open for reading", () => {
      sqlite.open(path).dispose();
      const file = sqlite.open(path, { readOnly: true });
      assert.throws(() => file.exec("CREATE TABLE t (n)"), hasCode("store/unavailable"));
      file.dispose();
    });

    it("does not create what it opens for reading", () => {
      assert.throws(() => sqlite.open(path, { readOnly: true }), hasCode("store/unavailable"));
      assert.ok(!existsSync(path));
    });

    it("knows a file that is no database", () => {
      writeFileSync(path, "x".repeat(5000));
      assert.throws(() => sqlite.open(path), hasCode("store/damaged"));
      assert.throws(() => sqlite.open(path, { readOnly: true }), hasCode("store/damaged"));
    });
  });
});
