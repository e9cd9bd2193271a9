import { performance } from "node:perf_hooks";
import { searchRequest, storeStatusRequest } from "../shared/protocol.ts";
import type { Bench, Place } from "./support/bench.ts";
import { installCorpus } from "./support/corpora.ts";
import type { Figure } from "./support/figures.ts";
import { folderBytes, temporaryFolder } from "./support/folders.ts";
import { Sidecar } from "./support/sidecar.ts";

/** How often it is asked whether something can be searched yet. */
const ASK_EVERY_MS = 20;

/** Indexing into an empty store as the editor does it: the server in a new process, its workers, its own start of the run. */
export const index: Bench = {
  name: "index",
  title: "indexing next's 475 pages, and a workspace of 40 dependencies",
  prepare: async (place) => {
    const next = await installCorpus("next", place);
    const libraries = await installCorpus("libraries", place);
    return {
      run: async () => {
        const pages = await indexed(place, next);
        const workspace = await indexed(place, libraries);
        const [one, all] = [{ corpus: "next" }, { libraries: workspace.libraries }];
        return [
          { metric: "wall", value: pages.allMs, unit: "ms", params: one },
          { metric: "peakRss", value: pages.peakMiB, unit: "MiB", params: one },
          { metric: "firstSearchable", value: workspace.firstMs, unit: "ms", params: all },
          { metric: "allSearchable", value: workspace.allMs, unit: "ms", params: all },
          { metric: "peakRss", value: workspace.peakMiB, unit: "MiB", params: all },
          { metric: "diskRatio", value: workspace.diskRatio, unit: "fraction", params: all },
        ] satisfies Figure[];
      },
    };
  },
};

interface Indexed {
  readonly libraries: number;
  /** Since the process was started. */
  readonly firstMs: number;
  readonly allMs: number;
  readonly peakMiB: number;
  /** Bytes of the store, catalogue and all, to those of the documents as they lie in the packages. */
  readonly diskRatio: number;
}

async function indexed({ program }: Place, workspace: string): Promise<Indexed> {
  using folder = temporaryFolder();
  const sidecar = await Sidecar.start({ program, workspace, settings: { "contexter.dataDir": folder.path } });
  const first = firstSearchable(sidecar);
  const done = await sidecar.until(({ state }) => state === "ready" || state === "problem");
  const allMs = performance.now() - sidecar.started;
  if (done.state === "problem") throw new Error(done.message);
  const firstMs = await first;
  const { libraries, rawBytes } = await sidecar.connection.sendRequest(storeStatusRequest);
  const peakMiB = sidecar.memory.peak;
  await sidecar.stop();
  return { libraries, firstMs, allMs, peakMiB, diskRatio: folderBytes(folder.path) / rawBytes };
}

/** Milliseconds from the process's start to the first search that is answered. */
async function firstSearchable(sidecar: Sidecar): Promise<number> {
  for (;;) {
    try {
      await sidecar.connection.sendRequest(searchRequest, { query: "how to start" });
      return performance.now() - sidecar.started;
    } catch (error) {
      if (!isTooEarly(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
}

function isTooEarly(error: unknown): boolean {
  return error instanceof Error && "data" in error && JSON.stringify(error.data).includes("search/nothing-indexed");
}
