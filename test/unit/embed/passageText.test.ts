import assert from "node:assert/strict";
import fc from "fast-check";
import { passageTexts } from "../../../server/embed/passageText.ts";
import { quantise } from "../../../server/embed/quantise.ts";
import { section } from "../../support/sections.ts";

describe("passageTexts", () => {
  it("put the package and the last two headings in front", () =>
    assert.deepEqual(
      passageTexts([
        section("first. second.", {
          headingPath: ["a", "b", "c"],
          passages: [
            { start: 0, end: 6 },
            { start: 7, end: 14 },
          ],
        }),
        section("none", { passages: [] }),
        section("third", { headingPath: ["d"] }),
      ]),
      ["zod b > c\nfirst.", "zod b > c\nsecond.", "zod d\nthird"],
    ));
});

describe("quantise", () => {
  it("keeps every component within half a step", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 64, min: -1, max: 1, noNaN: true }), (vector) => {
        const into = new Int8Array(vector.length);
        const scale = quantise(vector, into);
        for (const [d, value] of vector.entries()) assert.ok(Math.abs(into[d] * scale - value) <= scale * 0.5001);
      }),
    );
  });
  it("makes the largest component ±127", () => {
    const into = new Int8Array(3);
    quantise(Float32Array.of(0.1, -0.5, 0.25), into);
    assert.deepEqual([...into], [25, -127, 64]);
  });
  it("clears what was there for a zero vector", () => {
    const into = new Int8Array(2).fill(9);
    assert.equal(quantise(new Float32Array(2), into), 0);
    assert.deepEqual([...into], [0, 0]);
  });
});
