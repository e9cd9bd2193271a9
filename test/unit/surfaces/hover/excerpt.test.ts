import assert from "node:assert/strict";
import fc from "fast-check";
import { excerptOf, MOST_CODE_LINES, MOST_TEXT, parseMarkdown } from "../../../../server/surfaces/hover/excerpt.ts";

/** The excerpt of a section whose passage begins at the first `^` of the text (which is taken out), else at its start. */
function excerpt(marked: string, name?: string) {
  const at = Math.max(0, marked.indexOf("^"));
  return excerptOf({ text: marked.replace("^", ""), passage: [at, at + 10] }, name);
}

describe("excerpt of a section", () => {
  const text = (name: string, marked: string, expected: string) =>
    it(name, () => assert.equal(excerpt(marked).text, expected));

  text("drops the heading", "# Title\n\nA sentence.", "A sentence.");
  text("starts at the passage's paragraph", "# T\n\nFirst.\n\nSec^ond one.\n\n## Next\n\nThird.", "Second one.");
  text("goes on while it is short", "One.\n\nTwo.", "One.\n\nTwo.");
  text("does not go on behind code", "One.\n\n```js\nx\n```\n\nTwo.", "One.");
  text("takes the prose before a passage in code", "Intro:\n\n```js\na\n^b\n```\n\nAfter.", "Intro:");
  text("joins wrapped lines", "One\ntwo\nthree.", "One two three.");
  text("keeps emphasis, code and strong", "Use *this* `x*y` and **that**.", "Use *this* `x*y` and **that**.");
  text("keeps backticks in code", "Use `` a`b ``.", "Use ``a`b``.");
  text("renders a list's items as lines", "- one\n- **two**\n  more\n", "- one\n- **two** more");
  text("keeps the numbers of a list", "3. three\n4. four\n", "3. three\n4. four");
  text("renders a table", "| a | b |\n|---|---|\n| 1 | `x\\|y` |\n", "| a | b |\n| --- | --- |\n| 1 | `x\\|y` |");
  text("renders an alert as a quotation", "> [!WARNING]\n> Careful.", "> **Warning:** Careful.");
  text("renders a quotation", "> Said.", "> Said.");
  text("starts a list at the passage's item", "- one\n- two\n- th^ree\n- four", "- three\n- four");
  text("starts a nested list at the passage's item", "- one\n    - t^wo\n    - three", "- two\n- three");
  text(
    "starts a table at the passage's row, with its head",
    "| a |\n|---|\n| 1 |\n| 2 |\n| 3^ |\n",
    "| a |\n| --- |\n| 3 |",
  );
  text("starts a long paragraph at the passage", `${"Word word. ".repeat(60)}^The answer.`, "… The answer.");
  text("skips a heading that is underlined", "Title\n=====\n\nText.", "Text.");
  text("skips a script with blank lines", "<script>\nfoo()\n\nbar()\n</script>\n\nText.", "Text.");
  text("is empty for nothing but a heading", "# Title\n", "");
  text("is empty for an empty section", "", "");

  text("drops tags and keeps their words", 'Press <kbd onclick="x()">Ctrl</kbd><br>now.', "Press Ctrl now.");
  text("reads the words of an HTML block", "<p align=center>Some <b>words</b></p>", "Some words");
  text("drops scripts and comments whole", "<script>alert(1)</script>\n\n<!-- no -->\n\nText.", "Text.");
  text("drops images", "A ![alt](https://x.test/i.png) picture.", "A picture.");
  text("drops badges", "[![npm](https://x.test/b.svg)](https://x.test)\n\nText.", "Text.");
  text("keeps web links", "See [docs](https://x.test/a_(b)).", "See [docs](https://x.test/a_%28b%29).");
  text("flattens relative links", "See [docs](./api.md#top).", "See docs.");
  text("flattens command links", "Run [me](command:evil.run) now.", "Run me now.");
  text("flattens script links", "Run [me](JaVaScript:alert(1)) now.", "Run me now.");
  text("flattens data links", "Run [me](data:text/html,x) now.", "Run me now.");
  text("resolves references", "See [docs][d].\n\n[d]: https://x.test/", "See [docs](https://x.test/).");
  text("flattens references without a definition", "See [docs][d].", "See docs.");
  text("strips hidden characters", "a\u200bb\u202ec \u{e0041}d", "abc d");
  text("strips hidden characters before looking at a link", "[x](java\u200bscript:alert(1))", "x");
  text("leaves names as they are", "call snake_case_name.", "call snake_case_name.");
  text("escapes what the text only shows", "a \\<b> \\* c \\[d]", "a \\<b> \\* c \\[d\\]");
  text("does not start a list by itself", "\\- dash", "\\- dash");
  text("does not start a numbered list by itself", "1\\. first", "1\\. first");

  it("ends a long paragraph at a sentence", () => {
    const sentence = `${"word ".repeat(30).trim()}. `;
    const { text: shown } = excerpt(sentence.repeat(20));
    assert.ok(shown.length <= MOST_TEXT && shown.length > MOST_TEXT / 2, String(shown.length));
    assert.match(shown, /word\.$/);
  });
  it("ends a long sentence at a word", () => {
    const { text: shown } = excerpt("word ".repeat(400));
    assert.ok(shown.length <= MOST_TEXT, String(shown.length));
    assert.match(shown, /word …$/);
  });
  it("does not take an abbreviation for the end of a sentence", () => {
    const { text: shown } = excerpt(`${"word ".repeat(70)}e.g. ${"more ".repeat(60)}`);
    assert.match(shown, /more …$/);
  });
  it("shows only the list items that fit whole", () => {
    const { text: shown } = excerpt("- word word word word\n".repeat(100));
    assert.ok(shown.length <= MOST_TEXT);
    assert.ok(shown.split("\n").every((line) => line === "- word word word word"));
  });
  it("shows only the rows that fit whole", () => {
    const { text: shown } = excerpt(`| a | b |\n|---|---|\n${"| one | two |\n".repeat(200)}`);
    assert.ok(shown.length <= MOST_TEXT);
    assert.match(shown, /\| one \| two \|$/);
  });
  it("survives a line of two megabytes", () => {
    const { text: shown } = excerpt(`Intro.\n\n${"x".repeat(2_000_000)}`);
    assert.match(shown, /^Intro\./);
  });
  it("finds the passage deep in a large section", () => {
    const { text: shown } = excerpt(`${"Filler text here.\n\n".repeat(5000)}The ^answer.\n\n# End`);
    assert.equal(shown, "The answer.");
  });
  it("knows that a passage deep in a large fence is code", () => {
    const { text: shown, example } = excerpt(`\`\`\`js\n${"// filler\n".repeat(5000)}an^swer();\n\`\`\`\n`);
    assert.equal(shown, "");
    assert.match(example, /answer\(\);/);
  });
});

