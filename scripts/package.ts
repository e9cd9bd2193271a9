// `npm run package`: builds, writes the third-party notices and packs one VSIX for all platforms.
// Usage: npm run package -- [--no-build] [--check]   --check: fail instead of writing stale notices

import { parseArgs } from "node:util";
import { runNode } from "./testing/run.ts";
import { MAX_VSIX_MB, packVsix, vsixPath } from "./vsix.ts";

const { values } = parseArgs({ options: { "no-build": { type: "boolean" }, check: { type: "boolean" } } });

async function main(): Promise<number> {
  if (!values["no-build"]) {
    const built = await runNode(["esbuild.mjs"]);
    if (built !== 0) return built;
  }
  const noted = await runNode(["scripts/notices.ts", ...(values.check ? ["--check"] : [])]);
  if (noted !== 0) return noted;
  const size = await packVsix();
  console.log(`${vsixPath}: ${(size / 2 ** 20).toFixed(1)} MB of at most ${MAX_VSIX_MB}`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
