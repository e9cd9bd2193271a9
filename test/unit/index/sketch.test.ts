import assert from "node:assert/strict";
import fc from "fast-check";
import { SKETCH_SIZE } from "../../../server/index/segment/format.ts";
import { jaccard, shingles, sketch } from "../../../server/index/segment/sketch.ts";

const LONG = "a schema says what values are allowed and parse checks a value against it or throws an error with issues";

describe("sketches", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "schema", "parse", "é", "…"), { maxLength: 40 })
    .map((all) => all.join(" "));

  it("are ascending and of one length", () => {
    fc.assert(
      fc.property(text, (each) => {
        const hashes = sketch(each);
        assert.equal(hashes.length, SKETCH_SIZE);
        for (let at = 1; at < hashes.length; at++) assert.ok(hashes[at - 1] <= hashes[at]);
      }),
    );
  });
  it("ignore case and mark-up", () =>
    assert.deepEqual(sketch("Call `parse()` on **the schema** now."), sketch("call parse on the schema now")));
  it("differ where the words do", () =>
    assert.notDeepEqual(sketch(LONG), sketch(LONG.toUpperCase().replace("VALUE", "THING"))));
  it("of a short text are one hash", () => assert.equal(shingles("two words").size, 1));
});

describe("jaccard", () => {
  it("is 1 for equal texts, 0 for texts without a common run", () => {
    assert.equal(jaccard(shingles(LONG), shingles(LONG)), 1);
    assert.equal(jaccard(shingles(LONG), shingles("nothing of this stands in the other text at all")), 0);
  });
  it("is symmetric and between 0 and 1", () => {
    const set = fc.uniqueArray(fc.nat(20)).map((all) => new Set(all));
    fc.assert(
      fc.property(set, set, (a, b) => {
        const share = jaccard(a, b);
        assert.equal(share, jaccard(b, a));
        assert.ok(share >= 0 && share <= 1);
      }),
    );
  });
  it("counts common shingles", () => assert.equal(jaccard(new Set([1, 2, 3]), new Set([2, 3, 4])), 0.5));
});
