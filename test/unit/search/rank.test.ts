import assert from "node:assert/strict";
import fc from "fast-check";
import { libraryId } from "../../../server/model/library.ts";
import { rank } from "../../../server/search/rank.ts";
import { candidate, retrieved } from "../../support/candidates.ts";

const PLAIN = { semanticWeight: 0.5, rerank: false };
const sections = (ranked: ReturnType<typeof rank>) => ranked.map((each) => each.candidate.section);

describe("rank", () => {
  it("puts the higher score first", () => {
    const low = candidate(1, { cosine: 0.1 });
    const high = candidate(2, { cosine: 0.9 });
    assert.deepEqual(sections(rank(retrieved([low, high]), PLAIN)), [2, 1]);
  });
  it("follows the weight", () => {
    const both = [candidate(1, { cosine: 0.9, bm25: 1 }), candidate(2, { cosine: 0.1, bm25: 9 })];
    assert.deepEqual(sections(rank(retrieved(both), { ...PLAIN, semanticWeight: 0.9 })), [1, 2]);
    assert.deepEqual(sections(rank(retrieved(both), { ...PLAIN, semanticWeight: 0.1 })), [2, 1]);
  });
  it("orders by signals beside the score, which stays as it is", () => {
    const both = [candidate(1, { facts: { kind: "changelog" } }), candidate(2)];
    const [first, second] = rank(retrieved(both), { ...PLAIN, rerank: true });
    assert.deepEqual([first?.candidate.section, second?.candidate.section], [2, 1]);
    assert.equal(first?.score, second?.score);
    assert.deepEqual(sections(rank(retrieved(both), PLAIN)), [1, 2]);
  });
  it("gives the same order for candidates in any order", () => {
    const one = fc.record({
      section: fc.nat(50),
      library: fc.constantFrom(libraryId("zod"), libraryId("yup")),
      version: fc.constantFrom("1.0.0", "2.0.0"),
      cosine: fc.constantFrom(0.2, 0.4),
      bm25: fc.constantFrom(0, 5),
    });
    const all = fc.uniqueArray(one, {
      selector: (each) => `${each.library}@${each.version} ${each.section}`,
      maxLength: 20,
    });
    fc.assert(
      fc.property(all, fc.boolean(), (records, rerank) => {
        const candidates = records.map(({ section, ...rest }) => candidate(section, rest));
        const options = { semanticWeight: 0.5, rerank };
        assert.deepEqual(rank(retrieved(candidates.toReversed()), options), rank(retrieved(candidates), options));
      }),
    );
  });
});
