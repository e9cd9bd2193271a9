import type { QueryTerm } from "./queryTerms.ts";
import type { Scratch } from "./scratch.ts";
import { documentFrequency } from "./segment/postings.ts";
import type { Segment } from "./segment/segment.ts";
import { type StringKey, stringKey } from "./segment/strings.ts";

/** Constants of BM25 with fields; they belong to the tokenizer. Measured in `docs/decisions`. */
export interface Bm25 {
  readonly k1: number;
  readonly b: number;
  /** Weight of a term's frequency in each field; the body's is 1. */
  readonly title: number;
  readonly path: number;
  readonly file: number;
}

export const DEFAULT_BM25: Bm25 = { k1: 0.8, b: 0.3, title: 4, path: 2, file: 2 };

/** At most this many terms of a query are scored: one bit of a mask each. */
export const MOST_TERMS = 32;

/** Corpus statistics of a query over all segments in scope. */
export interface WeightedTerm {
  readonly term: string;
  readonly key: StringKey;
  readonly weight: number;
  /** weight · ln(1 + (N − df + 0.5) / (df + 0.5)), above 0 */
  readonly idf: number;
  readonly documentFrequency: number;
}

export function weighTerms(terms: readonly QueryTerm[], segments: readonly Segment[]): WeightedTerm[] {
  const total = segments.reduce((sum, segment) => sum + segment.info.sections, 0);
  return terms.slice(0, MOST_TERMS).map(({ term, weight }) => {
    const key = stringKey(term);
    let df = 0;
    for (const segment of segments) {
      const row = segment.terms.findKey(key);
      if (row >= 0) df += documentFrequency(segment.postings, postingStart(segment, row));
    }
    return { term, key, weight, documentFrequency: df, idf: weight * Math.log(1 + (total - df + 0.5) / (df + 0.5)) };
  });
}

/** The most BM25 that a query can reach: every term in every field without end. Above 0 for a query with terms. */
export function attainable(terms: readonly WeightedTerm[], { k1 }: Bm25): number {
  return terms.reduce((sum, { idf }) => sum + idf, 0) * (k1 + 1);
}

/** What the words of a query say about each section of one segment. Masks have one bit a query term. */
export interface LexicalScores {
  readonly score: Float32Array;
  /** Terms that stand anywhere in the section. */
  readonly any: Uint32Array;
  /** Terms that stand in its last heading. */
  readonly title: Uint32Array;
  /** Terms that stand in the headings above, the package's name or the file's path. */
  readonly context: Uint32Array;
}

/** What scoring shares between the segments of one search. */
export interface Scoring {
  readonly bm25: Bm25;
  /** Of `packedWeights`. */
  readonly gains: Float32Array;
  readonly scratch: Scratch;
}

/**
 * Adds BM25 of every term to every section that has it. The loop is the hot path of a search: no calls, no allocation in it.
 * The scores are valid until the scratch is reset.
 */
export function scoreTerms(
  segment: Segment,
  terms: readonly WeightedTerm[],
  { bm25, gains, scratch }: Scoring,
): LexicalScores {
  const count = segment.info.sections;
  const score = scratch.floats(count);
  const any = scratch.words(count);
  const title = scratch.words(count);
  const context = scratch.words(count);
  const lengths = segment.sections.column("terms");
  const bytes = segment.postings;
  const base = bm25.k1 * (1 - bm25.b);
  const slope = (bm25.k1 * bm25.b) / (segment.meanLength || 1);
  for (let t = 0; t < terms.length; t++) {
    const row = segment.terms.findKey(terms[t].key);
    if (row < 0) continue;
    const top = terms[t].idf * (bm25.k1 + 1);
    const bit = 1 << t;
    let at = postingStart(segment, row);
    const end = segment.postingEnds[row];
    while (bytes[at++] >= 0x80);
    let section = 0;
    while (at < end) {
      let byte = bytes[at++];
      let delta = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = bytes[at++];
        delta |= (byte & 0x7f) << shift;
      }
      section += delta;
      const packed = bytes[at++];
      const tf = gains[packed];
      score[section] += (top * tf) / (tf + base + slope * lengths[section]);
      any[section] |= bit;
      if (packed & 0x30) title[section] |= bit;
      if (packed & 0xc0) context[section] |= bit;
    }
  }
  return { score, any, title, context };
}

/** Weighted frequency of each of the 256 packed frequencies. */
export function packedWeights(bm25: Bm25): Float32Array {
  return Float32Array.from(
    { length: 256 },
    (_, packed) =>
      (packed & 15) + bm25.title * ((packed >>> 4) & 3) + bm25.path * ((packed >>> 6) & 1) + bm25.file * (packed >>> 7),
  );
}

function postingStart(segment: Segment, row: number): number {
  return row === 0 ? 0 : segment.postingEnds[row - 1];
}
