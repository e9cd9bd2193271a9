import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { searchRequest } from "../shared/protocol.ts";
import type { Bench, Place } from "./support/bench.ts";
import { percentiles } from "./support/figures.ts";
import { type ScaledStore, scaledStore } from "./support/scaledStore.ts";
import { Sidecar } from "./support/sidecar.ts";

const SECTIONS = 50_000;
const PROCESSES = 20;
const WARM_UP = 3;
const SIDECAR_SEARCHES = 50;

/** Whole processes: a search in the terminal, and the editor's server with a large store. */
export const cold: Bench = {
  name: "cold",
  title: "a whole `contexter search` process, and the server's memory, on 50,000 sections",
  prepare: async (place) => {
    const store = await scaledStore(SECTIONS, place);
    const params = { sections: SECTIONS };
    return {
      run: async () => {
        const times: number[] = [];
        for (const [at, query] of store.queries.slice(0, WARM_UP + PROCESSES).entries()) {
          const taken = await coldSearch(place, store.dataDir, query);
          if (at >= WARM_UP) times.push(taken);
        }
        const { rss, readyMs } = await sidecar(place, store);
        return [
          ...percentiles(times, [0.5, 0.95], params),
          { metric: "sidecarReady", value: readyMs, unit: "ms", params },
          { metric: "sidecarRss", value: rss, unit: "MiB", params },
        ];
      },
    };
  },
};

/** Milliseconds from the start of a process to its end. @throws {Error} if it fails */
async function coldSearch({ program }: Place, dataDir: string, query: string): Promise<number> {
  const begun = performance.now();
  const args = [join(program, "dist", "cli.js"), "search", "--all", "--data-dir", dataDir, "--", query];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], cwd: dataDir });
  child.stdout.resume();
  const [code] = await once(child, "exit");
  if (code !== 0 && code !== 1) throw new Error(`contexter search ended with code ${code}`);
  return performance.now() - begun;
}

async function sidecar({ program }: Place, { dataDir, queries }: ScaledStore) {
  const settings = { "contexter.dataDir": dataDir, "contexter.workspace.autoIndex": false };
  const server = await Sidecar.start({ program, settings });
  const readyMs = performance.now() - server.started;
  for (const query of queries.slice(0, SIDECAR_SEARCHES))
    await server.connection.sendRequest(searchRequest, { query, all: true });
  const { rss } = server.memory;
  await server.stop();
  return { rss, readyMs };
}
