import { SKETCH_SIZE } from "./format.ts";

const SHINGLE_WORDS = 5;

/** Hashes of all runs of five words, case and mark-up ignored; of a shorter text one hash of all of it. */
export function shingles(text: string): Set<number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const hashes = new Set<number>();
  const last = Math.max(1, words.length - SHINGLE_WORDS + 1);
  for (let start = 0; start < last; start++) {
    let hash = 0x811c9dc5;
    for (let at = start; at < Math.min(words.length, start + SHINGLE_WORDS); at++) hash = mix(hash, words[at] ?? "");
    hashes.add(avalanche(hash));
  }
  return hashes;
}

/** The smallest hashes of a text, ascending, padded with the largest number: equal sketches mean near-identical texts. */
export function sketch(text: string): Uint32Array {
  const smallest = Uint32Array.from(shingles(text)).sort().subarray(0, SKETCH_SIZE);
  const padded = new Uint32Array(SKETCH_SIZE).fill(0xffffffff);
  padded.set(smallest);
  return padded;
}

/** Share of common shingles of two texts, 0 to 1. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const hash of a) if (b.has(hash)) common++;
  return common / (a.size + b.size - common || 1);
}

function mix(seed: number, word: string): number {
  let hash = seed;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ 0x20, 0x01000193);
}

/** FNV's low bits alone are not random enough for a minimum. */
function avalanche(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
