import type { RankedCandidate } from "./rank.ts";

/** Share of common sketch hashes from which two texts count as the same; 8 hashes of words in fives. */
const TWIN_SHARE = 0.75;
const PADDING = 0xffffffff;

/** A result and the other places where (nearly) the same text stands. */
export interface Collapsed extends RankedCandidate {
  readonly twins: readonly RankedCandidate[];
}

/**
 * Joins near-identical texts (the same passage in README and types, builds for two module systems) into the best ranked of them.
 * @param ranked best first
 * @param limit how many different results are wanted; the rest is not looked at
 */
export function collapse(ranked: readonly RankedCandidate[], limit: number): Collapsed[] {
  const kept: { readonly best: RankedCandidate; readonly twins: RankedCandidate[] }[] = [];
  for (const each of ranked) {
    const twin = kept.find(({ best }) => best.candidate.library === each.candidate.library && areTwins(best, each));
    if (twin) twin.twins.push(each);
    else if (kept.length < limit) kept.push({ best: each, twins: [] });
  }
  return kept.map(({ best, twins }) => ({ ...best, twins }));
}

function areTwins(a: RankedCandidate, b: RankedCandidate): boolean {
  return sketchOverlap(a.candidate.sketch, b.candidate.sketch) >= TWIN_SHARE;
}

/** Share of the shorter sketch's hashes that the other has too, 0 to 1. Both ascending. */
export function sketchOverlap(a: Uint32Array, b: Uint32Array): number {
  let common = 0;
  let at = 0;
  let other = 0;
  while (at < a.length && other < b.length && a[at] !== PADDING && b[other] !== PADDING) {
    if (a[at] === b[other]) {
      common++;
      at++;
      other++;
    } else if (a[at] < b[other]) at++;
    else other++;
  }
  const shorter = Math.min(filled(a), filled(b));
  return shorter === 0 ? 0 : common / shorter;
}

function filled(sketch: Uint32Array): number {
  const padding = sketch.indexOf(PADDING);
  return padding < 0 ? sketch.length : padding;
}
