// Decision 0001: how long the 475 pages of next take with the own scanner and with mdast-util-from-markdown.
// Usage, after `npm test` has installed the packages of the tests: npx node docs/decisions/measure/markdown.ts

import { globSync, readFileSync } from "node:fs";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { splitBlocks } from "../../../server/chunk/markdown/blocks.ts";
import { chunkMarkdown } from "../../../server/chunk/markdown/chunkMarkdown.ts";
import { measure } from "./measure.ts";

const folder = new URL("../../../test/packages/node_modules/next/dist/docs/", import.meta.url);
const pages = globSync("**/*.{md,mdx}", { cwd: folder }).map((file) => ({
  package: "next",
  file,
  kind: "markdown" as const,
  text: readFileSync(new URL(file, folder), "utf8"),
}));
const characters = pages.reduce((sum, { text }) => sum + text.length, 0);
console.log(
  `${pages.length} pages, ${(characters / 1e6).toFixed(1)} million characters; milliseconds, first and median of five`,
);
measure("own scanner, blocks", () => pages.map(({ text }) => splitBlocks(text.split("\n"), false)));
measure("own scanner, sections and passages", () => pages.map((page) => chunkMarkdown(page)));
measure("mdast-util-from-markdown with gfm", () =>
  pages.map(({ text }) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })),
);
