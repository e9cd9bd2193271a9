import assert from "node:assert/strict";
import { Scratch } from "../../../server/index/scratch.ts";

describe("Scratch", () => {
  it("gives arrays of the wanted length and value", () => {
    const scratch = new Scratch();
    assert.deepEqual([...scratch.floats(3, -1)], [-1, -1, -1]);
    assert.deepEqual([...scratch.floats(2)], [0, 0]);
    assert.deepEqual([...scratch.words(2)], [0, 0]);
  });

  it("keeps arrays of one search apart, also when it grows", () => {
    const scratch = new Scratch();
    const arrays = [10, 1000, 100_000].map((length) => scratch.floats(length, length));
    assert.ok(arrays.every((array, at) => array.every((value) => value === [10, 1000, 100_000][at])));
  });

  it("clears what the search before left", () => {
    const scratch = new Scratch();
    scratch.words(4).fill(7);
    scratch.floats(4).fill(7);
    scratch.reset();
    assert.deepEqual([...scratch.words(4)], [0, 0, 0, 0]);
    assert.deepEqual([...scratch.floats(4)], [0, 0, 0, 0]);
  });

  it("uses its memory again", () => {
    const scratch = new Scratch();
    const { buffer } = scratch.floats(8);
    scratch.reset();
    assert.equal(scratch.floats(8).buffer, buffer);
  });
});
