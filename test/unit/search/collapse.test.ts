import assert from "node:assert/strict";
import { sketch } from "../../../server/index/segment/sketch.ts";
import { libraryId } from "../../../server/model/library.ts";
import { collapse, sketchOverlap } from "../../../server/search/collapse.ts";
import { candidate } from "../../support/candidates.ts";

const TEXT = "Parse checks a value against the schema and returns it, or throws an error that lists every issue.";

/** `section` of each result, with those of its twins behind it. */
function check(candidates: readonly ReturnType<typeof candidate>[], limit: number, expected: readonly number[][]) {
  const ranked = candidates.map((each) => ({ candidate: each, score: 0.5, order: 0.5 }));
  assert.deepEqual(
    collapse(ranked, limit).map((each) => [
      each.candidate.section,
      ...each.twins.map((twin) => twin.candidate.section),
    ]),
    expected,
  );
}

describe("collapse", () => {
  it("joins equal texts into the better ranked", () =>
    check([candidate(1, { text: TEXT }), candidate(2), candidate(3, { text: TEXT })], 5, [[1, 3], [2]]));
  it("joins texts that differ in mark-up", () =>
    check([candidate(1, { text: TEXT }), candidate(2, { text: TEXT.replaceAll(" the ", " **the** ") })], 5, [[1, 2]]));
  it("joins versions of one library", () =>
    check([candidate(1, { text: TEXT }), candidate(2, { text: TEXT, version: "3.0.0" })], 5, [[1, 2]]));
  it("keeps libraries apart", () =>
    check([candidate(1, { text: TEXT }), candidate(2, { text: TEXT, library: libraryId("yup") })], 5, [[1], [2]]));
  it("keeps other texts apart", () => check([candidate(1), candidate(2)], 5, [[1], [2]]));
  it("stops at the limit, but goes on looking for twins", () =>
    check([candidate(1, { text: TEXT }), candidate(2), candidate(3), candidate(4, { text: TEXT })], 2, [[1, 4], [2]]));
  it("gives nothing for nothing", () => check([], 5, []));
});

describe("sketchOverlap", () => {
  const padded = (...hashes: number[]) => Uint32Array.from([...hashes, ...Array(8 - hashes.length).fill(0xffffffff)]);
  it("is 1 for equal sketches", () => assert.equal(sketchOverlap(sketch(TEXT), sketch(TEXT)), 1));
  it("is 0 for others", () =>
    assert.equal(sketchOverlap(sketch(TEXT), sketch("Something else altogether, in six words.")), 0));
  it("is a share of the shorter", () => assert.equal(sketchOverlap(padded(1, 2), padded(1, 3, 4, 5)), 0.5));
  it("does not count padding", () => assert.equal(sketchOverlap(padded(), padded()), 0));
});
