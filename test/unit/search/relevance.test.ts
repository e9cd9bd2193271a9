import assert from "node:assert/strict";
import type { Candidate } from "../../../server/model/retrieval.ts";
import { rank } from "../../../server/search/rank.ts";
import { evidence, isRelevant, type RelevanceOptions } from "../../../server/search/relevance.ts";
import { candidate, retrieved } from "../../support/candidates.ts";

const HYBRID: RelevanceOptions = { mode: "hybrid", leastEvidence: 0.05 };

function relevant(candidates: readonly Candidate[], options: RelevanceOptions, known = 1): boolean {
  const all = retrieved(candidates, { known });
  return isRelevant(rank(all, { semanticWeight: 0.5, rerank: true }), all, options);
}
const strong = candidate(1, { cosine: 0.9, bm25: 9 });
const weak = candidate(2, { cosine: 0.02, bm25: 0.1, anyShare: 0.02 });

describe("isRelevant", () => {
  it("says yes where both retrievers are sure", () => assert.equal(relevant([weak, strong], HYBRID), true));
  it("says no where neither is", () => assert.equal(relevant([weak], HYBRID), false));
  it("says no without candidates", () => {
    for (const mode of ["hybrid", "keyword", "semantic"] as const)
      assert.equal(relevant([], { ...HYBRID, mode }), false);
  });
  it("follows the user's threshold", () => {
    assert.equal(relevant([strong], { ...HYBRID, threshold: 0.95 }), false);
    assert.equal(relevant([strong], { ...HYBRID, threshold: 0.5 }), true);
    assert.equal(relevant([weak], { ...HYBRID, threshold: 0 }), true);
  });
  it("says yes where the query names the symbol", () =>
    assert.equal(relevant([{ ...weak, named: true }], HYBRID), true));
  it("goes by words in a keyword search", () => {
    assert.equal(relevant([candidate(1, { cosine: 0, anyShare: 0.9 })], { ...HYBRID, mode: "keyword" }), true);
    assert.equal(relevant([candidate(1, { cosine: 0, anyShare: 0.01 })], { ...HYBRID, mode: "keyword" }), false);
  });
});

describe("evidence", () => {
  const of = (each: Candidate, rest: { known?: number; sections?: number } = {}) =>
    evidence([{ candidate: each, score: 0.5, order: 0.5 }], { known: 1, sections: 1000, ...rest });
  it("grows where meaning and words agree", () =>
    assert.ok(of(strong) > of(candidate(1, { cosine: 0.9, anyShare: 0.1 }))));
  it("falls where words stand nowhere", () => assert.ok(of(strong, { known: 0.2 }) < of(strong)));
  it("falls where chance finds more", () => assert.ok(of(strong, { sections: 100_000 }) < of(strong)));
  it("is 0 for nothing", () => assert.equal(evidence([], { known: 1, sections: 0 }), 0));
});
