import assert from "node:assert/strict";
import {
  type EvaluatedQuery,
  type EvaluatedResult,
  evaluate,
  parseQueries,
} from "../../../../server/surfaces/terminal/evaluate.ts";

const found = (text: string, name = "p"): EvaluatedResult => ({
  package: name,
  version: "1",
  section: "s",
  file: "f",
  text,
});
const misses = (count: number) => Array.from({ length: count }, () => found("nothing of interest"));

/** One line of a queries file with the results that it got. */
function answered(line: object, results: readonly EvaluatedResult[], latencyMs = 1): EvaluatedQuery {
  const [query] = parseQueries(JSON.stringify({ id: "q", query: "x", kind: "howto", library: "p", ...line }));
  assert.ok(query);
  return { query, results, shown: results.map(({ package: name, text }) => ({ package: name, text })), latencyMs };
}

const judged = (anchors: readonly string[], grade = 2) => ({ package: "p", file: "f", section: "s", anchors, grade });

/** Seven queries that meet every rule of the scoring; the expected figures come from the scorer of the judged sets. */
const sample: readonly EvaluatedQuery[] = [
  answered({ id: "first", relevant: [judged(["the first answer"])] }, [
    found("here is the first\n  answer"),
    ...misses(3),
  ]),
  answered(
    {
      id: "two",
      kind: "keyword",
      library: null,
      relevant: [judged(["alpha beta gamma"]), judged(["delta epsilon"], 1)],
    },
    [found("delta epsilon"), ...misses(2), found("alpha beta gamma")],
  ),
  answered({ id: "same", kind: "error", relevant: [judged(["one thing"], 1), judged(["other thing"])] }, [
    ...misses(1),
    found("one thing and the other thing"),
  ]),
  answered({ id: "wrong-package", library: null, relevant: [judged(["an answer of p"])] }, [
    found("an answer of p", "q"),
    ...misses(6),
  ]),
  answered({ id: "marks", kind: "symbol", relevant: [judged(["call `now` or later"])] }, [
    ...misses(5),
    found(" * call now\n * or later"),
  ]),
  answered({ id: "late", kind: "keyword", relevant: [judged(["too late"])] }, [...misses(10), found("too late")]),
  answered({ id: "cut", kind: "symbol", relevant: [judged(["far away"]), judged(["near by"], 1)] }, [
    found(`${"x".repeat(8000)} far away`),
    ...misses(6),
    found("near by"),
  ]),
];

describe("evaluate", () => {
  const { overall, kind, scope } = evaluate(sample);
  const scores = (name: string, metrics: object | undefined, expected: readonly number[]) =>
    it(name, () => {
      const rounded = Object.entries(metrics ?? {})
        .filter(([key]) => key !== "answerWithin2000")
        .map(([, value]) => Number(value.toFixed(3)));
      assert.deepEqual(rounded, expected);
    });
  scores("overall", overall, [7, 0.286, 0.429, 0.714, 0.571, 0.396, 0.399]);
  scores("kind error", kind.error, [1, 0, 1, 1, 1, 0.695, 0.5]);
  scores("kind howto", kind.howto, [2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  scores("kind keyword", kind.keyword, [2, 0.5, 0.5, 0.5, 0.5, 0.316, 0.5]);
  scores("kind symbol", kind.symbol, [2, 0, 0, 1, 0.5, 0.222, 0.146]);
  scores("scope filtered", scope.filtered, [5, 0.2, 0.4, 0.8, 0.6, 0.428, 0.358]);
  scores("scope global", scope.global, [2, 0.5, 0.5, 0.5, 0.5, 0.316, 0.5]);

  const within = (name: string, results: readonly EvaluatedResult[], expected: number) =>
    it(name, () =>
      assert.equal(
        evaluate([answered({ relevant: [judged(["the answer"])] }, results)]).overall.answerWithin2000,
        expected,
      ),
    );
  within(
    "counts an answer within the first 2,000 characters",
    [found("x".repeat(900)), found("y".repeat(900)), found("the answer")],
    1,
  );
  within("does not count one behind them", [found("x".repeat(1000)), found("y".repeat(1000)), found("the answer")], 0);
  within("does not count one that is cut there", [found(`${"x".repeat(1995)} the answer`)], 0);
  within("does not count another package's text", [found("the answer", "q")], 0);

  it("runs unjudged queries without scoring them", () => {
    const evaluation = evaluate([answered({}, []), answered({ relevant: [] }, [found("x")])]);
    assert.deepEqual(evaluation.unjudged, { n: 2, nothing: 0.5 });
    assert.equal(evaluation.overall.n, 0);
  });
  it("gives percentiles of the latency and the mean length", () => {
    const { latencyMs, meanCharacters } = evaluate(
      [1, 2, 3, 4].map((ms) => answered({}, [found("x".repeat(ms * 10))], ms)),
    );
    assert.deepEqual(latencyMs, { mean: 2.5, p50: 2, p95: 4, p99: 4 });
    assert.equal(meanCharacters, 25);
  });
  it("is all zero for nothing", () => {
    assert.deepEqual(evaluate([]).latencyMs, { mean: 0, p50: 0, p95: 0, p99: 0 });
  });
});

describe("parseQueries", () => {
  it("skips empty lines", () => assert.equal(parseQueries('\n{"id":"a","query":"b"}\n\n').length, 1));
  it("names the line that is not JSON", () =>
    assert.throws(() => parseQueries('{"id":"a","query":"b"}\n{'), /line 2 is not JSON/));
  it("names the field that is missing", () => assert.throws(() => parseQueries('{"id":"a"}'), /line 1: query/));
});
