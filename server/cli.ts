#!/usr/bin/env node
import { readFileSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import type { CliHost, CliIo } from "./surfaces/terminal/io.ts";

// Before anything else is loaded: the second start reads compiled code.
module.enableCompileCache?.();

/** Run from source, files lie where they are written; bundled, everything lies beside this file. */
const isSource = import.meta.url.endsWith(".ts");
const assets = { folder: new URL(isSource ? "../dist/assets/" : "./assets/", import.meta.url) };
const workerScript = new URL(isSource ? "./worker.ts" : "./worker.js", import.meta.url);

const aborter = new AbortController();
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.on(signal, () => {
    if (aborter.signal.aborted) process.exit(code); // asked twice
    aborter.abort();
  });
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error; // a reader such as `head` has seen enough
  });

const io: CliIo = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  platform: process.platform,
  isTTY: process.stdout.isTTY === true,
  isErrorTTY: process.stderr.isTTY === true,
  isInputTTY: process.stdin.isTTY === true,
  columns: process.stdout.columns || 80,
  signal: aborter.signal,
};

const host: CliHost = {
  version: JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
  assets,
  findWorkspace: async (from) => (await import("./workspace/findWorkspaceRoot.ts")).findWorkspaceRoot(from),
  openEngine: async (options) => (await import("./app.ts")).openApp({ ...options, assets, workerScript }),
};

const { runCli } = await import("./surfaces/terminal/program.ts");
// Who waits for another process waits on timers that keep no process alive.
const awake = setInterval(() => undefined, 60_000);
const code = await runCli(process.argv.slice(2), io, host);
clearInterval(awake);
process.stdout.write("", () => process.exit(code));
