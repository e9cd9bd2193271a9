import type { ContentsEntry } from "../surfaces/engine.ts";

const MOST = 3;
const BEGINNING =
  /^(?:getting started|quick ?start|usage|basic usage|introduction|overview|install(?:ation)?|tutorial|examples?|guide)\b/i;

/** "Start here": the sections that a newcomer to the library reads first, from its README, then from its guides. */
export function startHere(entries: readonly ContentsEntry[], libraryName: string): ContentsEntry[] {
  const prose = entries.filter(
    ({ package: owner, file, kind }) => owner === libraryName && /\.mdx?$/i.test(file) && kind !== "changelog",
  );
  const readme = prose.filter(({ file }) => /^readme/i.test(file));
  const beginnings = [...readme, ...prose].filter(({ title }) => BEGINNING.test(title));
  const ordered = [...beginnings, ...readme.filter(({ headingPath }) => headingPath.length <= 2)];
  const seen = new Set<string>();
  return ordered.filter(({ id, title }) => !seen.has(title) && seen.add(title) && id !== "").slice(0, MOST);
}
