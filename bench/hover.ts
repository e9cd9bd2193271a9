import { cp, mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { Bench, Place } from "./support/bench.ts";
import { childRun } from "./support/childRun.ts";
import { installCorpus } from "./support/corpora.ts";
import { percentiles } from "./support/figures.ts";

const ROUNDS = 8;
const Times = z.object({ times: z.array(z.number()).min(1), shown: z.int().min(1) });
const code = fileURLToPath(new URL("../test/hover/set/code/", import.meta.url));
const script = new URL("support/hoverProcess.ts", import.meta.url);

/** Time of a hover's text inside a warm server that gets no declaration from the editor: the longest way there is. */
export const hover: Bench = {
  name: "hover",
  title: "warm hover over the judged positions of test/hover/set",
  prepare: async (place) => {
    const request = { ...(await hoverWorkspace(place)), program: place.program, rounds: ROUNDS };
    await childRun(script, { ...request, rounds: 1 }, Times); // indexes
    return {
      run: async () => percentiles((await childRun(script, request, Times)).times, [0.5, 0.95]),
    };
  },
};

/** The set's code beside its pinned packages, with an empty store. */
async function hoverWorkspace(place: Place): Promise<{ readonly workspace: string; readonly dataDir: string }> {
  const packages = join(await installCorpus("judged", place), "node_modules");
  const workspace = join(place.cache, "workspaces", "hover");
  const dataDir = join(place.cache, "stores", "hover");
  await rm(workspace, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  await cp(code, workspace, { recursive: true });
  await symlink(packages, join(workspace, "node_modules"), "junction");
  return { workspace, dataDir };
}
