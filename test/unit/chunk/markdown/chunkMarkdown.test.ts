import assert from "node:assert/strict";
import fc from "fast-check";
import { splitBlocks } from "../../../../server/chunk/markdown/blocks.ts";
import { chunkMarkdown, SECTION_CHARACTERS } from "../../../../server/chunk/markdown/chunkMarkdown.ts";
import type { SourceDocument } from "../../../../server/model/document.ts";
import type { Section } from "../../../../server/model/section.ts";
import { markdownText } from "../../../support/markdownText.ts";

function chunk(text: string, document: Partial<SourceDocument> = {}): Section[] {
  return chunkMarkdown({ package: "zod", file: "README.md", kind: "markdown", text, ...document });
}

/** `anchor first-last` of every section. */
const checkPlaces = (text: string, expected: readonly string[], document?: Partial<SourceDocument>) =>
  assert.deepEqual(
    chunk(text, document).map(({ anchor, line, endLine }) => `${anchor} ${line}-${endLine}`),
    expected,
  );
const checkPaths = (text: string, expected: readonly (readonly string[])[], document?: Partial<SourceDocument>) =>
  assert.deepEqual(
    chunk(text, document).map(({ headingPath }) => headingPath),
    expected,
  );

/** About `characters` of prose in one paragraph. */
const prose = (characters: number, word = "word") =>
  `${word} `.repeat(Math.ceil(characters / (word.length + 1))).trim();

describe("sections of a Markdown document", () => {
  it("are a heading and its own text", () => {
    const [usage] = chunk("# Usage\n\nCall it.\n");
    assert.deepEqual(usage, {
      package: "zod",
      file: "README.md",
      kind: "guide",
      headingPath: ["Usage"],
      anchor: "usage",
      line: 1,
      endLine: 3,
      text: "# Usage\n\nCall it.",
      symbols: [],
      reached: true,
      deprecated: false,
      passages: [{ start: 9, end: 17 }],
    });
  });

  describe("places", () => {
    it("reach to the next heading", () => checkPlaces("# a\nx\n## b\ny\n\n# c\nz", ["a 1-2", "b 3-4", "c 6-7"]));
    it("begin above the first heading", () => checkPlaces("x\n# a\ny", [" 1-1", "a 2-3"]));
    it("are none for a heading without text", () => checkPlaces("# a\n## b\ny", ["b 2-3"]));
    it("are none for a heading with pictures only", () => checkPlaces("# a\n<img src='x'>\n## b\ny", ["b 3-4"]));
    it("count repeated headings", () => checkPlaces("# a\nx\n# a\ny\n# a\nz", ["a 1-2", "a-1 3-4", "a-2 5-6"]));
    it("stay unique where a heading looks counted", () =>
      checkPlaces("# a\nx\n# a\ny\n# a-1\nz\n# a\nw", ["a 1-2", "a-1 3-4", "a-1-1 5-6", "a-2 7-8"]));
    it("leave the heading its anchor below front matter", () =>
      checkPlaces("---\ntitle: Intro\ndescription: d\n---\n# Intro\nx", [" 1-4", "intro 5-6"]));
    it("leave front matter without a description out", () =>
      checkPlaces("---\ntitle: Intro\nsidebar: 3\n---\nx", [" 5-5"]));
  });

  describe("heading paths", () => {
    it("follow the levels", () =>
      checkPaths("# a\nx\n## b\nx\n### c\nx\n## d\nx", [["a"], ["a", "b"], ["a", "b", "c"], ["a", "d"]]));
    it("survive skipped levels", () => checkPaths("# a\nx\n### b\nx\n## c\nx", [["a"], ["a", "b"], ["a", "c"]]));
    it("begin with the front matter's title", () => checkPaths("---\ntitle: T\n---\nx\n## b\ny", [["T"], ["T", "b"]]));
    it("do not repeat it", () => checkPaths("---\ntitle: T\n---\n# T\nx\n## b\ny", [["T"], ["T", "b"]]));
    it("take the file's name where nothing else is", () =>
      checkPaths("x", [["install"]], { file: "docs/install.mdx" }));
    it("leave empty headings out", () => checkPaths("# a\n## \nx", [["a"]]));
    it("come through HTML headings", () => checkPaths("<h1>\na\n</h1>\nx\n\n<h2>b</h2>\ny", [["a"], ["a", "b"]]));
  });

  describe("text", () => {
    const checkText = (text: string, expected: readonly string[], document?: Partial<SourceDocument>) =>
      assert.deepEqual(
        chunk(text, document).map((section) => section.text),
        expected,
      );
    it("replaces front matter by its description", () =>
      checkText("---\ntitle: T\ndescription: >\n  Says\n  much.\n---\n\nx", ["Says much.\n\nx"]));
    it("is the description alone where nothing else is", () => checkText("---\ndescription: Says.\n---\n", ["Says."]));
    it("leaves module lines of MDX out", () =>
      checkText(
        "---\ndescription: d\n---\nimport X from 'x'\n\ntext\n\nexport const a = 1\n\nmore",
        ["d\n\ntext\n\n\n\nmore"],
        {
          file: "a.mdx",
        },
      ));
    it("keeps them in code", () =>
      checkText("```js\nimport X from 'x'\n```", ["```js\nimport X from 'x'\n```"], { file: "a.mdx" }));
    it("is never empty", () => checkText("---\ndescription:\n---\n\n", []));
  });

  describe("long chapters", () => {
    it("are cut between blocks", () => {
      const parts = chunk(`# a\n\n${prose(1000)}\n\n${prose(1000)}\n\n${prose(1000)}`);
      assert.deepEqual(
        parts.map(({ anchor }) => anchor),
        ["a", "a~2", "a~3"],
      );
      assert.deepEqual(
        parts.map(({ line, endLine }) => [line, endLine]),
        [
          [1, 3],
          [5, 5],
          [7, 7],
        ],
      );
      assert.ok(parts.every(({ headingPath }) => headingPath[0] === "a"));
    });
    it("join a short rest to the part before", () => {
      const parts = chunk(`# a\n\n${prose(1700)}\n\n${prose(200)}`);
      assert.equal(parts.length, 1);
    });
    it("keep an oversized fence whole, by itself", () => {
      const fence = `\`\`\`js\n${"call();\n".repeat(500)}\`\`\``;
      const parts = chunk(`# a\n\n${prose(1000)}\n\n${fence}\n\n${prose(1000)}`);
      assert.deepEqual(
        parts.map(({ text }) => text.includes("call")),
        [false, true, false],
      );
      assert.equal(parts[1]?.text, fence);
    });
    it("keep what announces a block with it", () => {
      const fence = `\`\`\`js\n${"call();\n".repeat(220)}\`\`\``;
      const parts = chunk(`# a\n\n${prose(1000)}\n\nFor example:\n\n${fence}`);
      assert.ok(parts[1]?.text.startsWith("For example:"));
      assert.ok(!parts[0]?.text.includes("For example:"));
    });
    it("never leave a heading alone", () => {
      const fence = `\`\`\`js\n${"call();\n".repeat(500)}\`\`\``;
      const parts = chunk(`# a\n\nFor example:\n\n${fence}`);
      assert.deepEqual(
        parts.map(({ text }) => text.split("\n")[0]),
        ["# a", "```js"],
      );
      assert.ok(parts[0]?.text.endsWith("For example:"));
    });
    it("do not cut a table or an item", () => {
      const table = `| a | b |\n|---|---|\n${"| cell | cell |\n".repeat(200)}`.trim();
      const item = `- ${prose(3000)}`;
      const texts = chunk(`# a\n\n${table}\n\n${item}`).map(({ text }) => text);
      assert.deepEqual(texts, [`# a\n\n${table}`, item]);
    });
  });

  describe("audience", () => {
    const check = (text: string, expected: Section["audience"], document?: Partial<SourceDocument>) =>
      assert.equal(chunk(text, document)[0]?.audience, expected);
    it("is navigation for a table of contents", () => check("# Table of Contents\n\n- [a](#a)", "navigation"));
    it("is navigation for a list of links to headings", () =>
      check(`# zod\n\n${"- [a](#a)\n".repeat(8)}`, "navigation"));
    it("is nobody's for links to elsewhere", () => check(`# zod\n\n${"- [a](https://a.dev)\n".repeat(8)}`, undefined));
    it("is the document's", () => check("# a\n\nx", "agents", { audience: "agents" }));
  });

  it("take kind, symbols and deprecation from the heading", () => {
    const [section] = chunk("## `z.string()` (deprecated)\n\nx");
    assert.deepEqual([section?.kind, section?.symbols, section?.deprecated], ["api", ["z.string"], true]);
  });

  it("are passages from behind the heading on", () => {
    const [section] = chunk("<h1>\n  a\n</h1>\n\nfirst\n\nsecond");
    assert.deepEqual(
      section?.passages.map(({ start, end }) => section.text.slice(start, end)),
      ["first\n\nsecond"],
    );
  });
});

