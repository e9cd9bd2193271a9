import { builtinModules } from "node:module";
import semver from "semver";
import type { EntryPoint } from "../model/document.ts";
import { importedNameOf } from "../model/specifier.ts";
import { isRecord, type JsonRecord, recordIn, stringIn } from "../platform/json.ts";
import { declarationsOf, expandTarget, joinPath, NEWEST_COMPILER, type Target, targetFiles } from "./targets.ts";

/** Most specifiers of one package: patterns such as `./*` may reach thousands of files. */
const MAX_SPECIFIERS = 300;
/** Folders whose files are the build's business where a package has no `exports`. */
const INNER_FOLDER =
  /(?:^|\/)(?:dist|build|lib|out|src|source|types?|typings|internals?|_[^/]*|esm?|cjs|umd|ts\d[\d.]*)\//i;

export interface PackageFiles {
  readonly manifest: JsonRecord;
  /** Declaration files inside the package, `/` separated. */
  readonly declarations: ReadonlySet<string>;
  /** Manifests of folders inside the package (`operators/package.json`), by folder. */
  readonly inner: ReadonlyMap<string, JsonRecord>;
}

/**
 * The specifiers under which a package can be imported, each with the declaration files behind it: one, or one for each
 * module format where these differ. The main one first, what modern `import` sees before the rest.
 */
export function entryPoints(name: string, files: PackageFiles): readonly EntryPoint[] {
  const found = new Map<string, Set<string>>();
  const add = (subpath: string, declarations: readonly string[]): void => {
    const specifier = specifierOf(name, subpath);
    const known = found.get(specifier);
    if (known) for (const file of declarations) known.add(file);
    else if (declarations.length > 0 && found.size < MAX_SPECIFIERS) found.set(specifier, new Set(declarations));
  };
  const exported = exportsOf(files.manifest);
  if (exported !== undefined) addExports(exported, files.declarations, add);
  if (exported?.["."] !== null && !found.has(specifierOf(name, ""))) add("", mainDeclarations(files));
  if (exported === undefined) addUnlisted(name, files, add);
  return [...found].flatMap(([specifier, declared]) => [...declared].map((file) => ({ specifier, file })));
}

type Add = (subpath: string, declarations: readonly string[]) => void;

function specifierOf(packageName: string, subpath: string): string {
  if (packageName === "@types/node" && subpath !== "") return subpath;
  return joinPath(importedNameOf(packageName), subpath);
}

/** `exports` as subpath → target; the shorthand forms become `.`. */
function exportsOf(manifest: JsonRecord): Readonly<Record<string, Target>> | undefined {
  const { exports } = manifest;
  if (exports === undefined || exports === null) return undefined;
  const isMap = isRecord(exports) && Object.keys(exports).every((key) => key.startsWith("."));
  return isMap ? exports : { ".": exports };
}

