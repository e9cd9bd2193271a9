import assert from "node:assert/strict";
import { libraryId } from "../../../server/model/library.ts";
import { type Database, loadSqlite } from "../../../server/platform/database.ts";
import { changeCounter } from "../../../server/store/changeCounter.ts";
import { clearFailure, listFailures, recordFailure } from "../../../server/store/failures.ts";
import { currentGenerations, insertGeneration } from "../../../server/store/generations.ts";
import { MIGRATIONS, migrate } from "../../../server/store/schema.ts";
import { expireUnused, type LibraryUse, recordUses, usesOf } from "../../../server/store/uses.ts";
import { segmentInfo } from "../../support/store/fakeSegments.ts";

const DAY = 86_400_000;
const start = Date.UTC(2026, 0, 1);

describe("catalogue's books", () => {
  let db: Database;
  const use = (name: string, version: string): LibraryUse => ({
    library: libraryId(name),
    version,
    wanted: "^1",
    group: "prod",
  });
  const insert = (name: string, version: string, now = start) =>
    insertGeneration(
      db,
      {
        info: segmentInfo(name, version),
        segment: `${name}-${version}.seg`,
        segmentBytes: 1,
        indexedAt: "2026-01-01T00:00:00.000Z",
      },
      now,
    );
  const left = () => currentGenerations(db).map(({ info }) => `${info.packages[0]?.name}@${info.version}`);

  beforeEach(async () => {
    db = (await loadSqlite()).open(":memory:");
    migrate(db, { migrations: MIGRATIONS, now: start, fill: () => undefined });
  });
  afterEach(() => db.dispose());

  it("remembers what a workspace uses", () => {
    recordUses(db, "/a", [use("zod", "4.0.0"), use("rxjs", "7.0.0")], start);
    assert.deepEqual(usesOf(db, "/a"), [use("rxjs", "7.0.0"), use("zod", "4.0.0")]);
    assert.deepEqual(usesOf(db, "/b"), []);
  });

  it("replaces what it used before", () => {
    recordUses(db, "/a", [use("zod", "3.0.0")], start);
    recordUses(db, "/a", [use("zod", "4.0.0")], start);
    assert.deepEqual(usesOf(db, "/a"), [use("zod", "4.0.0")]);
  });

  it("takes the first of two entries for the same library and version", () => {
    recordUses(db, "/a", [use("zod", "4.0.0"), { ...use("zod", "4.0.0"), group: "dev" }], start);
    assert.deepEqual(usesOf(db, "/a"), [use("zod", "4.0.0")]);
  });

  describe("expiry", () => {
    const check = (
      name: string,
      prepare: () => void,
      { days, after }: { days: number; after: number },
      expected: string[],
    ) =>
      it(name, () => {
        insert("zod", "4.0.0");
        prepare();
        expireUnused(db, days, start + after * DAY);
        assert.deepEqual(left(), expected);
      });
    const used = () => recordUses(db, "/a", [use("zod", "4.0.0")], start);
    const upgraded = () => {
      used();
      recordUses(db, "/a", [use("zod", "4.1.0")], start + DAY);
    };
    const kept = ["zod@4.0.0"];

    check("keeps what was just indexed, though nobody uses it", () => undefined, { days: 30, after: 29 }, kept);
    check("takes out what nobody ever used", () => undefined, { days: 30, after: 31 }, []);
    check("keeps what a workspace uses that was seen lately", used, { days: 5, after: 20 }, kept);
    check("takes out what only a long forgotten workspace used", used, { days: 5, after: 31 }, []);
    check("keeps what is used with a retention of no days", used, { days: 0, after: 1 }, kept);
    check("takes out an upgraded version at once with a retention of no days", upgraded, { days: 0, after: 1 }, []);
    check("keeps an upgraded version for the retention time", upgraded, { days: 30, after: 20 }, kept);
    check("takes out an upgraded version after the retention time", upgraded, { days: 30, after: 31 }, []);

    it("counts, and tells other processes", () => {
      insert("zod", "4.0.0");
      insert("rxjs", "7.0.0");
      const before = changeCounter(db);
      assert.equal(expireUnused(db, 1, start + 3 * DAY), 2);
      assert.ok(changeCounter(db) > before);
      assert.equal(expireUnused(db, 1, start + 3 * DAY), 0);
    });
  });

  describe("failures", () => {
    const failure = { library: libraryId("zod"), version: "4.0.0", code: "chunk/unparsable", message: "no" } as const;

    it("are kept with their time", () => {
      recordFailure(db, { ...failure, digest: "d" }, start);
      assert.deepEqual(listFailures(db), [{ ...failure, digest: "d", at: "2026-01-01T00:00:00.000Z" }]);
    });

    it("are replaced by later ones", () => {
      recordFailure(db, failure, start);
      recordFailure(db, { ...failure, message: "again" }, start);
      assert.deepEqual(
        listFailures(db).map(({ message }) => message),
        ["again"],
      );
    });

    it("go when they are cleared", () => {
      recordFailure(db, failure, start);
      clearFailure(db, failure.library, "4.0.0");
      assert.deepEqual(listFailures(db), []);
    });

    it("go when the library is built", () => {
      recordFailure(db, failure, start);
      insert("zod", "4.0.0");
      assert.deepEqual(listFailures(db), []);
    });

    it("raise the change counter, and only then", () => {
      const before = changeCounter(db);
      recordFailure(db, failure, start);
      assert.equal(changeCounter(db), before + 1);
      clearFailure(db, libraryId("other"), "1.0.0");
      assert.equal(changeCounter(db), before + 1);
    });

    it("stay readable when a newer Contexter wrote them", () => {
      db.run("INSERT INTO failures VALUES ('pkg:npm/x', '1', NULL, 'future/code', 'm', '2026')");
      assert.equal(listFailures(db)[0]?.message, "m");
    });
  });
});