describe("any Markdown", () => {
  it("has every line in exactly one section", () => {
    fc.assert(
      fc.property(markdownText(), fc.boolean(), (text, mdx) => {
        const sections = chunk(text, { file: mdx ? "a.mdx" : "a.md" });
        const lines = text.split("\n");
        const times = lines.map((_, at) => sections.filter((each) => each.line <= at + 1 && at < each.endLine).length);
        assert.ok(times.every((count) => count <= 1));
        const blocks = splitBlocks(lines, mdx);
        const needed = blocks.filter(({ type }) => type !== "heading" && type !== "html" && type !== "module");
        for (const { type, startLine, endLine } of needed)
          for (let at = startLine; at < endLine && type !== "front-matter"; at++)
            if (lines[at]?.trim() !== "") assert.equal(times[at], 1, `line ${at + 1}: ${lines[at]}`);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps its words, in order", () => {
    fc.assert(
      fc.property(markdownText({ plain: true }), (text) => {
        const words = (each: string) => each.match(/\bw\d+\b/g) ?? [];
        const sections = chunk(text);
        assert.deepEqual(
          sections.flatMap(({ text: own }) => words(own)),
          words(text),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("has anchors that differ, lines that ascend, passages that fit", () => {
    fc.assert(
      fc.property(markdownText(), (text) => {
        const sections = chunk(text);
        assert.equal(new Set(sections.map(({ anchor }) => anchor)).size, sections.length);
        let last = 0;
        for (const { line, endLine, text: own, headingPath, passages } of sections) {
          assert.ok(line > last && endLine >= line);
          last = endLine;
          assert.notEqual(own, "");
          assert.notEqual(headingPath.length, 0);
          assert.ok(passages.length > 0 && passages.every(({ start, end }) => start < end && end <= own.length));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is cut near the limit unless a block is longer", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        for (const { text } of chunk(sizes.map((size) => prose(size)).join("\n\n")))
          assert.ok(text.length <= SECTION_CHARACTERS + 300, `${text.length}`);
      }),
      { numRuns: 100 },
    );
  });
});