function addExports(exported: Readonly<Record<string, Target>>, files: ReadonlySet<string>, add: Add): void {
  const keys = Object.keys(exported).sort((a, b) => Number(b === ".") - Number(a === "."));
  for (const key of keys) {
    if (!isPattern(key)) add(key.replace(/^\.\/?/, ""), targetFiles(exported[key], files));
  }
  for (const key of keys) {
    if (!isPattern(key)) continue;
    const pattern = asPattern(key);
    const target = key.endsWith("/") ? asFolderTarget(exported[key]) : exported[key];
    for (const [star, declared] of expandTarget(target, files)) {
      const subpath = pattern.replace("*", star);
      if (decidingKey(keys, subpath) === key) add(subpath.replace(/^\.\//, ""), declared);
    }
  }
}

function isPattern(key: string): boolean {
  return key.includes("*") || (key.endsWith("/") && key !== "./");
}

function asPattern(key: string): string {
  return key.endsWith("/") ? `${key}*` : key;
}

function asFolderTarget(target: Target): Target {
  if (typeof target === "string") return `${target}*`;
  if (!isRecord(target)) return target;
  return Object.fromEntries(Object.entries(target).map(([condition, inner]) => [condition, asFolderTarget(inner)]));
}

/** Node's rule: an exact key wins, then the pattern with the longest beginning; its target may be null. */
function decidingKey(keys: readonly string[], subpath: string): string | undefined {
  if (keys.includes(subpath)) return subpath;
  let best: string | undefined;
  let bestLength = -1;
  for (const key of keys) {
    if (!isPattern(key)) continue;
    const [before = "", after = ""] = asPattern(key).split("*");
    const matches =
      subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= before.length + after.length;
    if (matches && before.length > bestLength) {
      best = key;
      bestLength = before.length;
    }
  }
  return best;
}

function mainDeclarations({ manifest, declarations }: PackageFiles): readonly string[] {
  const named = stringIn(manifest, "types") ?? stringIn(manifest, "typings");
  const mapped = typesVersionsOf(manifest);
  const candidates = [named, "index.d.ts", stringIn(manifest, "module"), stringIn(manifest, "main"), "index.d.mts"];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    for (const path of [...mapPath(mapped, candidate), candidate]) {
      const found = declarationsOf(path, declarations);
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** Subpaths of a package without `exports`, where every file can be imported: those that look public. */
function addUnlisted(name: string, files: PackageFiles, add: Add): void {
  const { declarations, inner, manifest } = files;
  const mapped = typesVersionsOf(manifest);
  for (const key of Object.keys(mapped)) {
    if (key === "*" || key.endsWith("/*")) continue;
    add(
      key,
      mapPath(mapped, key).flatMap((path) => declarationsOf(path, declarations)),
    );
  }
  const main = new Set(mainDeclarations(files));
  for (const [folder, innerManifest] of inner) {
    if (INNER_FOLDER.test(`${folder}/`)) continue;
    const named =
      stringIn(innerManifest, "types") ?? stringIn(innerManifest, "typings") ?? stringIn(innerManifest, "main");
    if (named !== undefined) add(folder, declarationsOf(joinPath(folder, named), declarations));
  }
  for (const file of [...declarations].sort(byDepth)) {
    if (INNER_FOLDER.test(file) || main.has(file)) continue;
    const subpath = file.replace(/\.d\.[cm]?ts$/, "").replace(/(?:^|\/)index$/, "");
    if (subpath === "") continue;
    if (name !== "@types/node") add(subpath, [file]);
    else for (const builtin of builtinNames(subpath)) add(builtin, [file]);
  }
}

/** `fs` → `fs`, `node:fs`; `test` → `node:test`, which has no name without the prefix. */
function builtinNames(path: string): readonly string[] {
  const prefixed = `node:${path}`;
  if (builtinModules.includes(path)) return [path, prefixed];
  return builtinModules.includes(prefixed) ? [prefixed] : [];
}

function byDepth(a: string, b: string): number {
  return a.split("/").length - b.split("/").length || (a < b ? -1 : 1);
}

/** Path mapping of `typesVersions` for the newest compiler: pattern → files. */
function typesVersionsOf(manifest: JsonRecord): JsonRecord {
  const versions = recordIn(manifest, "typesVersions");
  const range = Object.keys(versions).find((key) => semver.satisfies(NEWEST_COMPILER, key));
  return range === undefined ? {} : recordIn(versions, range);
}

function mapPath(mapped: JsonRecord, path: string): readonly string[] {
  const wanted = path.replace(/^\.\//, "");
  for (const [pattern, targets] of Object.entries(mapped)) {
    const [before = "", after] = pattern.split("*");
    const matches = after === undefined ? wanted === pattern : wanted.startsWith(before) && wanted.endsWith(after);
    if (!matches || !Array.isArray(targets)) continue;
    const star = after === undefined ? "" : wanted.slice(before.length, wanted.length - after.length);
    return targets.filter((target) => typeof target === "string").map((target) => target.replace("*", star));
  }
  return [];
}
