import assert from "node:assert/strict";
import fc from "fast-check";
import { type Match, snippets } from "../../../server/search/snippets.ts";
import { markdownText } from "../../support/markdownText.ts";

/** Every place where one of the words stands. */
function matchesOf(text: string, words: readonly string[]): Match[] {
  return [...text.matchAll(new RegExp(words.join("|"), "g"))].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

/** Snippets with the marked words in brackets. */
function shown(text: string, words: readonly string[], passage: Match = { start: 0, end: text.length }): string[] {
  return snippets(text, words.length > 0 ? matchesOf(text, words) : [], passage).map(({ text: own, marks }) =>
    marks
      .toReversed()
      .reduce((all, [start, end]) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`, own),
  );
}
const check = (text: string, words: readonly string[], expected: readonly string[], passage?: Match) =>
  assert.deepEqual(shown(text, words, passage), expected);

describe("snippets", () => {
  it("mark the words", () => check("Call parse now.", ["parse"], ["Call [parse] now."]));
  it("begin with the passage that answers", () => {
    const text = "parse parse\nother\nparse here";
    check(text, ["parse"], ["[parse] here", "[parse] [parse]"], { start: 18, end: 28 });
  });
  it("go on with the lines of most words", () =>
    check(
      "a\none\none two\ntwo\none two three",
      ["one", "two", "three"],
      ["[one] [two] [three]", "[one]", "[one] [two]"],
    ));
  it("are the passage where nothing is marked", () => check("first\nsecond", [], ["second"], { start: 6, end: 12 }));
  it("leave headings and fences out", () => check("# parse\n```js\nparse()\n```", ["parse"], ["[parse]()"]));
  it("keep a comment in code that looks like a heading", () => check("```sh\n# parse\n```", ["parse"], ["# [parse]"]));
  it("are dedented", () => check("```js\n    parse()\n```", ["parse"], ["[parse]()"]));
  it("are cut around the words in long prose", () => {
    const [only = ""] = shown(`${"before ".repeat(60)}parse ${"after ".repeat(60)}`, ["parse"]);
    assert.match(only, /^… (?:before )+\[parse\] (?:after )+…$/);
    assert.ok(only.length < 230);
  });
  it("are cut with whole offsets where there is no space", () => {
    const text = `${"x".repeat(500)}parse`;
    for (const { marks } of snippets(text, matchesOf(text, ["parse"]), { start: 0, end: 10 }))
      for (const mark of marks) assert.ok(mark.every(Number.isInteger));
  });
  it("take a line of code whole unless it is endless", () => {
    const line = `call(${"argument, ".repeat(30)}parse)`;
    assert.equal(shown(`\`\`\`js\n${line}\n\`\`\``, []).join(), line);
    assert.ok(shown(`\`\`\`js\n${"x ".repeat(5000)}\n\`\`\``, []).join().length < 500);
  });
  it("are none of an empty text", () => check("", ["x"], []));
  it("are none of a heading alone", () => check("# parse", ["parse"], []));

  it("are at most three, short, with marks inside", () => {
    fc.assert(
      fc.property(markdownText(), fc.nat(), fc.nat(), (text, from, length) => {
        const words = ["code", "bold", "link", "html", "w1"];
        const start = text.length === 0 ? 0 : from % text.length;
        const all = snippets(text, matchesOf(text, words), { start, end: start + (length % 300) });
        assert.ok(all.length <= 3);
        for (const { text: own, marks } of all) {
          assert.ok(own.length <= 410);
          for (const [first, end] of marks) assert.ok(words.includes(own.slice(first, end)), own);
        }
      }),
      { numRuns: 300 },
    );
  });
});
