// `npm run generate`: writes the copies of settings, commands, errors and tools. `--check` only says which are stale.

import { writeFile } from "node:fs/promises";
import { generatedFiles } from "./generate/files.ts";

const root = new URL("../", import.meta.url);
const stale = (await generatedFiles(root)).filter((file) => !file.isFresh);
if (process.argv.includes("--check")) {
  for (const { path } of stale) console.error(`${path} is stale: run npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, text } of stale) {
    await writeFile(new URL(path, root), text);
    console.log(`wrote ${path}`);
  }
}
