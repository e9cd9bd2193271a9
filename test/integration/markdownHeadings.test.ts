import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { splitBlocks } from "../../server/chunk/markdown/blocks.ts";

/** Documents of packages that are always installed here, of many authors and styles. */
const FILES = [
  "zod/README.md",
  "commander/Readme.md",
  "lru-cache/README.md",
  "yaml/README.md",
  "undici/README.md",
  "semver/README.md",
  "shiki/README.md",
  "markdown-it/README.md",
  "dompurify/README.md",
  "lit/README.md",
  "smol-toml/README.md",
  "fast-check/README.md",
  "fast-check/CHANGELOG.md",
  "mocha/README.md",
  "listr2/README.md",
  "esbuild/README.md",
  "ignore/README.md",
  "p-limit/readme.md",
  "glob/README.md",
  "ajv/README.md",
  "express/Readme.md",
  "express/History.md",
  "minimatch/README.md",
  "debug/README.md",
  "yargs/README.md",
  "micromark/readme.md",
  "mdast-util-from-markdown/readme.md",
  "vscode-uri/README.md",
  "jsonc-parser/README.md",
  "cheerio/Readme.md",
  "argparse/CHANGELOG.md",
  "c8/README.md",
  "@modelcontextprotocol/sdk/README.md",
  "playwright-core/README.md",
]; // prettier-ignore
const installed = FILES.map((file) => ({ file, url: new URL(`../../node_modules/${file}`, import.meta.url) })).filter(
  ({ url }) => existsSync(url),
);

interface Heading {
  readonly line: number;
  readonly level: number;
  readonly title: string;
}

type Nodes = ReturnType<typeof fromMarkdown>["children"][number];

/** Words of a node; pictures, HTML and footnotes left out, as titles leave them out. */
function wordsOf(node: Nodes): string {
  if (node.type === "html") return /^<br/i.test(node.value) ? " " : "";
  if (node.type === "footnoteReference") return "";
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(wordsOf).join("") : "";
}

function byStandard(text: string): Heading[] {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return tree.children.flatMap((node) =>
    node.type === "heading" ? [{ line: node.position?.start.line ?? 0, level: node.depth, title: wordsOf(node) }] : [],
  );
}

/** HTML headings are beside the standard. */
function byLines(text: string): Heading[] {
  const lines = text.split("\n");
  return splitBlocks(lines, false).flatMap(({ type, startLine, level = 0, title = "" }) =>
    type === "heading" && !/^\s*<h\d/i.test(lines[startLine] ?? "") ? [{ line: startLine + 1, level, title }] : [],
  );
}

/**
 * Differences by intent: a title that is nothing but pictures takes their texts; a version in brackets is opened without looking
 * for its link; white space is folded.
 */
const comparable = (headings: readonly Heading[]) =>
  headings.map(({ line, level, title }) => `${line} ${"#".repeat(level)} ${title.replace(/[\s[\]]+/g, " ").trim()}`);

describe("headings of real documents", () => {
  it("are compared on enough of them", () => assert.ok(installed.length >= 20, `${installed.length}`));

  for (const { file, url } of installed)
    it(file, () => {
      const text = readFileSync(url, "utf8")
        .replace(/^\uFEFF/, "")
        .replace(/\r\n?/g, "\n");
      const standard = byStandard(text);
      const pictures = new Set(standard.filter(({ title }) => title.trim() === "").map(({ line }) => line));
      const worded = (headings: readonly Heading[]) => comparable(headings.filter(({ line }) => !pictures.has(line)));
      assert.deepEqual(worded(byLines(text)), worded(standard));
    });
});
