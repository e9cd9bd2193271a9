import { execFile } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Builds what ships if its sources are newer, and takes a copy: a build that happens meanwhile does not change what is measured.
 * @param target absolute folder, replaced
 */
export async function copyProgram(target: string): Promise<void> {
  const sources = globSync(["{client,server,shared}/**/*.{ts,wat}", "esbuild.mjs"], { cwd: root });
  const newest = Math.max(...sources.map((file) => modified(join(root, file))));
  if (modified(join(root, "dist", "inputs.json")) < newest)
    await promisify(execFile)(process.execPath, ["esbuild.mjs"], { cwd: root });
  await rm(target, { recursive: true, force: true });
  await cp(join(root, "dist"), join(target, "dist"), { recursive: true });
  await cp(join(root, "package.json"), join(target, "package.json"));
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
