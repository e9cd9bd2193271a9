import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ContexterError } from "../../server/errors.ts";
import { libraryId } from "../../server/model/library.ts";
import { silentLog } from "../../server/platform/log.ts";
import { openStore } from "../../server/store/openStore.ts";
import type { Store } from "../../server/store/store.ts";
import { ManualClock } from "../support/manualClock.ts";
import { enterFake, readFakeSegment, segmentInfo } from "../support/store/fakeSegments.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const zod = libraryId("zod");
const DAY_MS = 86_400_000;

describe("store", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let clock: ManualClock;
  let store: Store;
  const opened: Store[] = [];

  const open = async (readOnly = false) => {
    const options = {
      dataDir: join(folder.path, "v1"),
      readOnly,
      clock,
      log: silentLog,
      readSegmentInfo: readFakeSegment,
    };
    const another = await openStore(options);
    opened.push(another);
    return another;
  };
  const enter = (version = "4.0.0", over = {}) => enterFake(store.writer, segmentInfo("zod", version, over));
  const segmentFiles = () => readdirSync(join(store.dataDir, "segments")).sort();
  const versions = (of: Store = store) => of.generations().map(({ info }) => info.version);

  beforeEach(async () => {
    folder = temporaryFolder();
    clock = new ManualClock();
    store = await open();
  });

  afterEach(() => {
    for (const one of opened.splice(0)) one.dispose();
    folder.remove();
  });

  describe("generations", () => {
    it("is empty at first", () => assert.deepEqual(store.generations(), []));

    it("gives back what was entered", async () => {
      const entered = await enter();
      assert.deepEqual(store.generations(), [entered]);
      assert.deepEqual(entered.info, segmentInfo("zod", "4.0.0"));
      assert.equal(entered.indexedAt, new Date(clock.now()).toISOString());
      assert.equal(entered.segmentBytes, JSON.stringify(entered.info).length);
    });

    it("moves the file to its final name", async () => {
      const entered = await enter();
      assert.match(entered.segment, /^zod-4\.0\.0-[0-9a-f]{12}\.seg$/);
      assert.deepEqual(segmentFiles(), [entered.segment]);
      assert.ok(existsSync(store.segmentPath(entered)));
    });

    it("finds one by library and version", async () => {
      const entered = await enter();
      assert.deepEqual(store.generation(zod, "4.0.0"), entered);
      assert.equal(store.generation(zod, "4.0.1"), undefined);
    });

    it("keeps versions side by side", async () => {
      await enter("4.0.0");
      await enter("3.0.0");
      assert.deepEqual(versions(), ["3.0.0", "4.0.0"]);
    });

    it("replaces the generation of the same version", async () => {
      const old = await enter("4.0.0", { digest: "a" });
      const next = await enter("4.0.0", { digest: "b" });
      assert.ok(next.id > old.id);
      assert.deepEqual(store.generations(), [next]);
    });

    it("enters an equal generation beside the file that is still read", async () => {
      const first = await enter();
      const second = await enter();
      assert.notEqual(first.segment, second.segment);
      assert.deepEqual(segmentFiles(), [second.segment, first.segment].sort());
    });

    it("raises the change counter with every entry", async () => {
      const before = store.changeCounter();
      await enter();
      assert.equal(store.changeCounter(), before + 1);
    });

    it("says that the store is unavailable when the segment cannot be moved in", async () => {
      const entering = store.writer.enter({
        info: segmentInfo("zod", "4.0.0"),
        temporary: join(folder.path, "missing"),
      });
      await assert.rejects(entering, (error) => error instanceof ContexterError && error.code === "store/unavailable");
      assert.deepEqual(store.generations(), []);
    });

    it("survives closing", async () => {
      const entered = await enter();
      store.dispose();
      assert.deepEqual((await open()).generations(), [entered]);
    });

    it("removes one version, a whole library, everything", async () => {
      for (const version of ["1.0.0", "2.0.0", "3.0.0"]) await enter(version);
      await enterFake(store.writer, segmentInfo("rxjs", "7.0.0"));
      assert.equal(await store.writer.remove(zod, "2.0.0"), 1);
      assert.equal(await store.writer.remove(zod), 2);
      assert.deepEqual(versions(), ["7.0.0"]);
      assert.equal(await store.writer.removeAll(), 1);
      assert.deepEqual(versions(), []);
    });

    it("says that nothing was removed, and changes nothing", async () => {
      const before = store.changeCounter();
      assert.equal(await store.writer.remove(zod), 0);
      assert.equal(store.changeCounter(), before);
    });

    it("sets a damaged segment aside", async () => {
      const { id, segment } = await enter();
      await store.writer.setAside(id);
      assert.deepEqual(store.generations(), []);
      assert.deepEqual(segmentFiles(), []);
      assert.ok(readdirSync(join(store.dataDir, "set-aside")).some((name) => name.endsWith(segment)));
    });
  });

  describe("sweep", () => {
    it("keeps what is current", async () => {
      const { segment } = await enter();
      clock.advance(DAY_MS / 2);
      await store.writer.sweep({ graceMs: 0 });
      assert.deepEqual(segmentFiles(), [segment]);
    });

    it("deletes a retired segment after the grace time", async () => {
      await enter("4.0.0", { digest: "a" });
      const next = await enter("4.0.0", { digest: "b" });
      assert.equal((await store.writer.sweep()).deletedFiles, 0);
      clock.advance(61_000);
      assert.equal((await store.writer.sweep()).deletedFiles, 1);
      assert.deepEqual(segmentFiles(), [next.segment]);
    });

    it("keeps a retired segment that another store reads until it is released", async () => {
      const reader = await open();
      const old = await enter("4.0.0", { digest: "a" });
      await reader.writer.pin([old.segment]);
      await enter("4.0.0", { digest: "b" });
      await store.writer.sweep({ graceMs: 0 });
      assert.ok(segmentFiles().includes(old.segment));
      await reader.writer.pin([]);
      await store.writer.sweep({ graceMs: 0 });
      assert.ok(!segmentFiles().includes(old.segment));
    });

    it("forgets the pins of a store that was closed", async () => {
      const reader = await open();
      const old = await enter("4.0.0", { digest: "a" });
      await reader.writer.pin([old.segment]);
      reader.dispose();
      await enter("4.0.0", { digest: "b" });
      await store.writer.sweep({ graceMs: 0 });
      assert.ok(!segmentFiles().includes(old.segment));
    });

    it("keeps the half written file of a living owner", async () => {
      const path = await store.writer.temporaryPath();
      writeFileSync(path, "half");
      await (await open()).writer.sweep();
      assert.ok(existsSync(path));
    });

    it("deletes the half written file of an owner that is gone", async () => {
      writeFileSync(join(store.dataDir, "segments", ".tmp-gone.1"), "half");
      await store.writer.sweep();
      assert.deepEqual(segmentFiles(), []);
    });

    it("deletes segments without an entry, and nothing else", async () => {
      writeFileSync(join(store.dataDir, "segments", "lost-1.0.0-000000000000.seg"), "x");
      writeFileSync(join(store.dataDir, "segments", "notes.txt"), "x");
      assert.deepEqual(await store.writer.sweep(), { deletedFiles: 1, freedBytes: 1 });
      assert.deepEqual(segmentFiles(), ["notes.txt"]);
    });

    it("deletes set-aside files after two weeks", async () => {
      const { id } = await enter();
      await store.writer.setAside(id);
      clock.jump(13 * DAY_MS);
      assert.equal((await store.writer.sweep()).deletedFiles, 0);
      clock.jump(2 * DAY_MS);
      assert.equal((await store.writer.sweep()).deletedFiles, 1);
    });
  });

  describe("leases", () => {
    it("gives one to the first only", async () => {
      const other = await open();
      assert.ok(await store.writer.acquireLease(zod, "4.0.0", 1000));
      assert.equal(await other.writer.acquireLease(zod, "4.0.0", 1000), undefined);
      assert.ok(await other.writer.acquireLease(zod, "4.0.1", 1000));
    });

    it("gives it to the next after release", async () => {
      const lease = await store.writer.acquireLease(zod, "4.0.0", 1000);
      assert.ok(lease);
      await store.writer.releaseLease(lease);
      assert.ok(await store.writer.acquireLease(zod, "4.0.0", 1000));
    });

    it("is taken over when it was not renewed in time", async () => {
      const lease = await store.writer.acquireLease(zod, "4.0.0", 1000);
      assert.ok(lease);
      clock.advance(999);
      assert.equal(await store.writer.renewLease(lease), true);
      clock.advance(999);
      assert.equal(await (await open()).writer.acquireLease(zod, "4.0.0", 1000), undefined);
      clock.advance(1);
      assert.ok(await (await open()).writer.acquireLease(zod, "4.0.0", 1000));
      assert.equal(await store.writer.renewLease(lease), false);
    });

    it("does not outlive a clock that was set back", async () => {
      await store.writer.acquireLease(zod, "4.0.0", 1000);
      clock.jump(-DAY_MS);
      assert.ok(await store.writer.acquireLease(zod, "4.0.0", 1000));
    });

    it("ends with its store", async () => {
      const other = await open();
      await other.writer.acquireLease(zod, "4.0.0", 1000);
      other.dispose();
      assert.ok(await store.writer.acquireLease(zod, "4.0.0", 1000));
    });
  });
});
