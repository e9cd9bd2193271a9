import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { MeasuredFigure } from "./figures.ts";

const Machine = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryGiB: z.number(),
  platform: z.string(),
  node: z.string(),
});
export type Machine = Readonly<z.infer<typeof Machine>>;

const BenchResult = z.object({
  bench: z.string(),
  /** What measures it again. */
  command: z.string(),
  /** ISO 8601, UTC. */
  date: z.string(),
  machine: Machine,
  figures: z.array(MeasuredFigure),
});
/** What `bench/results/NAME.json` holds. */
export type BenchResult = Readonly<z.infer<typeof BenchResult>>;

const folder = new URL("../results/", import.meta.url);

export function writeResult(result: BenchResult): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${result.bench}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
}

/** The last result of every bench, by name. @throws {Error} if a file is not a result */
export function readResults(): BenchResult[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => BenchResult.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))));
}
