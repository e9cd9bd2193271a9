import { join } from "node:path";
import ignore from "ignore";
import { readFolderNames, readRealFolderNames, readTextIfThere } from "./files.ts";
import { globToRegExp, isLiteral, normaliseGlob } from "./glob.ts";

/** Levels below a folder without a manifest in which projects are looked for. */
const NESTED_DEPTH = 3;
/** Levels that `**` of a workspace pattern goes down. */
const STAR_DEPTH = 8;
/** Most folders that are looked at for one workspace. */
const MAX_FOLDERS = 5_000;

/** Folders that hold copies and samples of projects, never a project of the workspace itself. */
const NO_PROJECTS = new Set(
  "node_modules bower_components jspm_packages fixtures __fixtures__ __tests__ __mocks__ testdata test-data templates dist build out coverage vendor target".split(
    " ",
  ),
);

/**
 * Folders that workspace patterns match, relative to the root, `/` separated and sorted; with or without a manifest.
 * Patterns with `!` take away what the others found.
 */
export async function expandMembers(
  root: string,
  patterns: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const clean = patterns.map(normaliseGlob).filter((pattern) => pattern !== "" && pattern !== "!");
  const found = new Set<string>();
  for (const pattern of clean) {
    if (pattern.startsWith("!")) continue;
    for (const folder of await expandGlob(root, pattern, signal)) found.add(folder);
  }
  const excluded = clean.filter((pattern) => pattern.startsWith("!")).map((pattern) => globToRegExp(pattern.slice(1)));
  return [...found].filter((folder) => folder !== "" && !excluded.some((test) => test.test(folder))).sort();
}

/** Folders in which new members may appear: the literal beginnings of the patterns. */
export function memberFolders(patterns: readonly string[]): readonly string[] {
  const folders = patterns.map(normaliseGlob).filter((pattern) => !pattern.startsWith("!") && !isLiteral(pattern));
  return [...new Set(folders.map((pattern) => leadingLiteral(pattern)))];
}

function leadingLiteral(pattern: string): string {
  const segments = pattern.split("/");
  const at = segments.findIndex((segment) => !isLiteral(segment));
  return segments.slice(0, at).join("/");
}

async function expandGlob(root: string, pattern: string, signal: AbortSignal): Promise<readonly string[]> {
  let folders: readonly string[] = [""];
  for (const segment of pattern.split("/")) {
    signal.throwIfAborted();
    if (segment === "..") return [];
    if (segment === ".") continue;
    if (segment === "**") folders = await withDescendants(root, folders, signal);
    else if (isLiteral(segment)) folders = folders.map((folder) => below(folder, segment));
    else {
      const test = globToRegExp(segment);
      const names = await Promise.all(folders.map((folder) => readFolderNames(join(root, folder))));
      folders = folders.flatMap((folder, at) =>
        (names[at] ?? []).filter((name) => isProjectFolder(name) && test.test(name)).map((name) => below(folder, name)),
      );
    }
  }
  return folders;
}

async function withDescendants(root: string, tops: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const all = [...tops];
  let level = tops;
  for (let depth = 0; depth < STAR_DEPTH && level.length > 0 && all.length < MAX_FOLDERS; depth++) {
    signal.throwIfAborted();
    const names = await Promise.all(level.map((folder) => readRealFolderNames(join(root, folder))));
    level = level.flatMap((folder, at) => (names[at] ?? []).filter(isProjectFolder).map((name) => below(folder, name)));
    all.push(...level);
  }
  return all.slice(0, MAX_FOLDERS);
}

/**
 * Projects in a folder that is none itself: folders with a manifest up to three levels down, `/` separated and sorted.
 * What `.gitignore` files exclude is not looked at, nor is what lies inside a project that was found.
 */
export async function findNestedProjects(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  const rules = ignore();
  let level = [""];
  let seen = 0;
  for (let depth = 0; depth <= NESTED_DEPTH && level.length > 0; depth++) {
    signal.throwIfAborted();
    const next: string[] = [];
    for (const folder of level) {
      if (seen++ > MAX_FOLDERS) return found.sort();
      await addIgnoreRules(rules, root, folder);
      if (folder !== "" && (await readTextIfThere(join(root, folder, "package.json"))) !== undefined) {
        found.push(folder);
        continue;
      }
      const names = (await readRealFolderNames(join(root, folder))).filter(isProjectFolder);
      next.push(...names.map((name) => below(folder, name)).filter((inner) => !rules.ignores(`${inner}/`)));
    }
    level = next;
  }
  return found.sort();
}

/** Rules of a nested `.gitignore` hold below its own folder only. */
async function addIgnoreRules(rules: ReturnType<typeof ignore>, root: string, folder: string): Promise<void> {
  const text = await readTextIfThere(join(root, folder, ".gitignore"));
  if (text === undefined) return;
  if (folder === "") {
    rules.add(text);
    return;
  }
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, not = "", rule = ""] = /^(!?)(.*)$/.exec(line) ?? [];
    const anchored = rule.replace(/\/+$/, "").includes("/");
    rules.add(`${not}/${folder}/${anchored ? "" : "**/"}${rule.replace(/^\//, "")}`);
  }
}

function isProjectFolder(name: string): boolean {
  return !name.startsWith(".") && !NO_PROJECTS.has(name);
}

function below(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
