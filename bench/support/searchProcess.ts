import * as z from "zod";
import { openApp } from "../../server/app.ts";
import { silentLog } from "../../server/platform/log.ts";
import { DEFAULT_SETTINGS } from "../../shared/settings.ts";
import { answerParent } from "./childRun.ts";
import { never } from "./libraries.ts";
import { assetsOf } from "./scaledStore.ts";

const Request = z.object({
  program: z.string(),
  dataDir: z.string(),
  warmUp: z.array(z.string()),
  queries: z.array(z.string()),
});

/** A new engine on a store; every query is asked once, so no cache can answer. */
answerParent(Request, async ({ program, dataDir, warmUp, queries }) => {
  const engine = await openApp({
    workspaces: [],
    settings: DEFAULT_SETTINGS,
    dataDir,
    assets: { folder: assetsOf(program) },
    workerScript: new URL("../../server/worker.ts", import.meta.url),
    readOnly: true,
    log: silentLog,
  });
  for (const query of warmUp) await engine.search({ query, all: true }, never);
  const times: number[] = [];
  let found = 0;
  for (const query of queries) {
    const begun = performance.now();
    const { outcome } = await engine.search({ query, all: true }, never);
    times.push(performance.now() - begun);
    if (outcome === "found") found++;
  }
  const { sections } = await engine.status();
  engine.dispose();
  return { times, found, sections };
});
