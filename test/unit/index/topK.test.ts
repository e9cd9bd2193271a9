import assert from "node:assert/strict";
import fc from "fast-check";
import { TopK } from "../../../server/index/topK.ts";

describe("TopK", () => {
  it("keeps what sorting would put first", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 30 }),
        (scores, k) => {
          const top = new TopK(k);
          for (const [row, score] of scores.entries()) top.add(score, row);
          const sorted = scores
            .map((score, row) => ({ score, row }))
            .sort((a, b) => b.score - a.score || a.row - b.row);
          assert.deepEqual(
            [...top.rows()].sort((a, b) => a - b),
            sorted
              .slice(0, k)
              .map(({ row }) => row)
              .sort((a, b) => a - b),
          );
        },
      ),
    );
  });

  it("does not depend on the order of arrival", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 })), fc.integer({ min: 1, max: 9 }), (rows, k) => {
        const [forward, backward] = [new TopK(k), new TopK(k)];
        for (const row of rows) forward.add(row % 5, row);
        for (const row of rows.toReversed()) backward.add(row % 5, row);
        assert.deepEqual(new Set(forward.rows()), new Set(backward.rows()));
      }),
    );
  });

  it("says from which score on it still keeps", () => {
    const top = new TopK(2);
    assert.equal(top.floor, Number.NEGATIVE_INFINITY);
    top.add(3, 0);
    top.add(1, 1);
    assert.equal(top.floor, 1);
    top.add(2, 2);
    assert.equal(top.floor, 2);
  });

  it("keeps nothing when nothing is wanted", () => {
    const top = new TopK(0);
    top.add(1, 1);
    assert.deepEqual(top.rows(), []);
  });
});
