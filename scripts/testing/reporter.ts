import { writeFileSync } from "node:fs";
import mocha, { type MochaOptions, type Runner } from "mocha";
import type { RunReport } from "./report.ts";

/**
 * Prints as mocha's `dot` does (CONTEXTER_TEST_STYLE=spec: as `spec`), and writes a {@link RunReport} to the file that CONTEXTER_TEST_REPORT names.
 * The file is written only at the end of the run, so its absence tells that the run died.
 */
export default class Reporter {
  constructor(runner: Runner, options: MochaOptions) {
    const Style = process.env.CONTEXTER_TEST_STYLE === "spec" ? mocha.reporters.Spec : mocha.reporters.Dot;
    new Style(runner, options);
    const skipped: string[] = [];
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.on("end", () => {
      const file = process.env.CONTEXTER_TEST_REPORT;
      if (file === undefined) return;
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      const report: RunReport = { passed: passes, failed: failures, skipped };
      writeFileSync(file, JSON.stringify(report));
    });
  }
}
