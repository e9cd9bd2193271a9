import type { Retrieved } from "../model/retrieval.ts";
import type { RankedCandidate } from "./rank.ts";

/**
 * Whether a query has an answer at all: its best result must reach the threshold.
 * @param ranked best first
 */
export function isRelevant(ranked: readonly RankedCandidate[], _retrieved: Retrieved, threshold: number): boolean {
  return ranked.slice(0, 10).some((each) => each.score >= threshold);
}
