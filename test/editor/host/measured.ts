import { appendFileSync } from "node:fs";

/** Keeps a figure for the run's summary; bars belong to the benchmarks, not to a machine that does other things as well. */
export function measured(what: string, milliseconds: number | undefined): void {
  if (milliseconds === undefined) return;
  console.log(`      ${what}: ${milliseconds.toFixed(1)} ms`);
  const file = process.env.CONTEXTER_TEST_FIGURES;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ what, value: milliseconds, unit: "ms" })}\n`);
}

/** The value that this share of the sorted values does not exceed, nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
