import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

/** What a mocha run tells about itself. */
export const RunReport = z.object({
  passed: z.int().min(0),
  failed: z.int().min(0),
  /** Full titles of skipped tests. */
  skipped: z.array(z.string()),
});
export type RunReport = z.infer<typeof RunReport>;

/** How a step ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Why it did not run; then nothing passed and nothing failed. */
  readonly skipped?: string;
  /** A figure for the table, e.g. a size. */
  readonly note?: string;
}

export interface StepReport extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

/**
 * What a mocha run comes to: its own count, corrected where the count cannot be trusted. A run without a report died, a run without tests
 * tested nothing, and a non-zero exit without a failed test is a failure outside the tests (a hook, an unhandled rejection).
 */
export function judgeRun(file: string, exitCode: number): Outcome {
  if (!existsSync(file)) return { passed: 0, failed: 1, note: `died with exit code ${exitCode}` };
  const { passed, failed, skipped } = RunReport.parse(JSON.parse(readFileSync(file, "utf8")));
  const note = skipped.length > 0 ? `${skipped.length} skipped` : undefined;
  if (passed + failed === 0) return { passed, failed: 1, note: "no tests" };
  if (exitCode !== 0 && failed === 0) return { passed, failed: 1, note: `exit code ${exitCode}` };
  return note === undefined ? { passed, failed } : { passed, failed, note };
}

/** A check that is one command: passed if it exits 0. */
export const judgeCommand = (exitCode: number): Outcome =>
  exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, note: `exit code ${exitCode}` };

/** One row a step, seconds to the right, then the line that tools read. */
export function formatReport(steps: readonly StepReport[]): string {
  const width = Math.max(...steps.map((step) => step.name.length), 4);
  const row = (step: StepReport): string => {
    const state = step.skipped !== undefined ? "skipped" : step.failed > 0 ? "FAILED" : "ok";
    const counts = step.skipped ?? `${step.passed} passed${step.failed > 0 ? `, ${step.failed} failed` : ""}`;
    const note = step.note === undefined ? "" : ` (${step.note})`;
    return `${step.name.padEnd(width)}  ${step.seconds.toFixed(1).padStart(7)} s  ${state.padEnd(7)}  ${counts}${note}`;
  };
  const total = steps.reduce((sum, step) => sum + step.seconds, 0);
  const passed = steps.reduce((sum, step) => sum + step.passed, 0);
  const failed = steps.reduce((sum, step) => sum + step.failed, 0);
  return [
    ...steps.map(row),
    `${"total".padEnd(width)}  ${total.toFixed(1).padStart(7)} s`,
    "",
    `${passed} passed, ${failed} failed`,
  ].join("\n");
}
