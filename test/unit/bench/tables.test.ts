import assert from "node:assert/strict";
import { barOf, holds } from "../../../bench/support/bars.ts";
import type { BenchResult } from "../../../bench/support/results.ts";
import { jsonLines, markdownTable, shown, terminalTable } from "../../../bench/support/tables.ts";

const result: BenchResult = {
  bench: "search",
  command: "npm run bench -- search",
  date: "2026-01-02T03:04:05.000Z",
  machine: { cpu: "Some CPU", cores: 2, memoryGiB: 8, platform: "linux x64", node: "24.0.0" },
  figures: [
    { metric: "p95", value: 3.1, unit: "ms", params: { sections: 20_000 }, runs: [3, 3.1, 4] },
    { metric: "p99", value: 12, unit: "ms", params: { sections: 20_000 }, runs: [12], busy: true },
    { metric: "scanRecall", value: 0.9985, unit: "fraction", params: {}, runs: [0.9985] },
  ],
};

describe("bars", () => {
  it("are found by bench, metric and parameters", () => {
    assert.deepEqual(barOf("search", { metric: "p95", params: { sections: 200_000 } }), { atMost: 40 });
  });

  it("are absent for figures of information", () => {
    assert.equal(barOf("search", { metric: "p50", params: { sections: 20_000 } }), undefined);
  });

  it("are absent for unknown benches", () => {
    assert.equal(barOf("nothing", { metric: "p50", params: {} }), undefined);
  });

  it("hold at their very value", () => {
    assert.equal(holds(5, { atMost: 5 }), true);
    assert.equal(holds(0.9, { atLeast: 0.9 }), true);
  });

  it("do not hold beyond it", () => {
    assert.equal(holds(5.1, { atMost: 5 }), false);
    assert.equal(holds(0.89, { atLeast: 0.9 }), false);
  });
});

describe("bench tables", () => {
  it("print one JSON object a figure", () => {
    assert.deepEqual(
      jsonLines(result)
        .split("\n")
        .map((line) => JSON.parse(line)),
      [
        { bench: "search", metric: "p95", value: 3.1, unit: "ms", params: { sections: 20_000 } },
        { bench: "search", metric: "p99", value: 12, unit: "ms", params: { sections: 20_000 }, busy: true },
        { bench: "search", metric: "scanRecall", value: 0.9985, unit: "fraction", params: {} },
      ],
    );
  });

  it("put the bar beside the figure for Markdown", () => {
    const [, , first, second] = markdownTable([result]).split("\n");
    assert.equal(
      first,
      "| search p95 sections=20000 | 3.10 ms | 3.00 ms to 4.00 ms | ≤ 5 ms | yes | `npm run bench -- search` | 2026-01-02 |",
    );
    assert.match(second ?? "", /12\.0 ms \(busy machine\) \| {2}\| ≤ 10 ms \| \*\*no\*\*/);
  });

  it("name the machine once", () => {
    const table = markdownTable([result, result]);
    assert.equal(table.split("Machine: Some CPU, 2 cores, 8 GiB, linux x64, Node 24.0.0.").length, 2);
  });

  it("show spread and verdict in a terminal", () => {
    const [first, second] = terminalTable(result).split("\n");
    assert.match(first ?? "", /3\.10 ms +3\.00 ms to 4\.00 ms +yes \(bar ≤ 5 ms\)$/);
    assert.match(second ?? "", /no.*busy machine$/);
  });

  for (const [value, unit, expected] of [
    [0.12345, "ms", "0.123 ms"],
    [12_345.6, "ms", "12,346 ms"],
    [99.94, "MiB", "99.9 MiB"],
    [0.5, "fraction", "0.500"],
  ] as const)
    it(`show ${value} ${unit} as ${expected}`, () => {
      assert.equal(shown(value, unit), expected);
    });
});
