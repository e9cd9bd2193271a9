// Runs after every installation of this project's dependencies: installs those of the demo workspace, which are what `npm start`
// indexes, so that it needs no network later. Plain JavaScript for any Node from 18 on.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { markInstalled, staleReason } from "./setup.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const demo = join(root, "test", "workspaces", "demo");
const guard = "CONTEXTER_POSTINSTALL";

function installDemo() {
  if (!existsSync(join(demo, "package-lock.json")) || staleReason(demo) === undefined) return;
  const result = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: demo,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, [guard]: "1" },
  });
  if (result.status !== 0) {
    console.error("\nThe dependencies of test/workspaces/demo could not be installed.");
    console.error("→ Run `npm ci --ignore-scripts` in that folder to see why, then `npm ci` again.");
    process.exit(1);
  }
  markInstalled(demo);
}

// Only in a checkout: not where the package is a dependency, and not from inside the installation that it started itself.
if (process.env[guard] === undefined && existsSync(join(root, "package-lock.json"))) {
  installDemo();
  if (existsSync(join(root, "node_modules"))) markInstalled(root);
}
