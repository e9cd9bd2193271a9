import { availableParallelism } from "node:os";
import type { Settings } from "../shared/settings.ts";
import { Answers } from "./app/answer.ts";
import { ComposedEngine } from "./app/composedEngine.ts";
import { OpenGenerations } from "./app/openGenerations.ts";
import { segmentInfoReader } from "./app/readSegmentInfo.ts";
import { openStoreHalves } from "./app/storeHalves.ts";
import { Workspaces } from "./app/workspaces.ts";
import { openStaticModel } from "./embed/staticModel.ts";
import { openHash } from "./index/hash.ts";
import { SearchIndex } from "./index/searchIndex.ts";
import type { Assets } from "./platform/assets.ts";
import { systemClock } from "./platform/clock.ts";
import type { Log } from "./platform/log.ts";
import { WorkerPool } from "./platform/workers.ts";
import type { StoreTasks } from "./store/remoteWriter.ts";
import type { Engine } from "./surfaces/engine.ts";
import type { IngestTasks, WorkerData } from "./worker.ts";

export interface AppOptions {
  /** Folders whose dependencies are in scope. */
  readonly workspaces: readonly string[];
  readonly settings: Settings;
  /** Absolute folder of the store. */
  readonly dataDir: string;
  readonly assets: Assets;
  /** `server/worker.ts`, or what it is bundled to. */
  readonly workerScript: URL;
  readonly readOnly?: boolean;
  /** Keeps the database's writes off this thread, where hovers must not wait for a disk. */
  readonly writeInWorker?: boolean;
  readonly log: Log;
}

/**
 * Builds and wires everything; the only place that does.
 * @throws ContexterError `store/…` if the store cannot be opened, `embed/model-missing`
 */
export async function openApp(options: AppOptions): Promise<Engine> {
  const { dataDir, log, assets } = options;
  const startWriter = () =>
    new WorkerPool<StoreTasks>({ ...workerOptions(options, "store"), size: 1, idleMs: Number.POSITIVE_INFINITY });
  const opening = openHash();
  const [hash, model, store] = await Promise.all([
    opening,
    openStaticModel(assets),
    openStoreHalves({
      dataDir,
      readOnly: options.readOnly ?? false,
      clock: systemClock,
      log,
      readSegmentInfo: segmentInfoReader(await opening),
      ...(options.writeInWorker && { startWriter }),
    }),
  ]);
  const index = new SearchIndex(assets, hash);
  const held = { settings: options.settings };
  const settings = () => held.settings;
  const spaces = new Workspaces(options.workspaces, settings, store.reader);
  return new ComposedEngine({
    settings,
    configure: (changed) => {
      held.settings = changed;
    },
    store,
    index,
    model,
    open: new OpenGenerations(store, index, log),
    spaces,
    answers: new Answers((name, version) => spaces.folderOf(name, version)),
    assets,
    log,
    workers: () => held.settings["contexter.index.workers"] || Math.max(1, Math.min(3, availableParallelism() - 1)),
    startPool: (size) => new WorkerPool<IngestTasks>({ ...workerOptions(options, "ingest"), size }),
  });
}

function workerOptions({ assets, dataDir, workerScript, log }: AppOptions, name: string) {
  const workerData: WorkerData = { assets: assets.folder.href, dataDir };
  return { script: workerScript, clock: systemClock, log, name, workerData };
}
