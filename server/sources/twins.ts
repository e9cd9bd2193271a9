import { buildFolders, declarationKey } from "../model/declarationFile.ts";
import type { EntryPoint, SourceDocument } from "../model/document.ts";

const IMPORT_ENDING = /(["'][^"'\n]*?)\.(?:d\.[cm]?ts|[cm]?[jt]s)(["'])/g;
const MODULE_FILE = /\.d\.[cm]?ts$/;
/** What a line has only in one module format. */
const FORMAT_WORDS = /^(?:export |declare |default )+|\b_default\b|\b[a-z]\w*\.(?=[A-Z])/g;
/** Imports, re-exports, `export = x` and comments. */
const UNSAYING_LINE = /^(?:import\b|export\s*[{*=]|export default [\w.]+;?$|\/\*|\*|\/\/)/;
/** Share of lines in common from which two builds of one file count as saying the same. */
const SAME_SHARE = 0.7;

export interface WithoutTwins {
  readonly documents: readonly SourceDocument[];
  /** Entry points of dropped files point to the twin that stayed; those without a document (empty, unreadable) are gone. */
  readonly entryPoints: readonly EntryPoint[];
}

/**
 * Packages built for several module formats ship the same declarations twice (`x.d.ts` + `x.d.cts`, `cjs/` + `esm/`).
 * Of files that differ in little but their imports and exports one is kept: that of the build which the first entry
 * point names, so that the kept files of one build stay together. A file that only re-exports the other one stays.
 */
export function withoutTwins(documents: readonly SourceDocument[], entryPoints: readonly EntryPoint[]): WithoutTwins {
  const preferred = entryPoints[0]?.file ?? "index.d.ts";
  const keptFor = new Map<string, string>();
  for (const group of groupsOf(documents)) {
    const keepers: Reading[] = [];
    for (const document of [...group].sort((a, b) => byPreference(a.file, b.file, preferred))) {
      const reading = { file: document.file, text: document.text.replace(IMPORT_ENDING, "$1$2") };
      const twin = keepers.find((keeper) => saysTheSame(keeper.text, reading.text));
      if (twin) keptFor.set(document.file, twin.file);
      else keepers.push(reading);
    }
  }
  const seen = new Set<string>();
  const kept = new Set(documents.map((document) => document.file));
  const moved = entryPoints.map((entry) => ({ ...entry, file: keptFor.get(entry.file) ?? entry.file }));
  return {
    documents: documents.filter((document) => !keptFor.has(document.file)),
    entryPoints: moved.filter(({ specifier, file }) => {
      const key = `${specifier}\n${file}`;
      return kept.has(file) && !seen.has(key) && seen.add(key);
    }),
  };
}

interface Reading {
  readonly file: string;
  /** Without the endings of imports. */
  readonly text: string;
}

function saysTheSame(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < Math.max(a.length, b.length) * SAME_SHARE) return false;
  const own = contentLines(a);
  const other = contentLines(b);
  let common = 0;
  for (const line of own) if (other.has(line)) common++;
  return own.size > 0 && common >= (own.size + other.size - common) * SAME_SHARE;
}

/** Lines that say something, without what their module format or indentation adds. */
function contentLines(text: string): ReadonlySet<string> {
  const lines = text.split("\n").map((line) => line.trim());
  const saying = lines.filter((line) => /\w/.test(line) && !UNSAYING_LINE.test(line));
  return new Set(saying.map((line) => line.replace(FORMAT_WORDS, "").replace(/\s+\(/g, "(")));
}

/** Declaration files that share a key; groups of one are left out. */
function groupsOf(documents: readonly SourceDocument[]): readonly (readonly SourceDocument[])[] {
  const groups = new Map<string, SourceDocument[]>();
  for (const document of documents) {
    if (document.kind !== "types") continue;
    const key = declarationKey(document.file);
    const group = groups.get(key);
    if (group) group.push(document);
    else groups.set(key, [document]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function byPreference(a: string, b: string, preferred: string): number {
  return likeness(b, preferred) - likeness(a, preferred) || moduleRank(a) - moduleRank(b) || (a < b ? -1 : 1);
}

/** How much a file looks as if it were of the same build: 0 at best, less for each build folder that only one has. */
function likeness(file: string, preferred: string): number {
  const own = buildFolders(file);
  const other = buildFolders(preferred);
  const different =
    own.filter((name) => !other.includes(name)).length + other.filter((name) => !own.includes(name)).length;
  return (ending(file) === ending(preferred) ? 0 : -1) - different * 2;
}

function ending(file: string): string {
  return MODULE_FILE.exec(file)?.[0] ?? "";
}

function moduleRank(file: string): number {
  const rank = [".d.ts", ".d.mts", ".d.cts"].indexOf(ending(file));
  return /(?:^|\/)(?:cjs|commonjs|require)\//.test(file) ? rank + 10 : rank;
}
