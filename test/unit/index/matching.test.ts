import assert from "node:assert/strict";
import fc from "fast-check";
import { Tokenizer } from "../../../server/index/terms.ts";

const tokenizer = new Tokenizer();

/** Matched words of a text, by the terms of a query. */
function check(text: string, query: string, expected: readonly string[]): void {
  const found = tokenizer.matching(text, new Set(tokenizer.terms(query)));
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end)),
    expected,
  );
}

describe("words that match terms", () => {
  it("are found in any inflection", () => check("It handles what was handled.", "handling", ["handles", "handled"]));
  it("are found where stemming changes the last letter", () =>
    check("one apply, two applies", "applied applies", ["apply", "applies"]));
  it("are found inside identifiers", () => check("call app.setErrorHandler(f)", "error", ["setErrorHandler"]));
  it("are found with separators that the query lacks", () => check("is_ok or not", "isok", ["is_ok"]));
  it("are found beside other scripts", () => check("使用 handler 接口", "handler", ["handler"]));
  it("are none for a query without terms", () => check("some text", "…", []));

  it("are those that cutting every word would find", () => {
    const word = fc.constantFrom(
      ...[
        "set",
        "Set",
        "ERROR",
        "errors",
        "is",
        "ok",
        "flies",
        "fly",
        "42",
        "v2",
        "_",
        "$",
        "x",
        "é",
        "接口",
        "running",
        "Runner",
      ],
    );
    const glue = fc.constantFrom(" ", ".", "-", "_", "$", "", "\n", "(", "--");
    const text = fc.array(fc.tuple(word, glue), { maxLength: 12 }).map((parts) => parts.flat().join(""));
    fc.assert(
      fc.property(text, text, (one, query) => {
        const wanted = new Set(tokenizer.terms(query));
        const expected = tokenizer.words(one).filter(({ terms }) => terms.some((term) => wanted.has(term)));
        assert.deepEqual(tokenizer.matching(one, wanted), expected);
      }),
    );
  });
});
