import assert from "node:assert/strict";
import { figureName, joinRuns, median, percentile, percentiles } from "../../../bench/support/figures.ts";

const ms = (value: number, params = {}) => ({ metric: "p95", value, unit: "ms" as const, params });

describe("bench figures", () => {
  it("name a metric with its parameters", () => {
    assert.equal(
      figureName({ metric: "p95", params: { sections: 20_000, mode: "hybrid" } }),
      "p95 sections=20000 mode=hybrid",
    );
  });

  it("name a metric without parameters", () => {
    assert.equal(figureName({ metric: "p95", params: {} }), "p95");
  });

  it("join runs to their median and keep every run", () => {
    assert.deepEqual(joinRuns([[ms(5)], [ms(1)], [ms(3)]], false), [{ ...ms(3), runs: [5, 1, 3] }]);
  });

  it("mark what a busy machine measured", () => {
    assert.equal(joinRuns([[ms(5)]], true)[0]?.busy, true);
  });

  it("keep figures of other parameters apart", () => {
    const joined = joinRuns([[ms(1, { sections: 1 }), ms(9, { sections: 2 })]], false);
    assert.deepEqual(
      joined.map(({ value }) => value),
      [1, 9],
    );
  });

  it("refuse a run that lacks a figure", () => {
    assert.throws(() => joinRuns([[ms(1)], []], false), /p95/);
  });

  it("take the middle of the two middle values of an even number", () => {
    assert.equal(median([4, 1, 3, 2]), 2.5);
  });

  for (const [share, expected] of [
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ] as const)
    it(`take nearest rank ${share}`, () => {
      assert.equal(
        percentile(
          Array.from({ length: 100 }, (_, at) => 100 - at),
          share,
        ),
        expected,
      );
    });

  it("name percentiles after their share", () => {
    assert.deepEqual(
      percentiles([1, 2, 3], [0.5, 0.99]).map(({ metric, value }) => [metric, value]),
      [
        ["p50", 2],
        ["p99", 3],
      ],
    );
  });
});
