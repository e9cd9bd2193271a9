import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ContexterError } from "../../server/errors.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog } from "../../server/platform/log.ts";
import { WorkerPool } from "../../server/platform/workers.ts";
import { openStore } from "../../server/store/openStore.ts";
import { remoteWriter, type StoreTasks } from "../../server/store/remoteWriter.ts";
import type { Store, StoreWriter } from "../../server/store/store.ts";
import { enterFake, readFakeSegment, segmentInfo } from "../support/store/fakeSegments.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("store written by a worker, read by the main thread", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let dataDir: string;
  let pool: WorkerPool<StoreTasks>;
  let writer: StoreWriter;
  let reader: Store;

  beforeEach(async () => {
    folder = temporaryFolder();
    dataDir = join(folder.path, "v1");
    const script = new URL("../support/workers/storeWorker.ts", import.meta.url);
    const once = { size: 1, idleMs: Number.POSITIVE_INFINITY, clock: systemClock, log: silentLog };
    pool = new WorkerPool<StoreTasks>({ script, workerData: { dataDir }, ...once });
    writer = remoteWriter(pool);
    await writer.check();
    reader = await openStore({
      dataDir,
      readOnly: true,
      clock: systemClock,
      log: silentLog,
      readSegmentInfo: readFakeSegment,
    });
  });

  afterEach(async () => {
    reader.dispose();
    await pool.end();
    folder.remove();
  });

  it("shows the reader what the worker entered", async () => {
    const entered = await enterFake(writer, segmentInfo("zod", "4.0.0"));
    assert.deepEqual(reader.generations(), [entered]);
  });

  it("tells the reader", async () => {
    const changed = new Promise<void>((resolve) => reader.watchChanges(resolve));
    await writer.recordFailure({ library: "pkg:npm/zod", version: "4.0.0", code: "chunk/unparsable", message: "no" });
    await changed;
    assert.equal(reader.failures().length, 1);
  });

  it("carries failures over with their code", async () => {
    const entering = writer.enter({ info: segmentInfo("zod", "4.0.0"), temporary: join(dataDir, "missing") });
    await assert.rejects(entering, (error) => error instanceof ContexterError && error.code === "store/unavailable");
  });

  it("gives back leases, pins and half written files when the pool ends", async () => {
    await writer.acquireLease("pkg:npm/zod", "4.0.0", 600_000);
    const temporary = await writer.temporaryPath();
    writeFileSync(temporary, "half");
    await pool.end();
    const next = await openStore({ dataDir, clock: systemClock, log: silentLog, readSegmentInfo: readFakeSegment });
    await next.writer.sweep();
    assert.ok(!existsSync(temporary));
    assert.ok(await next.writer.acquireLease("pkg:npm/zod", "4.0.0", 600_000));
    next.dispose();
  });
});
