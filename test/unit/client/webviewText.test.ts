import assert from "node:assert/strict";
import { excerpt, plainExcerpt } from "../../../client/searchView/excerpt.ts";
import { meaningOf } from "../../../client/webview/keys.ts";
import { grammarOf, tokenClass } from "../../../client/webview/languages.ts";
import { markdownRenderer, passageLine } from "../../../client/webview/markdown.ts";

describe("excerpt", () => {
  const check = (text: string, expected: string) =>
    it(JSON.stringify(text), () => assert.equal(plainExcerpt({ text, marks: [] }), expected));
  check("plain words", "plain words");
  check("## Heading\n\ntext", "Heading text");
  check("a **bold** and `code` word", "a bold and code word");
  check("see [the guide](https://x.test/a_(b)) now", "see the guide now");
  check("![logo](x.png) Welcome", "logo Welcome");
  check("```ts\nconst a = 1;\n```", "const a = 1;");
  check("Map<string, Promise<void>> stays", "Map<string, Promise<void>> stays");
  check('<p align="center"><b>Bold</b></p>', "Bold");
  check("- one\n- two", "one two");
  check("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b | | 1 | 2 |");
  check("> [!NOTE]\n> careful", "careful");
  check("/**\n * Parses it.\n */", "Parses it.");
  check("2 ** 3 and snake_case", "2 ** 3 and snake_case");
  check("   ", "");
  check("the logic of [RetryHandler][]. Requests", "the logic of RetryHandler. Requests");
  check("a [Dispatcher][dispatcher class] handler", "a Dispatcher handler");
  check('see [`close()`](#close) and [the **guide**](./a.md "Guide")', "see close() and the guide");
  check("text [cut](https://x.test/a", "text cut");
  check("[RetryHandler]: #class-retryhandler\nText", "Text");
  check("new RetryAgent(dispatcher[, options]) of string[]", "new RetryAgent(dispatcher[, options]) of string[]");
  check("*one* and _two_ and ~~three~~ and ***four***", "one and two and three and four");
  check("cut **Default: `true", "cut Default: true");
  check("cut off** here", "cut off here");
  check("files **/*.ts and 2*3*4 and __dirname", "files **/*.ts and 2*3*4 and __dirname");
  check("`**` in code, `a*b*c` and `<b>`", "** in code, a*b*c and <b>");
  check("```js\nconst a = `x` ** 2; // *not* [this][]\n```\n*this*", "const a = `x` ** 2; // *not* [this][] this");
  check("<!-- source_link=lib/dispatcher/retry-agent.js -->\nText", "Text");
  check("Text <!-- cut", "Text");
  check("cut=retry.js --> Text", "Text");
  check("a &lt;T&gt; &amp; b", "a <T> & b");
  check("an \\[optional\\] \\*star\\*", "an [optional] *star*");
  check("uses {@link InsertResult} or {@link Other | the other}", "uses InsertResult or the other");
  check("Title\n=====\ntext", "Title text");
  check("if (a < b && c > d) a<b>c</b>", "if (a < b && c > d) ac");
  it("keeps marks where they were", () => {
    assert.deepEqual(excerpt({ text: "a **bold** word", marks: [[4, 8]] }), [
      { text: "a ", marked: false },
      { text: "bold", marked: true },
      { text: " word", marked: false },
    ]);
  });
  it("keeps marks on their words when a link goes", () => {
    const text = "the [RetryHandler][] and **retry** <b>agent</b>";
    const marks = ["RetryHandler", "retry", "agent"].map((word): [number, number] => {
      const at = text.indexOf(word);
      return [at, at + word.length];
    });
    const segments = excerpt({ text, marks });
    assert.equal(segments.map((segment) => segment.text).join(""), "the RetryHandler and retry agent");
    assert.deepEqual(
      segments.filter((segment) => segment.marked).map((segment) => segment.text),
      ["RetryHandler", "retry", "agent"],
    );
  });
  for (const sign of ["[", "*", "_", "`", "<!--", "![", "](", "~~", "{@link ", "a*", "**a", "`a"])
    it(`takes a long line of ${sign} without back-tracking`, () => {
      assert.ok(plainExcerpt({ text: sign.repeat(20_000), marks: [] }).length <= 200_000);
    });
});

