import type { LibraryChunks } from "../../server/model/chunks.ts";
import { seededRandom, shuffled } from "./random.ts";

/** Words take the place of others that are as long and about as frequent: so many candidates each. */
const NEIGHBOURS = 8;
/** Share of the words that change. */
const SHARE = 0.5;
const WORD = /\b[a-z]{4,}\b/g;

/** How often each word stands in the texts. */
export function countWords(all: readonly LibraryChunks[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { sections } of all)
    for (const { text } of sections)
      for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * Which word another copy of a corpus has instead: a permutation among words of one length and of about one frequency, so that
 * lengths, places of passages and the number of sections that have a word stay as they are in real documentation.
 */
export function substitutes(counts: ReadonlyMap<string, number>, seed: number): Map<string, string> {
  const random = seededRandom(seed);
  const byLength = new Map<number, string[]>();
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  for (const [word] of sorted) {
    if (random() >= SHARE) continue;
    const list = byLength.get(word.length) ?? [];
    byLength.set(word.length, list);
    list.push(word);
  }
  const result = new Map<string, string>();
  for (const words of byLength.values())
    for (let from = 0; from < words.length; from += NEIGHBOURS) {
      const some = words.slice(from, from + NEIGHBOURS);
      for (const [at, word] of shuffled(some, seed + from).entries()) result.set(some[at] ?? word, word);
    }
  return result;
}

/** The same library with other words, under another name. Lengths do not change. */
export function substitute(chunks: LibraryChunks, words: ReadonlyMap<string, string>, suffix: string): LibraryChunks {
  const other = (text: string) => text.replace(WORD, (word) => words.get(word) ?? word);
  const { sections, symbols } = chunks;
  return {
    problems: [],
    sections: sections.map((section) => ({
      ...section,
      package: section.package + suffix,
      text: other(section.text),
      headingPath: section.headingPath.map(other),
      symbols: section.symbols.map(other),
    })),
    symbols: {
      symbols: symbols.symbols.map((symbol) => ({
        ...symbol,
        package: symbol.package + suffix,
        path: other(symbol.path),
      })),
      modules: symbols.modules.map((module) => ({ ...module, package: module.package + suffix })),
    },
  };
}

/** The first sections of a library; symbols stay, without what is cut off. */
export function cutTo(chunks: LibraryChunks, sections: number): LibraryChunks {
  return {
    problems: [],
    sections: chunks.sections.slice(0, sections),
    symbols: {
      ...chunks.symbols,
      symbols: chunks.symbols.symbols.map((symbol) =>
        symbol.section < sections ? symbol : { ...symbol, section: -1 },
      ),
    },
  };
}
