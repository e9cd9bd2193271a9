import semver from "semver";
import { isRecord } from "../platform/json.ts";

/** What a key of `exports` points to: a path, alternatives, conditions, or null for "not exported". */
export type Target = unknown;

/** Conditions in the order in which they are asked, so that what `import` sees comes first; others last, in their own order. */
const CONDITIONS = ["types", "import", "module-sync", "module", "node", "default", "browser", "require"];
/** Stands for the newest compiler where a condition or `typesVersions` asks for a range. */
export const NEWEST_COMPILER = "99.0.0";
const DECLARATION = /\.d\.[cm]?ts$/;
const MAX_DEPTH = 12;

/** Joins `/` separated paths, resolving `.` and `..`; never leaves the top. */
export function joinPath(...parts: readonly string[]): string {
  const joined: string[] = [];
  for (const part of parts.join("/").split("/")) {
    if (part === "..") joined.pop();
    else if (part !== "" && part !== ".") joined.push(part);
  }
  return joined.join("/");
}

/** Declaration files that a target leads to, of all conditions, without repeats; what `import` sees first. */
export function targetFiles(target: Target, files: ReadonlySet<string>): readonly string[] {
  return [...new Set(leaves(target).flatMap((leaf) => (leaf.length > 0 ? firstResolved(leaf, files) : [])))];
}

/**
 * Expands a target with a `*` over the files that exist.
 * @returns what stands for the `*`, in order, with the declaration files it leads to
 */
export function expandTarget(target: Target, files: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const stars = new Set<string>();
  for (const pattern of leaves(target).flat()) {
    for (const star of starsOf(pattern, files)) stars.add(star);
  }
  const sorted = [...stars].sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
  return new Map(sorted.map((star) => [star, targetFiles(substitute(target, star), files)]));
}

/** The declaration file of a path that `exports`, `types` or `main` names; none where it has no declarations. */
export function declarationsOf(path: string, files: ReadonlySet<string>): readonly string[] {
  const clean = joinPath(path);
  const candidates = DECLARATION.test(clean) ? [clean] : siblings(clean);
  const found = candidates.find((candidate) => files.has(candidate));
  return found === undefined ? [] : [found];
}

function siblings(path: string): readonly string[] {
  const [, stem = path, kind] = /^(.*)\.([cm]?)[jt]sx?$/.exec(path) ?? [];
  if (kind === undefined) {
    const plain = [".d.ts", ".d.mts", ".d.cts"];
    const inside = path === "" ? "" : `${path}/`;
    return [...plain.map((ending) => path + ending), ...plain.map((ending) => `${inside}index${ending}`)];
  }
  return kind === "" ? [`${stem}.d.ts`] : [`${stem}.d.${kind}ts`, `${stem}.d.ts`];
}

/** Each leaf is a list of alternatives, of which the first that exists counts. */
function leaves(target: Target, depth = 0): readonly (readonly string[])[] {
  if (typeof target === "string") return [[target]];
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(target)) return [target.flatMap((item) => leaves(item, depth + 1).flat())];
  if (!isRecord(target)) return [];
  const conditions = Object.keys(target)
    .filter(isForNewestCompiler)
    .sort((a, b) => conditionRank(a) - conditionRank(b));
  const all = conditions.map((condition) => leaves(target[condition], depth + 1));
  const typed = conditions.findIndex((condition) => isTypesCondition(condition));
  // `types` beside `import` and `require` speaks for them; what it names may be missing, so the rest stays as alternatives
  if (typed >= 0 && typeof target[conditions[typed] ?? ""] === "string") return [all.flat(2)];
  return all.flat();
}

function firstResolved(alternatives: readonly string[], files: ReadonlySet<string>): readonly string[] {
  for (const path of alternatives) {
    const found = declarationsOf(path, files);
    if (found.length > 0) return found;
  }
  return [];
}

/** False for `types@<5.4`. */
function isForNewestCompiler(condition: string): boolean {
  return !condition.startsWith("types@") || semver.satisfies(NEWEST_COMPILER, condition.slice("types@".length));
}

function isTypesCondition(condition: string): boolean {
  return condition === "types" || condition.startsWith("types@");
}

function conditionRank(condition: string): number {
  if (isTypesCondition(condition)) return condition === "types" ? -1 : 0;
  const rank = CONDITIONS.indexOf(condition);
  return rank < 0 ? CONDITIONS.length : rank;
}

function substitute(target: Target, star: string): Target {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (Array.isArray(target)) return target.map((item) => substitute(item, star));
  if (!isRecord(target)) return target;
  return Object.fromEntries(Object.entries(target).map(([condition, inner]) => [condition, substitute(inner, star)]));
}

function starsOf(pattern: string, files: ReadonlySet<string>): readonly string[] {
  const at = pattern.indexOf("*");
  if (at < 0) return [];
  const before = pattern.slice(0, at).replace(/^\.\//, "");
  const after = pattern.slice(at + 1);
  if (after.includes("*")) return [];
  const endings = declarationEndings(after);
  const stars: string[] = [];
  for (const file of files) {
    if (!file.startsWith(before)) continue;
    for (const [ending, kept] of endings) {
      if (file.endsWith(ending) && file.length > before.length + ending.length) {
        stars.push(file.slice(before.length, file.length - ending.length) + kept);
        break;
      }
    }
  }
  return stars;
}

/** Endings of declaration files that answer a target's ending, each with what the `*` itself must then end in. */
function declarationEndings(after: string): readonly (readonly [ending: string, kept: string])[] {
  if (DECLARATION.test(after)) return [[after, ""]];
  const [, stem, kind] = /^(.*)\.([cm]?)[jt]sx?$/.exec(after) ?? [];
  if (stem !== undefined && kind !== undefined) {
    return kind === ""
      ? [[`${stem}.d.ts`, ""]]
      : [
          [`${stem}.d.${kind}ts`, ""],
          [`${stem}.d.ts`, ""],
        ];
  }
  if (after !== "") return [];
  return [
    [".d.ts", ".js"],
    [".d.mts", ".mjs"],
    [".d.cts", ".cjs"],
  ];
}
