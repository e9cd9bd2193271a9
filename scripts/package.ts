// `npm run package`: builds, writes the third-party notices and packs one VSIX for all platforms.
// Usage: npm run package -- [--only-pack]   --only-pack: pack what is there

import { parseArgs } from "node:util";
import { runNode } from "./testing/run.ts";
import { MAX_VSIX_MB, packVsix, vsixPath } from "./vsix.ts";

const { values } = parseArgs({ options: { "only-pack": { type: "boolean" } } });

async function main(): Promise<number> {
  for (const script of values["only-pack"] ? [] : ["esbuild.mjs", "scripts/notices.ts"]) {
    const exitCode = await runNode([script]);
    if (exitCode !== 0) return exitCode;
  }
  const size = await packVsix();
  console.log(`${vsixPath}: ${(size / 2 ** 20).toFixed(1)} MB of at most ${MAX_VSIX_MB}`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
