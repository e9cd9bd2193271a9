// Runs the tests of this folder inside the extension host of a real VS Code, beside the packaged extension.
// Usage: node test/editor/host/runHost.ts   CONTEXTER_TEST_REPORT names the file for the result

import { globSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "node:util";
import * as esbuild from "esbuild";
import { root } from "../../../scripts/testing/run.ts";
import { remoteUri } from "../../../scripts/vscode/workbenchUrl.ts";
import { EditorHost } from "../harness/editorHost.ts";

const LIMIT_MS = 240_000;
const output = join(root, "coverage", "host");

/** The tests as the extension host loads them, and a folder that stands in for an extension under development: the packaged one is installed. */
async function prepare(): Promise<{ readonly tests: string; readonly development: string }> {
  await rm(output, { recursive: true, force: true });
  const development = join(output, "development");
  await mkdir(development, { recursive: true });
  const manifest = { name: "contexter-tests", publisher: "contexter", version: "0.0.1", engines: { vscode: "*" } };
  await writeFile(join(development, "package.json"), JSON.stringify(manifest));
  // The project is a package of ES modules; these are not.
  await writeFile(join(output, "package.json"), JSON.stringify({ type: "commonjs" }));
  await esbuild.build({
    entryPoints: globSync(["test/editor/host/index.ts", "test/editor/host/*.host.ts"], { cwd: root }),
    absWorkingDir: root,
    outdir: output,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return { tests: join(output, "index.cjs"), development };
}

async function runTests(host: EditorHost, tests: string, development: string): Promise<number> {
  const page = await host.blankPage();
  const done = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the tests did not finish")), LIMIT_MS);
    const end = (code: number): void => {
      clearTimeout(timer);
      resolve(code);
    };
    void page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => {
      const line = format(...args);
      if (/^\s*(?:✔|\d+\)|\d+ (?:passing|failing|pending)|at |[\w ]*Error|[+-]|.* ms$)/.test(line)) console.log(line);
    });
    void page.exposeFunction("codeAutomationExit", end);
    page.on("crash", () => reject(new Error("the page crashed")));
  });
  const payload = [
    ["extensionDevelopmentPath", remoteUri(host.port, development)],
    ["extensionTestsPath", remoteUri(host.port, tests)],
  ] as const;
  await page.goto(host.url({ payload }));
  return done;
}

const { tests, development } = await prepare();
const { CONTEXTER_TEST_REPORT = join(output, "report.json"), CONTEXTER_TEST_FIGURES = join(output, "figures.jsonl") } =
  process.env;
const host = await EditorHost.start({ env: { CONTEXTER_TEST_REPORT, CONTEXTER_TEST_FIGURES } });
try {
  process.exitCode = await runTests(host, tests, development);
} finally {
  await host.stop();
}