describe("example of a section", () => {
  const example = (name: string, symbol: string, marked: string, expected: string) =>
    it(name, () => assert.equal(excerpt(marked, symbol).example, expected));

  example(
    "takes the code that uses the name",
    "parse",
    "T\n\n```js\na()\n```\n\n```ts\nparse(1)\n```",
    "```ts\nparse(1)\n```",
  );
  example("ignores longer names", "parse", "T\n\n```js\nsafeParse(1); parseAll()\n```", "");
  example("is none where no code uses it", "parse", "T\n\n```js\na()\n```", "");
  example("looks before the passage last", "parse", "```js\nparse()\n```\n\nTe^xt.", "```js\nparse()\n```");
  example("finds code in a list", "parse", "- item\n\n  ```js\n  parse()\n  ```\n", "```js\nparse()\n```");
  example("dedents", "f", "T\n\n```js\n    f()\n      g()\n```", "```js\nf()\n  g()\n```");
  example("keeps fences inside code", "f", "T\n\n````md\n```js\nf()\n```\n````", "````md\n```js\nf()\n```\n````");
  example("drops what is no language", "f", 'T\n\n```js title="x"\nf()\n```', "```js\nf()\n```");

  it("takes the section's example where the text was cut before it", () => {
    const shown = excerptOf({ text: "T.", passage: [0, 1], example: { language: "ts", code: "f()" } }, "f");
    assert.equal(shown.example, "```ts\nf()\n```");
  });
  it("cuts long code around the use", () => {
    const lines = Array.from({ length: 60 }, (_, at) => (at === 40 ? "parse()" : `line${at}`));
    const { example: shown } = excerpt(`T\n\n\`\`\`js\n${lines.join("\n")}\n\`\`\``, "parse");
    const body = shown.split("\n").slice(1, -1);
    assert.equal(body.length, MOST_CODE_LINES);
    assert.ok(body.includes("parse()"));
    assert.equal(body[0], "…");
    assert.equal(body.at(-1), "…");
  });
  it("cuts long lines", () => {
    const { example: shown } = excerpt(`T\n\n\`\`\`js\nf("${"x".repeat(5000)}")\n\`\`\``, "f");
    assert.ok(shown.length < 300);
  });
});

describe("excerpt of any text", () => {
  const markup = fc.constantFrom(
    "`",
    "*",
    "**",
    "_",
    "[",
    "](",
    ")",
    "<b>",
    "<!--",
    "![a](b)",
    "\n\n",
    "\n",
    "- ",
    "1. ",
    "> ",
    "|",
    "~~~",
    "```",
    "&lt;",
    "\\",
    "[x](command:y)",
    "[x](https://a.test)",
    "word",
    " ",
    "#",
    "|---|",
    "<",
    "http://b.test",
  );
  it("is balanced Markdown without HTML, images or other links than to the web", () => {
    fc.assert(
      fc.property(fc.array(markup, { maxLength: 60 }), fc.nat(80), (parts, at) => {
        const text = parts.join("");
        const shown = excerptOf({ text, passage: [at, at + 1] }, undefined);
        assert.ok(shown.text.length <= MOST_TEXT);
        assert.ok(shown.example.split("\n").length <= MOST_CODE_LINES + 2);
        const nodes = JSON.stringify(parseMarkdown(`${shown.text}\n\n${shown.example}\n\nEND`), withoutPositions);
        assert.doesNotMatch(nodes, /"type":"(?:html|image|imageReference)"/, shown.text);
        assert.doesNotMatch(nodes, /"url":"(?!https?:)/, shown.text);
        assert.match(nodes, /"type":"paragraph","children":\[\{"type":"text","value":"END"\}\]/, shown.text);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

function withoutPositions(key: string, value: unknown): unknown {
  return key === "position" ? undefined : value;
}
