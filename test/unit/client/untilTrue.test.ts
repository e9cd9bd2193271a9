import assert from "node:assert/strict";
import { untilTrue } from "../../../client/commands/untilTrue.ts";

describe("untilTrue", () => {
  const answers = (...given: readonly boolean[]) => {
    let at = 0;
    return () => Promise.resolve(given[at++] ?? false);
  };
  it("asks until the answer is yes", async () =>
    assert.equal(await untilTrue(answers(false, false, true), { roundMs: 1, patienceMs: 5000 }), true));
  it("gives up when its patience is over", async () =>
    assert.equal(await untilTrue(answers(), { roundMs: 1, patienceMs: 5 }), false));
  it("asks at least once", async () =>
    assert.equal(await untilTrue(answers(true), { roundMs: 1, patienceMs: 0 }), true));
});
