import type { SourceDocument } from "../../model/document.ts";
import type { Section } from "../../model/section.ts";
import { cutPassages } from "../passages.ts";
import { type Block, splitBlocks } from "./blocks.ts";
import { frontMatter } from "./frontMatter.ts";
import { kindOf, symbolsInHeading } from "./headings.ts";
import { slug } from "./plainText.ts";

/** Sections are cut at about this many UTF-16 characters; a block that is longer stands alone. */
export const SECTION_CHARACTERS = 1800;
/** The last part of a cut section joins the one before if it is shorter than this. */
const TAIL_CHARACTERS = 240;

interface Heading {
  readonly level: number;
  readonly title: string;
}

/** A heading with the blocks of its own, before they are cut. */
interface Chapter {
  readonly path: readonly Heading[];
  readonly blocks: readonly Block[];
}

/**
 * Cuts a Markdown or MDX document into sections: the text between a heading and the next, the heading line included, in parts of
 * about `SECTION_CHARACTERS` where it is longer. Fences, tables and list items are never cut. Pure.
 */
export function chunkMarkdown(document: SourceDocument): Section[] {
  const lines = document.text.split("\n");
  const mdx = document.file.endsWith(".mdx");
  const blocks = splitBlocks(lines, mdx);
  const meta = blocks[0]?.type === "front-matter" ? frontMatter(lines.slice(1, blocks[0].endLine - 1)) : undefined;
  if (meta && meta.description === undefined) blocks.shift();
  for (const block of blocks) if (block.type === "module") lines.fill("", block.startLine, block.endLine);
  const anchors = new Map<string, number>();
  const sections: Section[] = [];
  for (const chapter of chapters(blocks, meta?.title)) {
    const headed = chapter.blocks[0]?.type === "heading";
    const anchor = uniqueAnchor(headed ? slug(chapter.path.at(-1)?.title ?? "") : "", anchors);
    for (const [part, group] of cut(chapter, lines).entries())
      sections.push(section(document, lines, { chapter, anchor, part, blocks: group, description: meta?.description }));
  }
  return sections;
}

function* chapters(blocks: readonly Block[], documentTitle: string | undefined): Generator<Chapter> {
  let path: Heading[] = documentTitle ? [{ level: 0, title: documentTitle }] : [];
  let own: Block[] = [];
  for (const block of blocks) {
    if (block.type === "heading") {
      if (own.length > 0) yield { path, blocks: own };
      const level = block.level ?? 1;
      const parents = path.filter((heading) => heading.level < level);
      // A first heading that repeats the front matter's title adds nothing to the path.
      const repeated = parents.length === 1 && parents[0]?.level === 0 && parents[0].title === block.title;
      path = repeated ? parents : [...parents, { level, title: block.title ?? "" }];
      own = [block];
    } else if (block.type !== "module") own.push(block);
  }
  if (own.length > 0) yield { path, blocks: own };
}

/** Blocks in groups of at most about `SECTION_CHARACTERS`; none for a chapter without text of its own. */
function cut(chapter: Chapter, lines: readonly string[]): Block[][] {
  const body = chapter.blocks.filter((block) => block.type !== "heading");
  if (!body.some((block) => hasText(block, lines))) return [];
  const groups: Block[][] = [];
  let group: Block[] = [];
  let size = 0;
  for (const block of chapter.blocks) {
    const length = sizeOf(block, lines);
    if (group.length > 0 && size + length > SECTION_CHARACTERS && group.some((each) => each.type !== "heading")) {
      const carried = introduces(group, lines) ? group.splice(-1) : [];
      groups.push(group);
      group = carried;
      size = carried.reduce((sum, each) => sum + sizeOf(each, lines), 0);
    }
    group.push(block);
    size += length;
  }
  const last = groups.at(-1);
  if (last && size < TAIL_CHARACTERS) last.push(...group);
  else groups.push(group);
  return groups;
}

