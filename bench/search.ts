import * as z from "zod";
import type { Bench, Place } from "./support/bench.ts";
import { childRun } from "./support/childRun.ts";
import { installCorpus } from "./support/corpora.ts";
import { type Figure, percentiles } from "./support/figures.ts";
import { cutLibrary, installedLibraries } from "./support/libraries.ts";
import { assetsOf, QUERIES, type ScaledStore, scaledStore } from "./support/scaledStore.ts";
import { scanRecall } from "./support/scanRecall.ts";

const SIZES = [20_000, 200_000] as const;
const RECALL_SECTIONS = 20_000;
const RECALL_QUERIES = 200;
const Times = z.object({ times: z.array(z.number()), found: z.int(), sections: z.int() });
const script = new URL("support/searchProcess.ts", import.meta.url);

/** Time of a hybrid search inside a warm engine, whole answer with texts and snippets; a new process each run. */
export const search: Bench = {
  name: "search",
  title: "warm hybrid search, 1,000 distinct queries, and how exact the vector kernel is",
  prepare: async (place) => {
    const stores: (ScaledStore & { readonly sections: number })[] = [];
    for (const sections of SIZES) stores.push({ sections, ...(await scaledStore(sections, place)) });
    const recall = await recallFigure(place, stores[0]?.queries ?? []);
    return {
      run: async () => {
        const figures: Figure[] = [];
        for (const { sections, dataDir, queries } of stores) {
          const [warmUp, measured] = [queries.slice(0, QUERIES.warmUp), queries.slice(QUERIES.warmUp)];
          const { times } = await childRun(
            script,
            { program: place.program, dataDir, warmUp, queries: measured },
            Times,
          );
          figures.push(...percentiles(times, [0.5, 0.95, 0.99], { sections }));
        }
        return [...figures, recall];
      },
    };
  },
};

/** Nothing in it depends on time: one run says all. */
async function recallFigure(place: Place, queries: readonly string[]): Promise<Figure> {
  const workspace = await installCorpus("libraries", place);
  const sections = [];
  for (const dependency of await installedLibraries(workspace)) {
    if (sections.length >= RECALL_SECTIONS) break;
    sections.push(...(await cutLibrary(dependency)).chunks.sections);
  }
  place.note("comparing the vector kernel with exact arithmetic");
  const value = await scanRecall(
    assetsOf(place.program),
    sections.slice(0, RECALL_SECTIONS),
    queries.slice(0, RECALL_QUERIES),
  );
  return { metric: "scanRecall", value, unit: "fraction", params: { sections: RECALL_SECTIONS } };
}
