import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isRecord, type JsonRecord, parseJsonObject, recordIn, stringIn, stringsIn } from "../../platform/json.ts";
import type { Aliases } from "./aliases.ts";

/** Longer chains of `extends` than this are a loop in disguise. */
const maxConfigs = 32;

/** What of a configuration decides how specifiers are read. */
interface PathOptions {
  /** Pattern → targets, as written. */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** Absolute. */
  readonly baseUrl?: string;
}

/**
 * The aliases that a folder's `tsconfig.json` or `jsconfig.json` (with all that they extend and reference) and its `package.json`
 * define. Files that are missing or unreadable define none.
 */
export async function readAliases(folder: string): Promise<Aliases> {
  const patterns = new Set<string>(await importPatterns(folder));
  for (const name of ["tsconfig.json", "jsconfig.json"]) {
    for (const options of await readConfigs(join(folder, name))) {
      for (const [pattern, targets] of Object.entries(options.paths ?? {}))
        if (isOwn(pattern, targets)) patterns.add(pattern);
      for (const pattern of await baseUrlPatterns(options.baseUrl)) patterns.add(pattern);
    }
  }
  return { patterns: [...patterns].sort() };
}

/** `*` only says where else to look, and a target inside node_modules is a library under another path. */
function isOwn(pattern: string, targets: readonly string[]): boolean {
  return pattern !== "*" && !targets.every((target) => /(^|\/)node_modules\//.test(target));
}

async function importPatterns(folder: string): Promise<string[]> {
  return Object.keys(recordIn(await readObject(join(folder, "package.json")), "imports"));
}

/** With a `baseUrl`, `utils/date` may be a file below it: whatever lies there is the project's own, unless a dependency is so named. */
async function baseUrlPatterns(baseUrl: string | undefined): Promise<string[]> {
  if (baseUrl === undefined) return [];
  const manifest = await readObject(join(baseUrl, "package.json"));
  const dependencies = { ...recordIn(manifest, "dependencies"), ...recordIn(manifest, "devDependencies") };
  const found: string[] = [];
  for (const entry of await readdir(baseUrl, { withFileTypes: true }).catch(() => [])) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const name = entry.isDirectory() ? entry.name : /^(.+?)(\.d)?\.[cm]?[jt]sx?$/.exec(entry.name)?.[1];
    if (name !== undefined && !(name in dependencies)) found.push(name, `${name}/*`);
  }
  return found;
}

/** A configuration and those it references, each with what it inherits. */
async function readConfigs(file: string): Promise<PathOptions[]> {
  const config = await readObject(file);
  const found = [await inherited(file, config, new Set())];
  const references = Array.isArray(config.references) ? config.references : [];
  for (const reference of references.slice(0, maxConfigs)) {
    const path = isRecord(reference) ? stringIn(reference, "path") : undefined;
    if (path === undefined) continue;
    const target = resolve(dirname(file), path);
    const referenced = target.endsWith(".json") ? target : join(target, "tsconfig.json");
    // Another folder's configuration speaks of that folder's files.
    if (dirname(referenced) !== dirname(file)) continue;
    found.push(await inherited(referenced, await readObject(referenced), new Set()));
  }
  return found;
}

/** Own options win; of several `extends` the later ones. */
async function inherited(file: string, config: JsonRecord, seen: Set<string>): Promise<PathOptions> {
  seen.add(file);
  let options: PathOptions = {};
  const bases = [config.extends].flat().filter((base): base is string => typeof base === "string");
  for (const base of bases) {
    const target = await locate(base, file);
    if (target === undefined || seen.has(target) || seen.size >= maxConfigs) continue;
    options = { ...options, ...(await inherited(target, await readObject(target), seen)) };
  }
  return { ...options, ...ownOptions(file, config) };
}

function ownOptions(file: string, config: JsonRecord): PathOptions {
  const compiler = recordIn(config, "compilerOptions");
  const baseUrl = stringIn(compiler, "baseUrl")?.replace(/^\$\{configDir\}/, ".");
  const paths = recordIn(compiler, "paths");
  return {
    ...(baseUrl !== undefined && { baseUrl: resolve(dirname(file), baseUrl) }),
    ...("paths" in compiler && {
      paths: Object.fromEntries(Object.keys(paths).map((name) => [name, stringsIn(paths, name)])),
    }),
  };
}

/** The file that an `extends` names: a path, or a file of a package. */
async function locate(base: string, from: string): Promise<string | undefined> {
  if (/^\.{1,2}(?:[\\/]|$)/.test(base) || isAbsolute(base)) {
    const path = resolve(dirname(from), base);
    for (const candidate of [path, `${path}.json`, join(path, "tsconfig.json")])
      if ((await readText(candidate)) !== undefined) return candidate;
    return undefined;
  }
  const { resolve: find } = createRequire(from);
  for (const candidate of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const found = find(candidate);
      if (found.endsWith(".json")) return found;
    } catch {
      // not under this name: the next one is tried
    }
  }
  return undefined;
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

/** A JSON file with comments; empty where there is none. A file that is being edited is read as far as it goes. */
async function readObject(file: string): Promise<JsonRecord> {
  return parseJsonObject((await readText(file)) ?? "") ?? {};
}
