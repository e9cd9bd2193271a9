import assert from "node:assert/strict";
import { splitBlocks } from "../../../../server/chunk/markdown/blocks.ts";

/** `type first-last` of every block, lines from 1. */
function outline(text: string, mdx = false): string[] {
  return splitBlocks(text.split("\n"), mdx).map(
    ({ type, startLine, endLine }) => `${type} ${startLine + 1}-${endLine}`,
  );
}

const check = (text: string, expected: readonly string[], mdx = false) =>
  assert.deepEqual(outline(text, mdx), expected);

/** `level title` of every heading. */
const checkHeadings = (text: string, expected: readonly string[]) =>
  assert.deepEqual(
    splitBlocks(text.split("\n"), false)
      .filter(({ type }) => type === "heading")
      .map(({ level, title }) => `${level} ${title}`),
    expected,
  );

describe("blocks of a Markdown document", () => {
  describe("ATX headings", () => {
    it("take one to six signs", () =>
      checkHeadings("# a\n## b\n### c\n#### d\n##### e\n###### f", ["1 a", "2 b", "3 c", "4 d", "5 e", "6 f"]));
    it("are none with seven", () => checkHeadings("####### a", []));
    it("are none without a space", () => checkHeadings("#a\n#1 issue".replace("#1 ", "#1"), []));
    it("may be indented by up to three", () => checkHeadings("   # a", ["1 a"]));
    it("are code from four on", () => checkHeadings("    # a", []));
    it("drop closing signs", () => checkHeadings("## a ##", ["2 a"]));
    it("keep a sign inside a word", () => checkHeadings("## C#", ["2 C#"]));
    it("may be empty", () => checkHeadings("##", ["2 "]));
    it("end a paragraph", () => check("text\n# a\nmore", ["paragraph 1-1", "heading 2-2", "paragraph 3-3"]));
    it("are separated by a tab too", () => checkHeadings("#\ta", ["1 a"]));
  });

  describe("setext headings", () => {
    it("are level 1 with =", () => checkHeadings("a\n===", ["1 a"]));
    it("are level 2 with -", () => checkHeadings("a\n---", ["2 a"]));
    it("span both lines", () => check("a\n---\nb", ["heading 1-2", "paragraph 3-3"]));
    it("take the last line of a paragraph", () => check("a\nb\n---", ["paragraph 1-1", "heading 2-3"]));
    it("are none below a blank line", () => checkHeadings("a\n\n---", []));
    it("are none below a list item", () => checkHeadings("- a\n---", []));
    it("are none below a quote", () => checkHeadings("> a\n---", []));
    it("are none below a table row", () => checkHeadings("| a |\n---", []));
  });

  describe("HTML headings", () => {
    it("are read on one line", () => checkHeadings('<h2 id="x">Usage</h2>', ["2 Usage"]));
    it("span lines", () => {
      check('<h1 align="center">\n  Title\n</h1>\n\ntext', ["heading 1-3", "paragraph 5-5"]);
      checkHeadings('<h1 align="center">\n  Title\n</h1>', ["1 Title"]);
    });
    it("fall back to the picture's text", () =>
      checkHeadings('<h1>\n<img src="x.png" alt="Zod logo">\n</h1>', ["1 Zod logo"]));
    it("prefer words to the picture's text", () => checkHeadings('<h1><img alt="logo"> Zod</h1>', ["1 Zod"]));
    it("are none when nobody closes them", () => check("<h1>\nfoo", ["html 1-1", "paragraph 2-2"]));
    it("end HTML above them", () => check("<div>\n<h2>a</h2>\n</div>", ["html 1-1", "heading 2-2", "html 3-3"]));
  });

  describe("front matter", () => {
    it("stands at the top only", () => check("---\ntitle: a\n---\ntext", ["front-matter 1-3", "paragraph 4-4"]));
    it("may end in dots", () => check("---\ntitle: a\n...\ntext", ["front-matter 1-3", "paragraph 4-4"]));
    it("is a rule when nothing closes it", () => check("---\n\ntext", ["paragraph 1-1", "paragraph 3-3"]));
    it("is none further down", () => check("a\n\n---\nb: c\n---", ["paragraph 1-1", "paragraph 3-3", "heading 4-5"]));
  });

  describe("MDX modules", () => {
    const source = "import X from 'x'\nexport const a = {\n  b: 1,\n}\n\n# t";
    it("are blocks of their own", () => check(source, ["module 1-4", "heading 6-6"], true));
    it("are text in plain Markdown", () => check(source, ["paragraph 1-4", "heading 6-6"]));
    it("are not sentences that begin alike", () => check("import your data from a file", ["paragraph 1-1"], true));
    it("know a bare import", () => check("import './x.css'", ["module 1-1"], true));
  });

  describe("fences", () => {
    it("hide headings", () => check("```\n# a\n```\n# b", ["fence 1-3", "heading 4-4"]));
    it("close by as long a marker", () => check("````\n```\n# a\n````", ["fence 1-4"]));
    it("close by a longer marker", () => check("```\na\n`````\n# b", ["fence 1-3", "heading 4-4"]));
    it("do not close by the other marker", () => check("~~~\n```\n# a\n~~~", ["fence 1-4"]));
    it("do not close by a marker with a language", () => check("```\n```js\n```", ["fence 1-3"]));
    it("hold blank lines", () => check("```\n\n\na\n```", ["fence 1-5"]));
    it("are none with a backtick in the language", () => check("``` a`b\ntext", ["paragraph 1-2"]));
    it("end at the next heading when nobody closes them", () =>
      check("```js\ncode\n\n# a\ntext", ["fence 1-3", "heading 4-4", "paragraph 5-5"]));
    it("end with the document when nobody closes them", () => check("```js\ncode", ["fence 1-2"]));
    it("end a paragraph", () => check("For example:\n```\na\n```", ["paragraph 1-1", "fence 2-4"]));
    it("stand in quotes", () => check("> ```\n> # a\n> ```\n\nb", ["fence 1-3", "paragraph 5-5"]));
  });

  describe("lists", () => {
    it("have one block an item", () =>
      check("- a\n- b\n1. c\n2) d\n+ e\n* f", [
        "item 1-1",
        "item 2-2",
        "item 3-3",
        "item 4-4",
        "item 5-5",
        "item 6-6",
      ]));
    it("keep nested items with their parent", () => check("- a\n  - b\n    - c\n- d", ["item 1-3", "item 4-4"]));
    it("keep fences inside, with headings in them", () =>
      check("- a\n\n  ```\n  # b\n\n  c\n  ```\n- d", ["item 1-7", "item 8-8"]));
    it("may begin with a fence", () => check("- ```\n  # a\n  ```\n- b", ["fence 1-3", "item 4-4"]));
    it("keep paragraphs that are indented", () => check("1. a\n\n   b\n\nc", ["item 1-3", "paragraph 5-5"]));
    it("keep lines that go on at the margin", () => check("- a\nb\nc", ["item 1-3"]));
    it("end at a heading", () => check("- a\n# b", ["item 1-1", "heading 2-2"]));
    it("end at a fence at the margin", () => check("- a\n```\nb\n```", ["item 1-1", "fence 2-4"]));
    it("leave blank lines behind them out", () => check("- a\n\n\n", ["item 1-1"]));
  });

  describe("tables", () => {
    const table = "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |";
    it("are one block", () => check(`${table}\n\ntext`, ["table 1-4", "paragraph 6-6"]));
    it("end a paragraph", () => check(`text\n${table}`, ["paragraph 1-1", "table 2-5"]));
    it("need no bars at the sides", () => check("a | b\n--|--\n1 | 2", ["table 1-3"]));
    it("are none without their second line", () => check("| a | b |\n| 1 | 2 |", ["paragraph 1-2"]));
  });

  describe("HTML", () => {
    it("leaves the Markdown in <details> as it is", () =>
      check("<details>\n<summary>More</summary>\n\n## a\n\ntext\n\n</details>", [
        "html 1-2",
        "heading 4-4",
        "paragraph 6-6",
        "html 8-8",
      ]));
    it("hides headings in comments", () => check("<!--\n# a\n-->\n# b", ["html 1-3", "heading 4-4"]));
    it("is one line when nobody closes a comment", () => check("<!-- a\n# b", ["html 1-1", "heading 2-2"]));
  });

  it("keeps a GitHub alert together", () => check("> [!NOTE]\n> a\n> b\n\nc", ["paragraph 1-3", "paragraph 5-5"]));
});
