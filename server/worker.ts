import { open } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import type { Problem } from "../shared/errors.ts";
import type { Stage } from "../shared/stages.ts";
import { segmentInfoReader } from "./app/readSegmentInfo.ts";
import { openStaticModel } from "./embed/staticModel.ts";
import { openHash } from "./index/hash.ts";
import { Segment } from "./index/segment/segment.ts";
import { Tokenizer } from "./index/terms.ts";
import type { SegmentInfo } from "./model/generation.ts";
import { type IngestRequest, ingest, type PipelineTools } from "./pipeline.ts";
import { systemClock } from "./platform/clock.ts";
import { silentLog } from "./platform/log.ts";
import { serveTasks } from "./platform/taskPort.ts";
import { openStore } from "./store/openStore.ts";
import { type StoreTasks, storeTasks } from "./store/remoteWriter.ts";
import type { Store } from "./store/store.ts";

/** What the CPU-heavy worker does: one library into one finished, checked segment file. */
export type IngestTasks = {
  readonly ingest: {
    readonly payload: IngestRequest & { readonly temporary: string };
    readonly result: { readonly info: SegmentInfo; readonly sizeBytes: number; readonly problems: readonly Problem[] };
    readonly progress: Stage;
  };
};

const WorkerData = z.object({ assets: z.string(), dataDir: z.string() });
export type WorkerData = z.infer<typeof WorkerData>;

if (parentPort) {
  const { assets, dataDir } = WorkerData.parse(workerData);
  let tools: Promise<PipelineTools> | undefined;
  const openTools = async (): Promise<PipelineTools> => ({
    model: await openStaticModel({ folder: new URL(assets) }),
    tokenizer: new Tokenizer(),
    hash: await openHash(),
  });
  let store: Store | undefined;
  const openWriter = async () => {
    const hash = await openHash();
    store = await openStore({
      dataDir,
      clock: systemClock,
      log: silentLog,
      readSegmentInfo: segmentInfoReader(hash),
    });
    return store.writer;
  };
  serveTasks<IngestTasks & StoreTasks>(
    {
      ingest: async ({ temporary, ...request }, { signal, progress }) => {
        tools ??= openTools();
        const { info, segment, problems } = await ingest(await tools, request, progress, signal);
        await writeSynced(temporary, segment);
        Segment.validate(temporary, (await tools).hash);
        return { info, sizeBytes: segment.length, problems };
      },
      ...storeTasks(openWriter),
    },
    parentPort,
    () => store?.dispose(),
  );
}

/** The rename that follows must never uncover a file whose bytes are still on their way to the disk. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, "w");
  await file.writeFile(bytes);
  await file.sync();
}
