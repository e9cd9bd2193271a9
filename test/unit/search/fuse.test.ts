import assert from "node:assert/strict";
import fc from "fast-check";
import { fusedScore } from "../../../server/search/fuse.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const attainable = fc.double({ min: 0.1, max: 100, noNaN: true });

describe("fusedScore", () => {
  it("is the weighted sum", () =>
    assert.equal(fusedScore({ cosine: 0.8, bm25: 5 }, { semantic: 0.25, attainable: 10 }), 0.25 * 0.8 + 0.75 * 0.5));
  it("counts a negative cosine as none", () =>
    assert.equal(fusedScore({ cosine: -1, bm25: 0 }, { semantic: 0.5, attainable: 10 }), 0));
  it("has no words where the query has none", () =>
    assert.equal(fusedScore({ cosine: 1, bm25: 3 }, { semantic: 0.5, attainable: 0 }), 0.5));
  for (const semantic of [-0.1, 1.1, Number.NaN])
    it(`refuses a weight of ${semantic}`, () =>
      assert.throws(() => fusedScore({ cosine: 0, bm25: 0 }, { semantic, attainable: 1 }), RangeError));

  it("lies between 0 and 1", () => {
    fc.assert(
      fc.property(share, share, share, attainable, (cosine, words, semantic, most) => {
        const score = fusedScore({ cosine, bm25: words * most }, { semantic, attainable: most });
        assert.ok(score >= 0 && score <= 1 + 1e-9);
      }),
    );
  });
  it("never falls when either score rises", () => {
    fc.assert(
      fc.property(share, share, share, share, share, attainable, (cosine, words, more, moreWords, semantic, most) => {
        const weights = { semantic, attainable: most };
        const low = fusedScore({ cosine: Math.min(cosine, more), bm25: Math.min(words, moreWords) * most }, weights);
        const high = fusedScore({ cosine: Math.max(cosine, more), bm25: Math.max(words, moreWords) * most }, weights);
        assert.ok(high >= low);
      }),
    );
  });
});