/** True if the last block only announces the next (`For example:`) and is not all there is below the heading. */
function introduces(group: readonly Block[], lines: readonly string[]): boolean {
  const last = group.at(-1);
  if (last?.type !== "paragraph" || group.length < (group[0]?.type === "heading" ? 3 : 2)) return false;
  return sizeOf(last, lines) < 300 && /:\s*$/.test(lines[last.endLine - 1] ?? "");
}

function hasText(block: Block, lines: readonly string[]): boolean {
  if (block.type !== "html") return true;
  const html = lines.slice(block.startLine, block.endLine).join("\n");
  return (
    withoutComments(html)
      .replace(/<[^<>]*>/g, "")
      .trim() !== ""
  );
}

function withoutComments(html: string): string {
  let rest = html;
  let text = "";
  for (let start = rest.indexOf("<!--"); start >= 0; start = rest.indexOf("<!--")) {
    const end = rest.indexOf("-->", start);
    text += rest.slice(0, start);
    rest = end < 0 ? "" : rest.slice(end + 3);
  }
  return text + rest;
}

function sizeOf(block: Block, lines: readonly string[]): number {
  let size = 0;
  for (let line = block.startLine; line < block.endLine; line++) size += (lines[line]?.length ?? 0) + 1;
  return size;
}

interface Part {
  readonly chapter: Chapter;
  readonly anchor: string;
  readonly part: number;
  readonly blocks: readonly Block[];
  readonly description: string | undefined;
}

function section(document: SourceDocument, lines: readonly string[], part: Part): Section {
  const first = part.blocks[0];
  const last = part.blocks.at(-1);
  const startLine = first?.startLine ?? 0;
  const endLine = last?.endLine ?? startLine + 1;
  const path = part.chapter.path.map((heading) => heading.title).filter((title) => title !== "");
  const title = path.at(-1) ?? "";
  const text = textOf(lines, part, startLine, endLine);
  const bodyStart = first?.type === "heading" ? text.indexOf("\n", headingLength(lines, first)) + 1 : 0;
  const passages = cutPassages(text, bodyStart);
  return {
    package: document.package,
    file: document.file,
    kind: kindOf(document, path),
    ...audienceOf(document, text, title),
    headingPath: path.length > 0 ? path : [baseName(document.file)],
    anchor: part.part === 0 ? part.anchor : `${part.anchor}~${part.part + 1}`,
    line: startLine + 1,
    endLine,
    text,
    symbols: symbolsInHeading(title),
    reached: true,
    deprecated: /\bdeprecated\b/i.test(title),
    passages: passages.length > 0 ? passages : cutPassages(text),
  };
}

/** A list of links to the document's own headings says nothing that the headings do not say. */
function audienceOf(document: SourceDocument, text: string, title: string): Pick<Section, "audience"> {
  if (document.audience) return { audience: document.audience };
  const links = text.match(/\]\(#[^)\n]{0,200}\)/g)?.length ?? 0;
  const items = text.match(/^\s*(?:[-*+]|\d+[.)])\s/gm)?.length ?? 0;
  if (/^(?:table of )?contents$|^toc$/i.test(title) || (links >= 6 && links >= items * 0.8 && items > 0))
    return { audience: "navigation" };
  return {};
}

function headingLength(lines: readonly string[], heading: Block): number {
  return lines.slice(heading.startLine, heading.endLine).join("\n").length - 1;
}

/** The part's lines as in the file; front matter is replaced by its description. Module lines are blank by now. */
function textOf(lines: readonly string[], part: Part, startLine: number, endLine: number): string {
  const first = part.blocks[0];
  if (first?.type !== "front-matter") return lines.slice(startLine, endLine).join("\n").trimEnd();
  const body = lines.slice(first.endLine, endLine).join("\n").trim();
  return [part.description ?? "", body].filter((text) => text !== "").join("\n\n");
}

/** Counts up as GitHub does, over what a heading says by itself (`usage`, `usage`, `usage-1`). */
function uniqueAnchor(anchor: string, seen: Map<string, number>): string {
  let unique = anchor;
  let count = seen.get(anchor) ?? 0;
  while (seen.has(unique)) unique = `${anchor}-${++count}`;
  seen.set(anchor, count);
  seen.set(unique, seen.get(unique) ?? 0);
  return unique;
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}
