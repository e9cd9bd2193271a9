import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { SearchResult } from "../../../shared/searchResponse.ts";
import { renderCode, renderProse } from "./blockMarkdown.ts";
import type { Definitions } from "./inlineMarkdown.ts";
import { proseFromPlace, type SectionBlock, splitSection } from "./sectionBlocks.ts";

/** What a hover shows at most. */
export const MOST_TEXT = 500;
export const MOST_CODE_LINES = 12;

/** A hover shows 500 characters; of a longer block, no more than this is parsed. */
const MOST_PARSED = 2_000;
/** A paragraph shorter than this is followed by the next one, if there is room. */
const SHORT_TEXT = 200;

/** What a hover quotes of a section, as safe Markdown; either may be "". */
export interface Excerpt {
  readonly text: string;
  readonly example: string;
}

type Quoted = Pick<SearchResult, "text" | "passage" | "example">;
type CodeBlock = SectionBlock & { readonly type: "code" };

/**
 * The paragraph in which the passage begins, and one example that uses the symbol.
 * @param name last part of the symbol's path, e.g. `email`; absent: any example will do
 */
export function excerptOf(section: Quoted, name: string | undefined): Excerpt {
  const { text } = section;
  const place = Math.min(Math.max(0, section.passage[0]), text.length);
  const blocks = splitSection(text);
  const at = blockAt(blocks, place);
  const own = blocks[at];
  const ownCode = own?.type === "code" ? own : undefined;
  const quoted = ownCode ? proseBefore(text, blocks, at) : proseFrom(text, blocks, at, place);
  return { text: quoted, example: exampleOf(section, blocks, { place, name, own: ownCode }) };
}

const MARKDOWN = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, MARKDOWN);
}

/** Index of the block in which the passage begins, its heading skipped. */
function blockAt(blocks: readonly SectionBlock[], place: number): number {
  const at = blocks.findIndex(({ end }) => end > place);
  let index = at < 0 ? blocks.length - 1 : at;
  while (index < blocks.length - 1 && blocks[index]?.type === "heading") index += 1;
  return index;
}

/** Prose from a block on: at least one block, more while it stays short, nothing across code or a heading. */
function proseFrom(text: string, blocks: readonly SectionBlock[], from: number, place: number): string {
  let shown = "";
  for (const block of blocks.slice(Math.max(0, from))) {
    if (shown !== "" && (shown.length >= SHORT_TEXT || block.type === "code" || block.type === "heading")) break;
    const next = prose(text, block, place, MOST_TEXT - shown.length - 2);
    if (next !== "") shown += shown === "" ? next : `\n\n${next}`;
  }
  return shown;
}

/** The prose directly before a code block introduces it. */
function proseBefore(text: string, blocks: readonly SectionBlock[], at: number): string {
  for (const block of blocks.slice(0, at).reverse()) {
    if (block.type === "heading") break;
    const shown = prose(text, block, 0, MOST_TEXT);
    if (shown !== "") return shown;
  }
  return "";
}

/** One block as safe Markdown of at most `most` characters; "" for headings and code. */
function prose(text: string, block: SectionBlock, place: number, most: number): string {
  if (block.type === "heading" || block.type === "code") return "";
  const source = proseFromPlace(text.slice(block.start, block.end), place - block.start).slice(0, MOST_PARSED);
  const root = parseMarkdown(`${source}\n\n${definitionLines(text, source)}`);
  const definitions = definitionsOf(root);
  for (const node of root.children) {
    if (node.type === "heading") continue;
    const shown = renderProse(node, definitions, most);
    if (shown !== "") return shown;
  }
  return "";
}

/** The lines `[label]: address` of the section that its quoted part may refer to. */
function definitionLines(text: string, source: string): string {
  if (!/\]/.test(source)) return "";
  return [...text.slice(-MOST_PARSED * 4).matchAll(/^ {0,3}\[[^[\]\n]{1,200}\]:[^\n]{1,400}$/gm)]
    .map(([line]) => line)
    .join("\n");
}

function definitionsOf(root: Root): Definitions {
  const found = root.children.filter((node) => node.type === "definition");
  return new Map(found.map(({ identifier, url }) => [identifier, url]));
}

interface ExampleWanted {
  readonly place: number;
  readonly name: string | undefined;
  /** The code in which the passage itself begins. */
  readonly own: CodeBlock | undefined;
}

/** The first code from the passage on that uses the name, else one before it; the passage's own code in any case. */
function exampleOf(section: Quoted, blocks: readonly SectionBlock[], { place, name, own }: ExampleWanted): string {
  const uses = usesName(name);
  const codes = blocks.filter((block) => block.type === "code");
  const following = codes.find(({ code, end }) => end > place && uses(code));
  const code = following ?? own ?? codes.find((block) => uses(block.code));
  if (code) {
    const from = code === own ? lineCount(section.text.slice(code.codeStart, Math.max(code.codeStart, place))) : 0;
    return renderCode(code, focusLine(code.code, uses, from), MOST_CODE_LINES);
  }
  const example = section.example;
  if (!example || !uses(example.code)) return "";
  return renderCode(example, focusLine(example.code, uses, 0), MOST_CODE_LINES);
}

function lineCount(text: string): number {
  return text.split("\n").length - 1;
}

function focusLine(code: string, uses: (text: string) => boolean, from: number): number {
  const at = code.split("\n").findIndex((line, index) => index >= from && uses(line));
  return at < 0 ? from : at;
}

/** Tests whether a text has the name as a whole word. */
function usesName(name: string | undefined): (text: string) => boolean {
  if (name === undefined) return () => true;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`);
  return (text) => pattern.test(text);
}
