// Runs benchmarks: npm run bench -- [NAME…] [--json] [--quick]. See docs/performance.md.

import { readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fillMarkers } from "../scripts/generate/markers.ts";
import { TABLES } from "../scripts/generate/tables.ts";
import { cold } from "./cold.ts";
import { hover } from "./hover.ts";
import { index } from "./index.ts";
import { search } from "./search.ts";
import type { Bench, Place } from "./support/bench.ts";
import { Calibration } from "./support/calibration.ts";
import { thisMachine } from "./support/machine.ts";
import { measure } from "./support/measure.ts";
import { copyProgram } from "./support/program.ts";
import { type BenchResult, writeResult } from "./support/results.ts";
import { jsonLines, terminalTable } from "./support/tables.ts";

/** In the order in which they run. */
const BENCHES: readonly Bench[] = [search, index, hover, cold];
const RUNS = 5;
const REPEATS = 2;

const HELP = `npm run bench -- [NAME…] [--json] [--quick]

${BENCHES.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`).join("\n")}

  --json   one JSON object a figure on stdout
  --quick  one run instead of the median of ${RUNS}; nothing is stored
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" }, quick: { type: "boolean" }, help: { type: "boolean" } },
  });
  const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (values.help || unknown.length > 0) {
    if (unknown.length > 0) console.error(`no benchmark is called ${unknown.join(", ")}`);
    console.log(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const wanted = BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const place = await openPlace();
  for (const bench of wanted) {
    const result = await runBench(bench, place, values.quick ?? false);
    console.log(values.json ? jsonLines(result) : terminalTable(result));
    if (!values.quick) keep(result);
  }
}

async function openPlace(): Promise<Place> {
  const cache = fileURLToPath(new URL(".cache", import.meta.url));
  const program = join(cache, "program");
  await mkdir(cache, { recursive: true });
  await copyProgram(program);
  return { cache, program, note: (text) => console.error(`… ${text}`) };
}

async function runBench(bench: Bench, place: Place, quick: boolean): Promise<BenchResult> {
  const prepared = await bench.prepare(place);
  const calibration = await Calibration.start(join(place.cache, "calibration.json"));
  try {
    const figures = await measure(() => prepared.run(), {
      runs: quick ? 1 : RUNS,
      repeats: quick ? 0 : REPEATS,
      isBusy: () => calibration.isBusy(),
      onRun: (run, busy) => place.note(`${bench.name} run ${run}${busy ? " (busy machine)" : ""}`),
    });
    const command = `npm run bench -- ${bench.name}`;
    return { bench: bench.name, command, date: new Date().toISOString(), machine: thisMachine(), figures };
  } finally {
    await calibration.end();
  }
}

/** Stores a result and writes the table of the document anew. */
function keep(result: BenchResult): void {
  writeResult(result);
  const document = new URL("../docs/performance.md", import.meta.url);
  writeFileSync(document, fillMarkers(readFileSync(document, "utf8"), TABLES));
}

await main();
