import assert from "node:assert/strict";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { ContexterError } from "../../server/errors.ts";
import { loadSqlite } from "../../server/platform/database.ts";
import { silentLog } from "../../server/platform/log.ts";
import { openStore } from "../../server/store/openStore.ts";
import { MIGRATIONS, type Migration } from "../../server/store/schema.ts";
import type { Store } from "../../server/store/store.ts";
import { ManualClock } from "../support/manualClock.ts";
import { enterFake, readFakeSegment, segmentInfo } from "../support/store/fakeSegments.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const nextSchema: Migration = { version: 2, up: (db) => db.exec("CREATE TABLE later (x INTEGER) STRICT") };

describe("store recovery", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let dataDir: string;
  let catalogue: string;
  let clock: ManualClock;
  const opened: Store[] = [];

  const open = async (options: { readonly readOnly?: boolean; readonly migrations?: readonly Migration[] } = {}) => {
    const store = await openStore({ dataDir, clock, log: silentLog, readSegmentInfo: readFakeSegment, ...options });
    opened.push(store);
    return store;
  };
  const close = () => {
    for (const store of opened.splice(0)) store.dispose();
  };
  const codes = (store: Store) => store.problems.map(({ code }) => code);
  const names = (store: Store) => store.generations().map(({ info }) => `${info.library}@${info.version}`);
  const overwrite = (path: string, bytes: Uint8Array, position: number) => {
    const file = openSync(path, "r+");
    writeSync(file, bytes, 0, bytes.length, position);
    closeSync(file);
  };
  const garbage = (size: number) => Uint8Array.from({ length: size }, (_, n) => (n * 73 + 11) % 256);

  beforeEach(async () => {
    folder = temporaryFolder();
    dataDir = join(folder.path, "v1");
    catalogue = join(dataDir, "catalogue.sqlite");
    clock = new ManualClock();
    const store = await open();
    for (const version of ["3.0.0", "4.0.0"]) await enterFake(store.writer, segmentInfo("zod", version));
    await enterFake(store.writer, segmentInfo("rxjs", "7.0.0"));
    close();
  });

  afterEach(() => {
    close();
    folder.remove();
  });

  describe("a damaged catalogue is set aside and begun anew from the segments", () => {
    const damages: readonly [string, () => void][] = [
      ["no database at all", () => writeFileSync(catalogue, "this is not a database, but a text\n".repeat(300))],
      ["cut in the middle", () => truncateSync(catalogue, 8192 + 100)],
      ["header overwritten", () => overwrite(catalogue, garbage(100), 0)],
      ["pages overwritten", () => overwrite(catalogue, garbage(4096 * 6), 4096)],
      ["schema page overwritten", () => overwrite(catalogue, garbage(3000), 100)],
    ];
    for (const [name, damage] of damages)
      it(name, async () => {
        damage();
        const store = await open();
        assert.deepEqual(codes(store), ["store/damaged"]);
        assert.deepEqual(names(store), ["pkg:npm/rxjs@7.0.0", "pkg:npm/zod@3.0.0", "pkg:npm/zod@4.0.0"]);
        assert.ok(readdirSync(join(dataDir, "set-aside")).some((file) => file.endsWith("catalogue.sqlite")));
        assert.equal(store.readOnly, false);
      });

    it("a row that cannot be understood", async () => {
      const db = (await loadSqlite()).open(catalogue);
      db.run("UPDATE generations SET info = '{\"library\":1' WHERE version = '3.0.0'");
      db.dispose();
      const store = await open();
      assert.deepEqual(codes(store), ["store/damaged"]);
      assert.equal(store.generations().length, 3);
    });

    it("found while running", async () => {
      const store = await open();
      const db = (await loadSqlite()).open(catalogue);
      db.run("UPDATE generations SET info = '{}' WHERE version = '3.0.0'");
      db.dispose();
      assert.equal(store.generations().length, 3);
      assert.deepEqual(codes(store), ["store/damaged"]);
    });

    it("found by a check", async () => {
      const store = await open();
      const db = (await loadSqlite()).open(catalogue);
      db.run("UPDATE generations SET info = '{}' WHERE version = '3.0.0'");
      db.dispose();
      await store.writer.check();
      assert.deepEqual(codes(store), ["store/damaged"]);
      assert.equal(store.generations().length, 3);
    });
  });

  it("leaves a good catalogue alone", async () => {
    const store = await open();
    await store.writer.check();
    assert.deepEqual(codes(store), []);
    assert.deepEqual(readdirSync(join(dataDir, "set-aside")), []);
  });

  it("finds the segments again when the catalogue was deleted or emptied, without a complaint", async () => {
    for (const lose of [() => rmSync(catalogue), () => truncateSync(catalogue, 0)]) {
      lose();
      const store = await open();
      assert.deepEqual(codes(store), []);
      assert.equal(store.generations().length, 3);
      close();
    }
  });

  it("leaves out segments that cannot be read; a sweep deletes them", async () => {
    const [broken = ""] = readdirSync(join(dataDir, "segments"));
    writeFileSync(join(dataDir, "segments", broken), "not a segment");
    rmSync(catalogue);
    const store = await open();
    assert.equal(store.generations().length, 2);
    await store.writer.sweep();
    assert.ok(!existsSync(join(dataDir, "segments", broken)));
  });

  it("takes the newer of two segments of the same library and version", async () => {
    const store = await open();
    const kept = await enterFake(store.writer, segmentInfo("zod", "4.0.0", { digest: "kept" }));
    const other = await enterFake(store.writer, segmentInfo("zod", "4.0.0", { digest: "other" }));
    const inAnHour = Date.now() / 1000 + 3600;
    utimesSync(store.segmentPath(kept), inAnHour, inAnHour);
    close();
    rmSync(catalogue);
    const found = (await open()).generation(kept.info.library, "4.0.0");
    assert.equal(found?.segment, kept.segment);
    assert.notEqual(found?.segment, other.segment);
  });

  it("never repeats a number that other processes may still hold", async () => {
    const before = await open();
    const highest = Math.max(...before.generations().map(({ id }) => id));
    const counter = before.changeCounter();
    close();
    rmSync(catalogue);
    clock.jump(60_000);
    const after = await open();
    assert.ok(after.generations().every(({ id }) => id > highest));
    assert.ok(after.changeCounter() > counter);
  });

  it("follows a catalogue that another process has replaced", async () => {
    const store = await open();
    assert.equal(store.generations().length, 3);
    renameSync(catalogue, `${catalogue}.gone`);
    for (const suffix of ["-wal", "-shm"]) rmSync(catalogue + suffix, { force: true });
    clock.jump(60_000);
    const other = await open();
    await enterFake(other.writer, segmentInfo("next", "1.0.0"));
    assert.equal(store.generations().length, 4);
    await enterFake(store.writer, segmentInfo("after", "1.0.0"));
    assert.equal(other.generations().length, 5);
  });

  it("makes the folder again when it was deleted while running", async () => {
    const store = await open();
    await store.writer.pin([]);
    rmSync(dataDir, { recursive: true });
    assert.deepEqual(store.generations(), []);
    await enterFake(store.writer, segmentInfo("next", "1.0.0"));
    assert.deepEqual(names(store), ["pkg:npm/next@1.0.0"]);
  });

  it("takes over the lock of a process that died while mending", async () => {
    writeFileSync(catalogue, "damaged".repeat(1000));
    writeFileSync(join(dataDir, "recovery.lock"), "999999999");
    assert.equal((await open()).generations().length, 3);
    assert.ok(!existsSync(join(dataDir, "recovery.lock")));
  });

  describe("versions", () => {
    it("reads a store of a newer schema, and refuses to write", async () => {
      await open({ migrations: [...MIGRATIONS, nextSchema] });
      close();
      const store = await open();
      assert.deepEqual(codes(store), ["store/newer-schema"]);
      assert.equal(store.readOnly, true);
      assert.equal(store.schema, 2);
      assert.equal(store.generations().length, 3);
      const refusal = store.writer.remove("pkg:npm/zod");
      await assert.rejects(refusal, (error) => error instanceof ContexterError && error.code === "store/newer-schema");
    });

    it("brings an older schema up to date and keeps everything", async () => {
      const store = await open({ migrations: [...MIGRATIONS, nextSchema] });
      assert.equal(store.schema, 2);
      assert.equal(store.generations().length, 3);
    });

    it("shows an older schema as empty to who may only read, until it is brought up to date", async () => {
      const migrations = [...MIGRATIONS, nextSchema];
      const reader = await open({ readOnly: true, migrations });
      assert.deepEqual(reader.generations(), []);
      assert.deepEqual(codes(reader), ["store/unavailable"]);
      await open({ migrations });
      assert.equal(reader.generations().length, 3);
      assert.deepEqual(codes(reader), []);
    });
  });

  describe("reading only", () => {
    it("sees what is there and changes nothing", async () => {
      const reader = await open({ readOnly: true });
      assert.equal(reader.generations().length, 3);
      const refusal = reader.writer.removeAll();
      await assert.rejects(refusal, (error) => error instanceof ContexterError && error.code === "store/unavailable");
    });

    it("sees nothing where there is no store, creates nothing, and notices when there is one", async () => {
      dataDir = join(folder.path, "elsewhere");
      const reader = await open({ readOnly: true });
      let changes = 0;
      reader.watchChanges(() => {
        changes += 1;
      });
      assert.deepEqual(reader.generations(), []);
      assert.ok(!existsSync(dataDir));
      const store = await open();
      await enterFake(store.writer, segmentInfo("zod", "4.0.0"));
      clock.advance(2000);
      assert.equal(changes, 1);
      assert.equal(reader.generations().length, 1);
    });

    it("shows a damaged store as empty with a problem, and as mended once another process has mended it", async () => {
      writeFileSync(catalogue, "damaged".repeat(1000));
      const reader = await open({ readOnly: true });
      assert.deepEqual(codes(reader), ["store/damaged"]);
      assert.deepEqual(reader.generations(), []);
      assert.equal(readFileSync(catalogue, { encoding: "utf8" }).slice(0, 7), "damaged");
      await open();
      assert.equal(reader.generations().length, 3);
      assert.deepEqual(codes(reader), []);
    });
  });

  it("refuses a folder that cannot be made", async () => {
    dataDir = join(catalogue, "inside-a-file");
    await assert.rejects(open(), (error) => error instanceof ContexterError && error.code === "store/unavailable");
  });

  it("refuses a network file system", async () => {
    const place = { platform: "linux" as const, path: dataDir, type: 0x6969, mounts: "" };
    const opening = openStore({ dataDir, clock, log: silentLog, readSegmentInfo: readFakeSegment, place });
    await assert.rejects(
      opening,
      (error) => error instanceof ContexterError && error.code === "store/network-file-system",
    );
  });
});
