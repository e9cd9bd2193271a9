import { join, relative, sep } from "node:path";
import { parse as parseYaml } from "yaml";
import { isRecord, stringsIn } from "../platform/json.ts";
import { readTextIfThere } from "./files.ts";
import { globToRegExp, normaliseGlob } from "./glob.ts";
import { ancestors } from "./installedPackages.ts";
import { parseManifest } from "./manifest.ts";

/**
 * The workspace around a folder: the monorepo that counts it among its members, otherwise the nearest folder with a
 * `package.json`, upwards.
 * @param from absolute path
 * @returns undefined where no folder above has a manifest
 */
export async function findWorkspaceRoot(from: string): Promise<string | undefined> {
  let nearest: string | undefined;
  for (const folder of ancestors(from)) {
    const text = await readTextIfThere(join(folder, "package.json")).catch(() => undefined);
    const patterns = await memberPatterns(folder, text);
    if (nearest === undefined) {
      if (text !== undefined) nearest = folder;
    } else if (isMember(relative(folder, nearest).split(sep).join("/"), patterns)) return folder;
  }
  return nearest;
}

async function memberPatterns(folder: string, manifest: string | undefined): Promise<readonly string[]> {
  const text = await readTextIfThere(join(folder, "pnpm-workspace.yaml")).catch(() => undefined);
  const own = manifest === undefined ? [] : (parseManifest(manifest).workspaces ?? []);
  return text === undefined ? own : [...pnpmPatterns(text), ...own];
}

function pnpmPatterns(text: string): readonly string[] {
  try {
    const value: unknown = parseYaml(text, { logLevel: "error" });
    return isRecord(value) ? stringsIn(value, "packages") : [];
  } catch {
    return []; // reported when the workspace is read
  }
}

function isMember(folder: string, patterns: readonly string[]): boolean {
  const clean = patterns.map(normaliseGlob);
  const matches = (pattern: string): boolean => globToRegExp(pattern).test(folder);
  const excluded = clean.some((pattern) => pattern.startsWith("!") && matches(pattern.slice(1)));
  return !excluded && clean.some((pattern) => !pattern.startsWith("!") && matches(pattern));
}