describe("markdown of a section", () => {
  const render = markdownRenderer();
  const has = (name: string, markdown: string, expected: RegExp) =>
    it(name, () => assert.match(render(markdown), expected));
  const lacks = (name: string, markdown: string, unwanted: RegExp) =>
    it(name, () => assert.doesNotMatch(render(markdown), unwanted));
  has("keeps http links", "[a](https://x.test)", /<a href="https:\/\/x\.test"/);
  has("says where blocks begin", "a\n\nb", /<p data-line="2">b/);
  has("names the language of code", "```ts {1}\nlet a;\n```", /data-language="ts"><code>let a;<\/code>/);
  has("shows HTML as text", "a <script>alert(1)</script>", /&lt;script&gt;/);
  has("shows an image's description", "![a picture](https://x.test/a.png)", /<span class="picture">a picture<\/span>/);
  has("escapes code", "```html\n<img onerror=x>\n```", /&lt;img onerror=x&gt;/);
  has("aligns by class", "| a |\n|--:|\n| 1 |", /<td class="align-right">/);
  has("cuts what is too long", "x ".repeat(40_000), /cut here/);
  lacks("drops command links", "[run](command:workbench.action.terminal.new)", /href/);
  lacks("drops javascript links", "[x](javascript:alert(1))", /href/);
  lacks("drops data links", "[x](data:text/html;base64,AAAA)", /href/);
  lacks("drops file links", "[x](file:///etc/passwd)", /href/);
  lacks("drops relative links", "[x](./docs/a.md)", /href/);
  lacks("loads no image", "![x](https://x.test/a.png)\n\n<img src=https://x.test/b.png>", /<img|src=/);
  lacks("writes no style", "| a |\n|:-:|\n| 1 |", /style=/);
  lacks("makes bare addresses no links", "https://x.test", /href/);
  lacks("drops layout HTML that is only noise", '<p align="center"><sub>small</sub></p>', /align|sub&gt;/);
  has("keeps HTML in code", "```html\n<div>\n```", /&lt;div&gt;/);
  lacks("does not let a language break out of its attribute", '```ts"onclick="x\na\n```', /onclick/);
});

describe("passageLine", () => {
  it("finds the line at which the passage begins", () =>
    assert.equal(passageLine("a\n\nthe passage\nb", "the passage"), 2));
  it("skips empty lines of the passage", () => assert.equal(passageLine("a\nb", "\n  b"), 1));
  it("is undefined without a match", () => assert.equal(passageLine("a", "x"), undefined));
  it("is undefined for an empty passage", () => assert.equal(passageLine("a", " "), undefined));
});

describe("languages of code", () => {
  it("knows the names of fences", () =>
    assert.deepEqual(["TS", "js", "sh", "yml"].map(grammarOf), ["typescript", "tsx", "shellscript", "yaml"]));
  it("leaves others plain", () => assert.equal(grammarOf("brainfuck"), undefined));
  it("is not fooled by names of objects", () => assert.equal(grammarOf("constructor"), undefined));
  it("turns a theme's variable into a class", () =>
    assert.equal(tokenClass("var(--shiki-token-string)"), "token-string"));
  it("has no class for plain text", () => assert.equal(tokenClass("var(--shiki-foreground)"), undefined));
  it("has no class for a missing colour", () => assert.equal(tokenClass(undefined), undefined));
});

describe("keys of the search view", () => {
  const check = (name: string, key: Parameters<typeof meaningOf>[0], expected: ReturnType<typeof meaningOf>) =>
    it(name, () => assert.deepEqual(meaningOf(key), expected));
  check("Enter opens", { key: "Enter", isModified: false, place: "list" }, { does: "open" });
  check("Ctrl+Enter inserts", { key: "Enter", isModified: true, place: "query" }, { does: "insert" });
  check("Enter on a button is the button's", { key: "Enter", isModified: false, place: "elsewhere" }, undefined);
  check("arrow down moves", { key: "ArrowDown", isModified: false, place: "query" }, { does: "move", by: 1 });
  check("Home in the query stays in the query", { key: "Home", isModified: false, place: "query" }, undefined);
  check(
    "End in the list moves",
    { key: "End", isModified: false, place: "list" },
    { does: "move", by: Number.POSITIVE_INFINITY },
  );
  check("a slash returns to the query", { key: "/", isModified: false, place: "list" }, { does: "focusQuery" });
  check("a slash in the query is typed", { key: "/", isModified: false, place: "query" }, undefined);
  check("Escape clears the query", { key: "Escape", isModified: false, place: "query" }, { does: "clear" });
  check("Escape in the list returns", { key: "Escape", isModified: false, place: "list" }, { does: "focusQuery" });
  check("arrows elsewhere scroll", { key: "ArrowDown", isModified: false, place: "elsewhere" }, undefined);
  check("Ctrl+ArrowDown is not ours", { key: "ArrowDown", isModified: true, place: "list" }, undefined);
});
