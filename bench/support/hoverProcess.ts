import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { openApp } from "../../server/app.ts";
import { silentLog } from "../../server/platform/log.ts";
import { hover } from "../../server/surfaces/hover/hover.ts";
import { LineIndex } from "../../server/workspace/symbols/position.ts";
import { DEFAULT_SETTINGS } from "../../shared/settings.ts";
import { languageOf, readHoverSet } from "../../test/support/hoverSet.ts";
import { answerParent } from "./childRun.ts";
import { never } from "./libraries.ts";
import { assetsOf } from "./scaledStore.ts";

const Request = z.object({ program: z.string(), workspace: z.string(), dataDir: z.string(), rounds: z.int() });

/** Hovers over every judged position, in rounds; the first round warms up. Indexes the workspace before, where that is to do. */
answerParent(Request, async ({ program, workspace, dataDir, rounds }) => {
  const engine = await openApp({
    workspaces: [workspace],
    settings: DEFAULT_SETTINGS,
    dataDir,
    assets: { folder: assetsOf(program) },
    workerScript: pathToFileURL(join(program, "dist", "worker.js")),
    log: silentLog,
  });
  await engine.index({}, never);
  const positions = (await readHoverSet()).map(({ file, text, offset }) => {
    const uri = pathToFileURL(join(workspace, basename(file))).href;
    const language = languageOf(file) ?? extname(file).slice(1);
    return { uri, language, text, position: new LineIndex(text).position(offset) };
  });
  for (const { uri, language, text } of positions) engine.setDocument(uri, language, text);
  const times: number[] = [];
  let shown = 0;
  for (let round = 0; round <= rounds; round++)
    for (const { uri, position } of positions) {
      const begun = performance.now();
      const content = await hover(engine, { uri, position, declarations: [] }, engine.settings, never);
      if (round === 0) continue;
      times.push(performance.now() - begun);
      if (content) shown++;
    }
  engine.dispose();
  return { times, shown };
});
