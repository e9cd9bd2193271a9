import { statSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./testing/run.ts";

/** Most megabytes (2^20 bytes) that the one package for all platforms may have. */
export const MAX_VSIX_MB = 15;

/** The package that `npm run package` makes, `npm start` opens and the editor suites test. */
export const vsixPath = join(root, "contexter.vsix");

/**
 * Packs dist/ and the documents into one VSIX for all platforms. Everything is bundled, so node_modules is not looked at.
 * @returns its size in bytes
 * @throws {Error} if packing fails or the package is too large
 */
export async function packVsix(): Promise<number> {
  const exitCode = await run("vsce", ["package", "--no-dependencies", "--out", vsixPath]);
  if (exitCode !== 0) throw new Error("vsce could not pack the extension; its own message stands above");
  const { size } = statSync(vsixPath);
  const megabytes = size / 2 ** 20;
  if (megabytes > MAX_VSIX_MB)
    throw new Error(
      `contexter.vsix has ${megabytes.toFixed(1)} MB, more than ${MAX_VSIX_MB}; \`vsce ls --tree\` shows why`,
    );
  return size;
}
