// The door of `npm start` and `npm test`: installs what is missing, then goes on in the Node that the project brings along.
// Plain JavaScript for any Node from 18 on, because it runs before anything is installed.
// Usage: node scripts/bootstrap.mjs SCRIPT [ARGUMENT…]   runs scripts/SCRIPT.ts

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { staleReason } from "./setup.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const windows = process.platform === "win32";

/** @param {string} problem @param {string} remedy @returns {never} */
function fail(problem, remedy) {
  console.error(`\n${problem}\n→ ${remedy}`);
  process.exit(1);
}

function install() {
  const reason = staleReason(root);
  if (reason === undefined) return installDemo();
  console.error(`Setting up (${reason}): npm ci`);
  // npm is a .cmd file on Windows, which only a shell can start.
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: "inherit", shell: windows });
  if (result.error) fail(`npm could not be started: ${result.error.message}`, "Put npm on the PATH and try again.");
  if (result.status !== 0) fail("npm ci failed.", "Mend what npm names above (network, registry, disk) and try again.");
}

/** The demo workspace's dependencies come with `npm ci`; this is for when only their lock file has changed. */
function installDemo() {
  const demo = join(root, "test", "workspaces", "demo");
  if (!existsSync(join(demo, "package-lock.json")) || staleReason(demo) === undefined) return;
  const { status } = spawnSync(process.execPath, [join(root, "scripts", "postinstall.mjs")], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}

/** The project's own Node; where install scripts are switched off it is missing, and a recent system Node does as well. */
function nodeBinary() {
  const own = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  return fail(
    `Node 24 is needed, this is ${process.version}, and the one of node_modules is missing: its install script did not run.`,
    "Run `npm ci --ignore-scripts=false`, or start this with Node 24.",
  );
}

/** Runs it in this terminal and ends as it ends: same exit code, same signal. @param {string} script @param {string[]} args */
function run(script, args) {
  // `node:sqlite` and type stripping are what this project chose; their warnings say nothing new.
  const flags = ["--disable-warning=ExperimentalWarning"];
  const child = spawn(nodeBinary(), [...flags, script, ...args], { cwd: root, stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => {
      // Ctrl+C reaches the whole foreground group: the child has it already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  child.on("error", (error) => fail(`${script} could not be started: ${error.message}`, "Run `npm ci` and try again."));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}

const [name = "", ...args] = process.argv.slice(2);
const script = join(root, "scripts", `${name}.ts`);
if (!/^[\w-]+$/.test(name) || !existsSync(script))
  fail(`There is no scripts/${name}.ts.`, "Use `npm start`, `npm test` or `npm run`.");
install();
run(script, args);
