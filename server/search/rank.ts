import type { Candidate, Retrieved } from "../model/retrieval.ts";
import { fusedScore } from "./fuse.ts";
import { adjustment } from "./signals.ts";

/** A candidate with its place in the answer. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  /** Absolute, 0 to 1: what the threshold is compared with, and what is shown. */
  readonly score: number;
  /** What the order follows: the score, and with re-ranking the signals. */
  readonly order: number;
}

export interface RankOptions {
  readonly semanticWeight: number;
  readonly rerank: boolean;
}

/** Fuses, re-ranks, sorts. Equal candidates keep the order of generation and section, so that equal input gives equal output. */
export function rank(retrieved: Retrieved, options: RankOptions): RankedCandidate[] {
  const weights = { semantic: options.semanticWeight, attainable: retrieved.attainable };
  return retrieved.candidates
    .map((candidate) => {
      const score = fusedScore(candidate, weights);
      return { candidate, score, order: score + (options.rerank ? adjustment(candidate) : 0) };
    })
    .sort(bestFirst);
}

function bestFirst(a: RankedCandidate, b: RankedCandidate): number {
  return (
    b.order - a.order ||
    byCodeUnit(a.candidate.library, b.candidate.library) ||
    byCodeUnit(a.candidate.version, b.candidate.version) ||
    a.candidate.section - b.candidate.section
  );
}

/** The same order in every locale. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
