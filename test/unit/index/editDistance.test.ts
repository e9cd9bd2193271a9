import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance } from "../../../server/index/symbols.ts";

const MOST = 9;
const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

/** Without swaps, by definition. */
function levenshtein(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const change = levenshtein(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  return Math.min(change, levenshtein(a.slice(1), b) + 1, levenshtein(a, b.slice(1)) + 1);
}

describe("editDistance", () => {
  for (const [a, b, expected] of [
    ["email", "email", 0],
    ["email", "emial", 1],
    ["email", "emal", 1],
    ["email", "emaill", 1],
    ["email", "amail", 1],
    ["email", "amial", 2],
    ["", "ab", 2],
  ] as const)
    it(`of ${a || "nothing"} and ${b} is ${expected}`, () => assert.equal(editDistance(a, b, MOST), expected));

  it("is symmetric, and 0 for equal words only", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b, MOST), editDistance(b, a, MOST));
        assert.equal(editDistance(a, b, MOST) === 0, a === b);
      }),
    );
  });
  it("is Levenshtein's less what swaps save", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const [distance, plain] = [editDistance(a, b, MOST), levenshtein(a, b)];
        assert.ok(distance <= plain && distance * 2 >= plain);
        if (new Set(a).size <= 1) assert.equal(distance, plain);
      }),
      { numRuns: 60 },
    );
  });
  it("obeys the triangle where Levenshtein's does, give or take a swap", () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const [ab, bc, ac] = [editDistance(a, b, MOST), editDistance(b, c, MOST), editDistance(a, c, MOST)];
        assert.ok(ac <= 2 * (ab + bc));
      }),
    );
  });
  it("reports more than the most as one more", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        assert.equal(editDistance(a, b, most), Math.min(editDistance(a, b, MOST), most + 1));
      }),
    );
  });
});
