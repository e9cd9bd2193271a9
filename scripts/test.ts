// `npm test`: everything, from set-up to the real editor, with what each step took.
// Usage: npm test -- [--only STEP[,STEP…]] [--no-editor] [--help]

import { parseArgs } from "node:util";
import { formatReport, type Outcome, type StepReport } from "./testing/report.ts";
import { STEPS, type Step } from "./testing/steps.ts";

/** The named steps and what they need, in the table's order. @throws {RangeError} for a name that is no step */
export function selectSteps(steps: readonly Step[], only: readonly string[]): Step[] {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const step = steps.find((candidate) => candidate.name === name);
    if (!step) throw new RangeError(`there is no step "${name}"; steps: ${steps.map((each) => each.name).join(", ")}`);
    wanted.add(name);
    step.needs.forEach(add);
  };
  only.forEach(add);
  return steps.filter((step) => wanted.has(step.name));
}

async function runStep(step: Step, done: readonly StepReport[]): Promise<StepReport> {
  console.log(`\n── ${step.name}: ${step.title}`);
  const broken = done.find((report) => step.needs.includes(report.name) && (report.failed > 0 || report.skipped));
  // A red test run still leaves coverage to report; a missing product (build, package) leaves nothing to test.
  if (broken && step.name !== "coverage")
    return { name: step.name, seconds: 0, passed: 0, failed: 0, skipped: `needs ${broken.name}` };
  const start = performance.now();
  const outcome = await step.run().catch((error: unknown): Outcome => {
    console.error(error);
    return { passed: 0, failed: 1, note: "the step itself failed" };
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`── ${step.name}: ${outcome.skipped ?? (outcome.failed > 0 ? "FAILED" : "ok")}, ${seconds.toFixed(1)} s`);
  return { name: step.name, seconds, ...outcome };
}

function chosen(): Step[] {
  const { values } = parseArgs({
    options: { only: { type: "string" }, "no-editor": { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) {
    console.log("Usage: npm test -- [--only STEP[,STEP…]] [--no-editor]\n\nSteps:");
    for (const step of STEPS) console.log(`  ${step.name.padEnd(12)}${step.title}`);
    process.exit(0);
  }
  const steps = values.only === undefined ? [...STEPS] : selectSteps(STEPS, values.only.split(","));
  return values["no-editor"] ? steps.filter((step) => step.name !== "editor" && step.name !== "host") : steps;
}

if (import.meta.main) {
  const reports: StepReport[] = [];
  for (const step of chosen()) reports.push(await runStep(step, reports));
  console.log(`\n${formatReport(reports)}`);
  process.exitCode = reports.some((report) => report.failed > 0) ? 1 : 0;
}
