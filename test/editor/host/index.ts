import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunReport } from "../../../scripts/testing/report.ts";

/** Runs inside the editor's extension host, which calls it and waits. @throws {Error} if a test failed */
export async function run(): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "bdd", color: false, timeout: 60_000, reporter: "spec" });
  for (const file of globSync("*.host.cjs", { cwd: __dirname }).sort()) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => {
    const skipped: string[] = [];
    const runner = mocha.run(resolve);
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.on("end", () => {
      const { passes = 0, failures: failed = 0 } = runner.stats ?? {};
      const report: RunReport = { passed: passes, failed, skipped };
      writeFileSync(process.env.CONTEXTER_TEST_REPORT ?? "", JSON.stringify(report));
    });
  });
  if (failures > 0) throw new Error(`${failures} of the tests in the extension host failed`);
}
