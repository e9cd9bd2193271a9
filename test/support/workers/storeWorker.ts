import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { systemClock } from "../../../server/platform/clock.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { serveTasks } from "../../../server/platform/taskPort.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { type StoreTasks, storeTasks } from "../../../server/store/remoteWriter.ts";
import type { Store } from "../../../server/store/store.ts";
import { readFakeSegment } from "../store/fakeSegments.ts";

if (parentPort === null) throw new Error("runs as a worker only");
const { dataDir } = z.object({ dataDir: z.string() }).parse(workerData);
const stores: Store[] = [];

serveTasks<StoreTasks>(
  storeTasks(async () => {
    const store = await openStore({ dataDir, clock: systemClock, log: silentLog, readSegmentInfo: readFakeSegment });
    stores.push(store);
    return store.writer;
  }),
  parentPort,
  () => {
    for (const store of stores) store.dispose();
  },
);
