import assert from "node:assert/strict";
import type { Figure } from "../../../bench/support/figures.ts";
import { measure } from "../../../bench/support/measure.ts";

/** @param busy what the machine says, question by question; idle afterwards */
async function check(busy: readonly boolean[], options: { readonly runs: number; readonly repeats: number }) {
  const answers = [...busy];
  let made = 0;
  const run = async (): Promise<Figure[]> => [{ metric: "wall", value: ++made, unit: "ms", params: {} }];
  const [figure] = await measure(run, { ...options, isBusy: async () => answers.shift() ?? false });
  return { made, runs: figure?.runs, busy: figure?.busy ?? false };
}

describe("measuring", () => {
  it("makes so many runs", async () => {
    assert.deepEqual(await check([], { runs: 3, repeats: 2 }), { made: 3, runs: [1, 2, 3], busy: false });
  });

  it("repeats a run that began on a busy machine", async () => {
    assert.deepEqual(await check([true, false], { runs: 1, repeats: 2 }), { made: 2, runs: [2], busy: false });
  });

  it("repeats a run that ended on a busy machine", async () => {
    assert.deepEqual(await check([false, true], { runs: 1, repeats: 2 }), { made: 2, runs: [2], busy: false });
  });

  it("keeps a busy run after the last repetition and says so", async () => {
    const always = Array.from({ length: 20 }, () => true);
    assert.deepEqual(await check(always, { runs: 1, repeats: 2 }), { made: 3, runs: [3], busy: true });
  });

  it("counts repetitions for each run anew", async () => {
    const busy = [true, true, true, true, false, false, true, true, false, false];
    assert.deepEqual(await check(busy, { runs: 2, repeats: 2 }), { made: 5, runs: [3, 5], busy: false });
  });
});
