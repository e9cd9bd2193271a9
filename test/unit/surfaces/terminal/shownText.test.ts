import assert from "node:assert/strict";
import fc from "fast-check";
import {
  excerptText,
  headingLine,
  markWords,
  matchedWords,
  sectionText,
} from "../../../../server/surfaces/terminal/shownText.ts";

/** The excerpt of a section whose passage begins at the `^` of the text (which is taken out), else at its start. */
function excerpt(marked: string, rank = 4): string {
  const at = Math.max(0, marked.indexOf("^"));
  return excerptText({ text: marked.replace("^", ""), passage: [at, at + 10] }, rank);
}

const filler = "Words that fill the space before it. ".repeat(12).trim();

describe("excerptText", () => {
  const shows = (name: string, marked: string, expected: string) =>
    it(name, () => assert.equal(excerpt(marked), expected));

  shows("shows a short section whole", "One.\n\n```js\nf()\n```\n\nTw^o.", "One.\n\n```js\nf()\n```\n\nTwo.");
  shows("drops headings", "# Title\n\nText.\n\n## More\n\nText.", "Text.\n\nText.");
  shows("drops badges and images", "[![npm](https://x/b.svg)](https://x) ![a](b)\n\nText ![a][b].", "Text .");
  shows("drops lone tags and definitions", '<a id="x"></a>\n<p align=center>\n\nText.\n\n[x]: https://x', "Text.");
  shows(
    "drops lone comments",
    "<!-- type=module -->\n<!--x-->\n\nText <!-- y --> goes on.",
    "Text <!-- y --> goes on.",
  );
  shows("keeps comments in code", "```html\n<!-- x -->\n```", "```html\n<!-- x -->\n```");
  shows("keeps tags and marks in code", "```md\n# Title\n<b>\n```", "```md\n# Title\n<b>\n```");
  shows("strips what a terminal would obey", "a\u001b[31mb\u202e", "a[31mb");
  shows("is empty for a heading alone", "# Title", "");

  it("shows the beginning and the passage of a long section", () => {
    const shown = excerpt(`Lead sentence.\n\n${filler}\n\nThe ^answer is here.`);
    assert.match(shown, /^Lead sentence\./);
    assert.match(shown, / …\nThe answer is here\.$/);
    assert.ok(shown.length <= 252, String(shown.length));
  });
  it("goes on from the beginning where the passage is near", () => {
    const shown = excerpt(`Lead.\n\nThe ^answer.\n\n${filler}`);
    assert.match(shown, /^Lead\.\n\nThe answer\.\n\nWords/);
  });
  it("opens the fence again where the passage lies in code", () => {
    const code = "const line = 1;\n".repeat(40);
    const shown = excerpt(`${filler}\n\n\`\`\`ts\n${code}an^swer();\n\`\`\``);
    assert.match(shown, / …\n```ts\nanswer\(\);\n```$/);
  });
  it("does not leave a fence open before the passage", () => {
    const shown = excerpt(`Intro:\n\n\`\`\`ts\n${"const line = 1;\n".repeat(40)}\`\`\`\n\nThe ^answer.`);
    assert.equal(shown, "Intro: …\nThe answer.");
  });
  it("begins inside a very long line", () => {
    const shown = excerpt(`${"word ".repeat(400)}^answer ${"more ".repeat(100)}`);
    assert.match(shown, /^answer more/);
  });
  it("gives the first result more room", () => {
    const text = "Some words and more. ".repeat(200);
    const lengths = [1, 2, 3, 4, 9].map((rank) => excerpt(text, rank).length);
    const most = [900, 450, 350, 250, 250];
    for (const [at, length] of lengths.entries())
      assert.ok(length <= (most[at] ?? 0) && length > (most[at] ?? 0) * 0.6);
  });
  it("survives a line of two megabytes", () => {
    assert.ok(excerpt("x".repeat(2_000_000)).length <= 250);
  });
  it("is never longer than its rank allows", () => {
    const piece = fc.constantFrom(
      "word ",
      "Sentence. ",
      "\n",
      "\n\n",
      "```js\n",
      "```\n",
      "# H\n",
      "- item\n",
      "![a](b) ",
      "<b>\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), fc.nat(1500), (parts, at) => {
        const text = parts.join("");
        assert.ok(excerptText({ text, passage: [Math.min(at, text.length), text.length] }, 4).length <= 252 + 8);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe("headingLine", () => {
  it("joins the path", () => assert.equal(headingLine({ headingPath: ["A", "B  c"], title: "x" }), "A > B c"));
  it("is the title without a path", () => assert.equal(headingLine({ headingPath: [], title: "x" }), "x"));
});

describe("marked words", () => {
  const snippets = [{ text: "Parse it, $parse", marks: [[0, 5] as [number, number], [10, 16] as [number, number]] }];
  it("are those that the snippets mark", () => {
    assert.deepEqual([...matchedWords({ snippets })], ["parse", "$parse"]);
  });
  it("are marked whole, whatever their case", () => {
    const mark = (word: string) => `<${word}>`;
    assert.equal(markWords("parse PARSE parser", new Set(["parse"]), mark), "<parse> <PARSE> parser");
    assert.equal(markWords("parse", new Set(), mark), "parse");
    assert.equal(markWords("a.b axb", new Set(["a.b"]), mark), "<a.b> axb");
  });
});

describe("sectionText", () => {
  it("is the whole of a usual section", () => assert.equal(sectionText({ text: "x", passage: [0, 1] }), "x"));
  it("is the part around the passage of an oversized one", () => {
    const text = `${"a".repeat(5000)}answer${"b".repeat(5000)}`;
    const shown = sectionText({ text, passage: [5000, 5006] });
    assert.equal(shown.length, 1600);
    assert.match(shown, /answer/);
  });
});
