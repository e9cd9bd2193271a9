import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { libraryId } from "../../server/model/library.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog } from "../../server/platform/log.ts";
import { openStore } from "../../server/store/openStore.ts";
import type { Store } from "../../server/store/store.ts";
import { enterFake, readFakeSegment, segmentInfo } from "../support/store/fakeSegments.ts";
import { StoreProcess } from "../support/store/startStoreProcess.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const NOBODY = 65534;
/** How many entries a process makes before it is killed; the kill itself lands at any instant of the next ones. */
const KILLS = [1, 2, 4, 7, 11];

describe("store shared by processes", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let dataDir: string;
  let store: Store;
  const children: StoreProcess[] = [];
  const stores: Store[] = [];

  const open = async () => {
    const one = await openStore({ dataDir, clock: systemClock, log: silentLog, readSegmentInfo: readFakeSegment });
    stores.push(one);
    return one;
  };
  const start = async (options = {}) => {
    const child = await StoreProcess.start(dataDir, options);
    children.push(child);
    return child;
  };
  const segmentFiles = () => readdirSync(join(dataDir, "segments")).sort();
  /** Every current generation has its file, whole, with its own content. */
  const assertWhole = (of: Store) => {
    for (const generation of of.generations())
      assert.deepEqual(JSON.parse(readFileSync(of.segmentPath(generation), { encoding: "utf8" })), generation.info);
  };

  beforeEach(async () => {
    folder = temporaryFolder();
    dataDir = join(folder.path, "v1");
    store = await open();
  });

  afterEach(async () => {
    for (const one of stores.splice(0)) one.dispose();
    for (const child of children.splice(0)) await child.kill();
    folder.remove();
  });

  it("opens a new store in two processes at once", async () => {
    store.dispose();
    folder.remove();
    const both = await Promise.all([start(), start(), open()]);
    assert.equal(both.length, 3);
  });

  it("shows each what the others enter", async () => {
    const [a, b] = await Promise.all([start(), start()]);
    await a.ask({ do: "enter", name: "a", version: "1.0.0", digest: "x" });
    await b.ask({ do: "enter", name: "b", version: "1.0.0", digest: "y" });
    await enterFake(store.writer, segmentInfo("c", "1.0.0", { digest: "z" }));
    for (const list of [await a.ask({ do: "list" }), await b.ask({ do: "list" }), store.generations()])
      assert.equal(list.length, 3);
  });

  it("calls back when another process enters something", async () => {
    const child = await start();
    const changed = new Promise<void>((resolve) => stores.length && store.watchChanges(resolve));
    await child.ask({ do: "enter", name: "a", version: "1.0.0", digest: "x" });
    await changed;
    assert.equal(store.generations().length, 1);
  });

  it("gives a lease to one process only, and to the next when that one was killed", async () => {
    const child = await start();
    assert.ok(await child.ask({ do: "lease", name: "zod", version: "4.0.0" }));
    assert.equal(await store.writer.acquireLease(libraryId("zod"), "4.0.0", 600_000), undefined);
    await child.kill();
    assert.ok(await store.writer.acquireLease(libraryId("zod"), "4.0.0", 600_000));
  });

  it("gives exactly one of many contenders the lease", async () => {
    const contenders = await Promise.all([start(), start()]);
    const asked = contenders.map((child) => child.ask({ do: "lease", name: "zod", version: "4.0.0" }));
    const own = store.writer.acquireLease(libraryId("zod"), "4.0.0", 600_000);
    const leases = [...(await Promise.all(asked)), (await own) ?? null];
    assert.equal(leases.filter((lease) => lease !== null).length, 1);
  });

  it("keeps a retired segment that another process reads, until that process is gone", async () => {
    const old = await enterFake(store.writer, segmentInfo("zod", "4.0.0", { digest: "a" }));
    const child = await start();
    await child.ask({ do: "pin", segments: [old.segment] });
    await enterFake(store.writer, segmentInfo("zod", "4.0.0", { digest: "b" }));
    await store.writer.sweep({ graceMs: 0 });
    assert.ok(segmentFiles().includes(old.segment));
    await child.kill();
    await store.writer.sweep({ graceMs: 0 });
    assert.ok(!segmentFiles().includes(old.segment));
  });

  it("sweeps the half written file of a killed process, not of a living one", async () => {
    const child = await start();
    const path = await child.ask({ do: "halfWrite" });
    await store.writer.sweep();
    assert.ok(existsSync(path));
    await child.kill();
    await store.writer.sweep();
    assert.ok(!existsSync(path));
  });

  it("takes entries and sweeps of several processes at once", async () => {
    const [a, b] = await Promise.all([start(), start()]);
    a.tell({ do: "enterForEver", name: "a" });
    b.tell({ do: "enterForEver", name: "a" });
    await Promise.all([a.message(15), b.message(15)]);
    await Promise.all([a.kill(), b.kill()]);
    assert.equal(store.generations().length, 5);
    assertWhole(store);
    await store.writer.sweep({ graceMs: 0 });
    assert.deepEqual(
      segmentFiles(),
      store
        .generations()
        .map(({ segment }) => segment)
        .sort(),
    );
  });

  for (const entries of KILLS)
    it(`loses nothing when a process is killed while entering, after ${entries}`, async () => {
      const kept = await enterFake(store.writer, segmentInfo("kept", "1.0.0"));
      const child = await start();
      child.tell({ do: "enterForEver", name: "a" });
      await child.message(entries);
      await child.kill();
      const fresh = await open();
      assert.deepEqual(fresh.problems, []);
      assert.deepEqual(fresh.generation(kept.info.library, "1.0.0"), kept);
      const others = fresh.generations().filter(({ id }) => id !== kept.id);
      const entered = Math.max(...others.map(({ info }) => info.symbols));
      assert.ok(entered >= entries);
      assert.equal(others.length, Math.min(5, entered));
      assertWhole(fresh);
      await fresh.writer.sweep({ graceMs: 0 });
      assert.deepEqual(
        segmentFiles(),
        fresh
          .generations()
          .map(({ segment }) => segment)
          .sort(),
      );
      await enterFake(fresh.writer, segmentInfo("a", "2.0.0"));
    });

  it("mends a damaged catalogue once, though two processes find the damage at the same time", async () => {
    await enterFake(store.writer, segmentInfo("zod", "4.0.0"));
    store.dispose();
    truncateSync(join(dataDir, "catalogue.sqlite"), 5000);
    const [a, b] = await Promise.all([start(), start()]);
    for (const child of [a, b]) assert.equal((await child.ask({ do: "list" })).length, 1);
    const codes = [...(await a.ask({ do: "problems" })), ...(await b.ask({ do: "problems" }))];
    assert.deepEqual(codes, ["store/damaged"]);
    await a.ask({ do: "enter", name: "next", version: "1.0.0", digest: "x" });
    assert.equal((await b.ask({ do: "list" })).length, 2);
  });

  it("reads a store in a folder that cannot be written, and says so", async function () {
    if (process.getuid?.() !== 0) this.skip(); // needs a second user, to whom permissions apply
    await enterFake(store.writer, segmentInfo("zod", "4.0.0"));
    for (const one of stores.splice(0)) one.dispose();
    chmodSync(folder.path, 0o755);
    for (const path of [dataDir, join(dataDir, "segments")]) chmodSync(path, 0o555);
    chmodSync(join(dataDir, "catalogue.sqlite"), 0o444);
    const child = await start({ uid: NOBODY });
    assert.deepEqual(await child.ask({ do: "problems" }), ["store/unavailable"]);
    assert.equal((await child.ask({ do: "list" })).length, 1);
    const reader = await start({ uid: NOBODY, readOnly: true });
    assert.deepEqual(await reader.ask({ do: "problems" }), []);
    assert.equal((await reader.ask({ do: "list" })).length, 1);
  });
});
