import { globSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { markInstalled, staleReason } from "../setup.mjs";
import { findBrowser } from "../vscode/browser.ts";
import { coveredFiles, MIN_LINES } from "./coverage.ts";
import { judgeCommand, judgeRun, type Outcome } from "./report.ts";
import { root, run, runNode } from "./run.ts";

export interface Step {
  readonly name: string;
  /** What it shows, for `--help` and docs/testing.md. */
  readonly title: string;
  /** Steps whose products it uses; they run before it, also with `--only`. */
  readonly needs: readonly string[];
  run(): Promise<Outcome>;
}

const coverageData = join(root, "coverage", "tmp");

const command =
  (name: string, ...args: string[]) =>
  async (): Promise<Outcome> =>
    judgeCommand(await run(name, args));

const script =
  (...args: string[]) =>
  async (): Promise<Outcome> =>
    judgeCommand(await runNode(args));

async function installPackages(): Promise<Outcome> {
  const folder = join(root, "test", "packages");
  if ((await runNode(["scripts/testPackages.ts", "--check"])) !== 0) return judgeCommand(1);
  if (staleReason(folder) === undefined) return judgeCommand(0);
  const exitCode = await run("npm", ["ci", "--loglevel=error"], { cwd: folder });
  if (exitCode === 0) markInstalled(folder);
  return judgeCommand(exitCode);
}

/** Where a run leaves its result; nothing is there yet, so that a run that dies is not taken for the one before. */
async function freshReport(name: string): Promise<string> {
  const reports = join(root, "coverage", "reports");
  const report = join(reports, `${name}.json`);
  await mkdir(reports, { recursive: true });
  await rm(report, { force: true });
  return report;
}

/** Runs mocha on test files; with `coverage`, V8 writes what they and their child processes reached. */
function mocha(
  name: string,
  patterns: readonly string[],
  options: { readonly coverage: boolean; readonly style?: string },
) {
  return async (): Promise<Outcome> => {
    const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
    if (files.length === 0) return { passed: 0, failed: 1, note: `no files match ${patterns.join(" ")}` };
    const report = await freshReport(name);
    const exitCode = await run("mocha", ["--reporter", "scripts/testing/reporter.ts", ...files], {
      env: {
        CONTEXTER_TEST_REPORT: report,
        CONTEXTER_TEST_STYLE: options.style,
        NODE_V8_COVERAGE: options.coverage ? coverageData : undefined,
      },
    });
    return judgeRun(report, exitCode);
  };
}

async function coverage(): Promise<Outcome> {
  const include = coveredFiles(root).flatMap((file) => ["--include", file]);
  const limits = [
    "--check-coverage",
    "--lines",
    String(MIN_LINES),
    "--statements",
    "0",
    "--functions",
    "0",
    "--branches",
    "0",
  ];
  const reporters = ["--reporter", "text-summary", "--reporter", "json-summary", "--reporter", "lcovonly"];
  const folders = ["--temp-directory", coverageData, "--reports-dir", join(root, "coverage")];
  const exitCode = await run("c8", [
    "report",
    "--all",
    ...include,
    "--exclude",
    "nothing",
    ...limits,
    ...reporters,
    ...folders,
  ]);
  return judgeCommand(exitCode);
}

async function clearCoverage(): Promise<Outcome> {
  await rm(join(root, "coverage"), { recursive: true, force: true });
  await mkdir(coverageData, { recursive: true });
  return { passed: 0, failed: 0 };
}

const NO_BROWSER = "no Chromium found and none could be installed (set CHROME_PATH)";

async function editor(): Promise<Outcome> {
  if ((await findBrowser({ install: true })) === undefined) return { passed: 0, failed: 0, skipped: NO_BROWSER };
  return mocha("editor", ["test/editor/*.ui.ts"], { coverage: false, style: "spec" })();
}

async function extensionHost(): Promise<Outcome> {
  if ((await findBrowser({ install: true })) === undefined) return { passed: 0, failed: 0, skipped: NO_BROWSER };
  const report = await freshReport("host");
  const figures = join(root, "coverage", "reports", "figures.jsonl");
  await rm(figures, { force: true });
  const env = { CONTEXTER_TEST_REPORT: report, CONTEXTER_TEST_FIGURES: figures };
  return judgeRun(report, await runNode(["test/editor/host/runHost.ts"], { env }));
}

/** Everything `npm test` does, in its order. */
export const STEPS: readonly Step[] = [
  { name: "packages", title: "install the pinned packages that tests read", needs: [], run: installPackages },
  { name: "types", title: "types of extension, server and tests", needs: [], run: command("tsc", "-p", ".") },
  { name: "webview", title: "types of the webview", needs: [], run: command("tsc", "-p", "client/webview") },
  { name: "demo", title: "types of the demo workspace", needs: [], run: command("tsc", "-p", "test/workspaces/demo") },
  { name: "lint", title: "format and lint", needs: [], run: command("biome", "check", ".") },
  { name: "generated", title: "generated files are fresh", needs: [], run: script("scripts/generate.ts", "--check") },
  { name: "build", title: "bundles, WASM kernel, model, grammars", needs: [], run: script("esbuild.mjs") },
  {
    name: "unit",
    title: "pure parts, properties, port contracts, rules",
    needs: ["build", "packages"],
    run: async () => {
      await clearCoverage();
      const files = ["test/unit/**/*.test.ts", "test/contract/**/*.test.ts", "test/rules/**/*.test.ts"];
      return mocha("unit", files, { coverage: true })();
    },
  },
  {
    name: "integration",
    title: "real disks, processes and packages; retrieval against its baseline",
    needs: ["build", "packages"],
    run: mocha("integration", ["test/integration/**/*.test.ts"], { coverage: true }),
  },
  {
    name: "coverage",
    title: `at least ${MIN_LINES} % of the lines of server, shared and the client's pure parts`,
    needs: ["unit", "integration"],
    run: coverage,
  },
  {
    name: "notices",
    title: "third-party notices name what is bundled",
    needs: ["build"],
    run: script("scripts/notices.ts", "--check"),
  },
  {
    name: "package",
    title: "one VSIX within its size",
    needs: ["build"],
    run: script("scripts/package.ts", "--only-pack"),
  },
  {
    name: "editor",
    title: "the packaged extension in a real VS Code, by mouse and keyboard",
    needs: ["package"],
    run: editor,
  },
  {
    name: "host",
    title: "the packaged extension's API, tools and hovers inside its extension host",
    needs: ["package"],
    run: extensionHost,
  },
];
