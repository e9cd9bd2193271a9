import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selectSteps } from "../../../scripts/test.ts";
import { isTypesOnly, needsEditor } from "../../../scripts/testing/coverage.ts";
import { formatReport, judgeCommand, judgeRun } from "../../../scripts/testing/report.ts";
import { STEPS } from "../../../scripts/testing/steps.ts";
import { mergePins } from "../../../scripts/testPackages.ts";

describe("npm test", () => {
  const names = (only: string): string =>
    selectSteps(STEPS, only.split(","))
      .map((step) => step.name)
      .join(" ");

  it("runs what a step needs before it", () => assert.equal(names("editor"), "build package editor"));
  it("keeps the order of the table", () => assert.equal(names("lint,types"), "types lint"));
  it("names its steps where one is unknown", () => assert.throws(() => names("nothing"), /types/));
  it("has steps that need only steps before them", () => {
    for (const [index, step] of STEPS.entries())
      for (const need of step.needs)
        assert.ok(
          STEPS.slice(0, index).some((before) => before.name === need),
          `${step.name} needs ${need}`,
        );
  });
});

describe("the result of a mocha run", () => {
  const folder = mkdtempSync(join(tmpdir(), "ctx-report-"));
  const file = join(folder, "report.json");
  after(() => rmSync(folder, { recursive: true }));

  const check = (name: string, report: object, exitCode: number, expected: object): void => {
    it(name, () => {
      writeFileSync(file, JSON.stringify({ skipped: [], ...report }));
      assert.deepEqual(judgeRun(file, exitCode), expected);
    });
  };

  check("is its own count", { passed: 3, failed: 0 }, 0, { passed: 3, failed: 0 });
  check("keeps its failures", { passed: 3, failed: 2 }, 2, { passed: 3, failed: 2 });
  check("names skipped tests", { passed: 3, failed: 0, skipped: ["a"] }, 0, {
    passed: 3,
    failed: 0,
    note: "1 skipped",
  });
  check("fails without a test", { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1, note: "no tests" });
  check("fails outside its tests", { passed: 3, failed: 0 }, 7, { passed: 3, failed: 1, note: "exit code 7" });
  it("fails without a report", () =>
    assert.deepEqual(judgeRun(join(folder, "none"), 0), { passed: 0, failed: 1, note: "died with exit code 0" }));
  it("of a command is its exit code", () => {
    assert.deepEqual(judgeCommand(0), { passed: 1, failed: 0 });
    assert.deepEqual(judgeCommand(2), { passed: 0, failed: 1, note: "exit code 2" });
  });
});

describe("the table at the end", () => {
  const table = formatReport([
    { name: "unit", seconds: 12.34, passed: 10, failed: 1 },
    { name: "editor", seconds: 0, passed: 0, failed: 0, skipped: "no browser" },
    { name: "lint", seconds: 1, passed: 1, failed: 0 },
  ]);
  const lines = table.split("\n");

  it("ends with the sum alone on a line", () => assert.equal(lines.at(-1), "11 passed, 1 failed"));
  it("has a row for each step with its seconds", () =>
    assert.match(lines[0] ?? "", /^unit\s+12\.3 s\s+FAILED\s+10 passed, 1 failed$/));
  it("says why a step was skipped", () => assert.match(lines[1] ?? "", /skipped\s+no browser$/));
});

describe("coverage", () => {
  it("leaves out files with nothing to run", () => {
    assert.ok(
      isTypesOnly('import type { A } from "./a.ts";\n/** b */\nexport interface B {}\nexport type C = B; // c\n'),
    );
    assert.ok(!isTypesOnly("export interface B {}\nexport const b = 1;\n"));
  });
  it("leaves out what only the editor can run", () => {
    assert.ok(needsEditor("client/a.ts", 'import * as vscode from "vscode";\n'));
    assert.ok(!needsEditor("client/a.ts", 'import type * as vscode from "vscode";\n'));
    assert.ok(needsEditor("client/webview/a.ts", "document.body.focus();\n"));
  });
});

describe("the packages of the tests", () => {
  it("are the union of the sets, sorted", () => {
    const sets = new Map<string, Record<string, string>>([
      ["one", { zod: "4.0.0" }],
      ["two", { ajv: "8.0.0", zod: "4.0.0" }],
    ]);
    assert.deepEqual(Object.entries(mergePins(sets)), [
      ["ajv", "8.0.0"],
      ["zod", "4.0.0"],
    ]);
  });
  it("have one version each", () => {
    const sets = new Map<string, Record<string, string>>([
      ["one", { zod: "4.0.0" }],
      ["two", { zod: "4.1.0" }],
    ]);
    assert.throws(() => mergePins(sets), /zod is pinned to 4\.0\.0 in one and to 4\.1\.0 in two/);
  });
});
