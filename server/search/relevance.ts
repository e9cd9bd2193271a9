import type { SearchMode } from "../../shared/searchResponse.ts";
import type { Retrieved } from "../model/retrieval.ts";
import type { RankedCandidate } from "./rank.ts";

/** So many of the best are looked at: the answer need not be the first. */
const LOOKED_AT = 10;
/** Share of the fused score in the evidence; the rest is for meaning and words agreeing. */
const SCORE_SHARE = 0.3;
/** How strongly words that stand nowhere in the scope speak against an answer. */
const UNKNOWN_WORDS = 0.15;
/** Least share of a query's words that a result of keyword mode has. */
const LEAST_WORDS = 0.12;

/**
 * How much speaks for there being an answer at all: the best result's score, and that meaning and words agree on it, over what chance
 * finds among so many sections (its best grows with their logarithm), less for words that stand nowhere.
 * Measured on judged and on unanswerable questions (`docs/decisions`).
 * @param ranked best first
 * @returns 0 or more; comparable between queries and scopes
 */
export function evidence(ranked: readonly RankedCandidate[], retrieved: Pick<Retrieved, "known" | "sections">): number {
  let best = 0;
  for (const { score, candidate } of ranked.slice(0, LOOKED_AT))
    best = Math.max(best, SCORE_SHARE * score + (1 - SCORE_SHARE) * Math.min(candidate.cosine, candidate.anyShare));
  return (best * retrieved.known ** UNKNOWN_WORDS) / Math.log(Math.max(Math.E, retrieved.sections));
}

export interface RelevanceOptions {
  readonly mode: SearchMode;
  /** Lowest score that counts, where the user set one. */
  readonly threshold?: number;
  /** Least evidence; belongs to the embedding model. */
  readonly leastEvidence: number;
}

/** Whether a query has an answer: by the user's threshold, else by the measured evidence. */
export function isRelevant(
  ranked: readonly RankedCandidate[],
  retrieved: Retrieved,
  options: RelevanceOptions,
): boolean {
  const { mode, threshold, leastEvidence } = options;
  const top = ranked.slice(0, LOOKED_AT);
  if (top.length === 0) return false;
  if (threshold !== undefined) return top.some(({ score }) => score >= threshold);
  if (top.some(({ candidate }) => candidate.named)) return true;
  if (mode === "keyword") return top.some(({ candidate }) => candidate.anyShare >= LEAST_WORDS);
  if (mode === "semantic") return top.some(({ candidate }) => candidate.cosine > 0);
  return evidence(ranked, retrieved) >= leastEvidence;
}
