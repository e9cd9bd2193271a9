import type { Candidate } from "../model/retrieval.ts";

/** What a hybrid score is made of. */
export interface FusionWeights {
  /** Share of the cosine, 0 to 1; the rest is for the words. */
  readonly semantic: number;
  /** The most BM25 that the query could reach, 0 for a query without terms. */
  readonly attainable: number;
}

/**
 * Weighted sum of two absolute scores: weight · cosine + (1 − weight) · bm25 / attainable. Absolute, so that a threshold means
 * the same for every query.
 * @returns 0 to 1
 * @throws {RangeError} if `semantic` is outside 0 to 1
 */
export function fusedScore(
  { cosine, bm25 }: Pick<Candidate, "cosine" | "bm25">,
  { semantic, attainable }: FusionWeights,
): number {
  if (!(semantic >= 0 && semantic <= 1)) throw new RangeError(`semantic weight must be 0 to 1, got ${semantic}`);
  const words = attainable > 0 ? bm25 / attainable : 0;
  return semantic * Math.max(0, cosine) + (1 - semantic) * words;
}
