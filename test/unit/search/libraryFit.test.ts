import assert from "node:assert/strict";
import { libraryFit } from "../../../server/search/libraryFit.ts";

describe("libraryFit", () => {
  const check = (
    what: string,
    question: readonly number[],
    description: readonly number[] | undefined,
    expected: number,
  ) =>
    it(what, () =>
      assert.equal(libraryFit(Float32Array.from(question), description && Float32Array.from(description)), expected),
    );
  check("is 1 for one direction", [1, 0], [1, 0], 1);
  check("is 0 across", [1, 0], [0, 1], 0);
  check("is 0 for opposites", [1, 0], [-1, 0], 0);
  check("is 0 without known words", [0, 0], [1, 0], 0);
  check("is 0 without a description", [1, 0], undefined, 0);
});
