// `npm run test:crash`: the long kill tests, which `npm test` runs in a shorter form.
// Usage: npm run test:crash -- [MOCHA OPTION…]

import { globSync } from "node:fs";
import { root, run, runNode } from "./testing/run.ts";

const files = globSync("test/integration/**/crash*.test.ts", { cwd: root });
if (files.length === 0) {
  console.error("There is no test/integration/**/crash*.test.ts.");
  process.exit(1);
}
const built = await runNode(["esbuild.mjs"]);
process.exitCode = built || (await run("mocha", [...files, ...process.argv.slice(2)], { env: { CRASH_KILLS: "50" } }));
