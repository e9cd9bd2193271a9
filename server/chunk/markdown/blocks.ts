import { plainHeading } from "./plainText.ts";

/** A block of a Markdown document; lines from 0, `endLine` excluded. */
export interface Block {
  readonly type: "heading" | "fence" | "table" | "item" | "paragraph" | "html" | "front-matter" | "module";
  readonly startLine: number;
  readonly endLine: number;
  /** Headings only: 1 to 6, and the title without mark-up. */
  readonly level?: number;
  readonly title?: string;
}

const FENCE = /^ {0,12}(?:[-*+>] +|\d+[.)] +)?(`{3,}|~{3,})(.*)$/;
const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const SETEXT = /^ {0,3}(=+|-{2,})[ \t]*$/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const HTML_HEADING = /^\s*<h([1-6])\b[^>]*>/i;
const NOT_SETEXT_TITLE = /^\s*(?:[>|]|[-*+]\s|\d+[.)]\s|<)/;
const MODULE_LINE = /^(?:import\s.+from\s+['"]|import\s+['"]|export\s+(?:const|default|let|function|\*|\{))/;

/** Lines that are looked through for a comment's end. */
const LONGEST_COMMENT = 400;

/**
 * Splits a document into blocks by its lines, without looking inside them. Faster than a full Markdown parser by an order of
 * magnitude (`docs/decisions`), and never wrong about what must not be cut: fences, tables and list items.
 * Every line that is not blank belongs to exactly one block.
 */
export function splitBlocks(lines: readonly string[], mdx: boolean): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  const front = frontMatterEnd(lines);
  if (front > 0) {
    blocks.push({ type: "front-matter", startLine: 0, endLine: front });
    at = front;
  }
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at++;
      continue;
    }
    const block = blockAt(lines, at, mdx);
    blocks.push(block);
    at = block.endLine;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, mdx: boolean): Block {
  const line = lines[at] ?? "";
  const fence = FENCE.exec(line);
  if (fence && opensFence(fence))
    return { type: "fence", startLine: at, endLine: fenceEnd(lines, at, fence[1] ?? "```") };
  const atx = ATX.exec(line);
  if (atx) return heading(at, at + 1, (atx[1] ?? "#").length, atx[2] ?? "");
  const html = HTML_HEADING.exec(line);
  if (html) return htmlHeading(lines, at, Number(html[1]));
  if (line.trimStart().startsWith("<!--")) return { type: "html", startLine: at, endLine: commentEnd(lines, at) };
  if (mdx && MODULE_LINE.test(line)) return { type: "module", startLine: at, endLine: blankAfter(lines, at) };
  if (isTableStart(lines, at)) return { type: "table", startLine: at, endLine: tableEnd(lines, at) };
  if (ITEM.test(line)) return { type: "item", startLine: at, endLine: itemEnd(lines, at) };
  return paragraph(lines, at);
}

function heading(startLine: number, endLine: number, level: number, raw: string): Block {
  return { type: "heading", startLine, endLine, level, title: plainHeading(raw) };
}

function htmlHeading(lines: readonly string[], at: number, level: number): Block {
  const close = new RegExp(`</h${level}\\s*>`, "i");
  for (let end = at; end < Math.min(lines.length, at + 12); end++) {
    if (!close.test(lines[end] ?? "")) continue;
    const raw = lines.slice(at, end + 1).join(" ");
    const alternative = /\balt=["']([^"']+)["']/i.exec(raw)?.[1] ?? "";
    const title = plainHeading(raw.slice(0, raw.search(close)));
    return { type: "heading", startLine: at, endLine: end + 1, level, title: title || alternative };
  }
  return { type: "html", startLine: at, endLine: at + 1 };
}

function paragraph(lines: readonly string[], at: number): Block {
  const type = /^\s*</.test(lines[at] ?? "") ? "html" : "paragraph";
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    const setext = SETEXT.exec(line);
    if (setext && type === "paragraph" && !NOT_SETEXT_TITLE.test(lines[end - 1] ?? "")) {
      // A paragraph of several lines is all title by the standard; authors mean the last line.
      if (end - at > 1) return { type, startLine: at, endLine: end - 1 };
      return heading(at, end + 1, setext[1]?.startsWith("=") ? 1 : 2, lines[at] ?? "");
    }
    if (line.trim() === "" || ATX.test(line) || ITEM.test(line) || HTML_HEADING.test(line)) break;
    const fence = FENCE.exec(line);
    if (fence && opensFence(fence)) break;
    if (isTableStart(lines, end)) break;
  }
  return { type, startLine: at, endLine: end };
}

function opensFence(match: RegExpExecArray): boolean {
  return !(match[1]?.startsWith("`") && match[2]?.includes("`"));
}

function fenceEnd(lines: readonly string[], at: number, marker: string): number {
  const close = new RegExp(`^\\s*(?:> ?)*\\s*${marker[0] === "`" ? "`" : "~"}{${marker.length},}\\s*$`);
  for (let end = at + 1; end < lines.length; end++) if (close.test(lines[end] ?? "")) return end + 1;
  // A fence that nobody closed reaches to the end of the document by the standard; to the next heading by good sense.
  for (let end = at + 1; end < lines.length; end++)
    if (ATX.test(lines[end] ?? "") && (lines[end - 1] ?? "").trim() === "") return end;
  return lines.length;
}

function isTableStart(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  const next = lines[at + 1] ?? "";
  return line.includes("|") && next.includes("-") && /^[\s|:-]+$/.test(next) && next.includes("|");
}

function tableEnd(lines: readonly string[], at: number): number {
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|") && (lines[end] ?? "").trim() !== "") end++;
  return end;
}

/** An item reaches to the next item of its own or a lesser indent, or to text at the margin after a blank line; fences inside belong to it. */
function itemEnd(lines: readonly string[], at: number): number {
  const indent = indentOf(lines[at] ?? "");
  let end = at + 1;
  let blank = false;
  const first = FENCE.exec(lines[at] ?? "");
  if (first && opensFence(first)) end = fenceEnd(lines, at, first[1] ?? "```");
  while (end < lines.length) {
    const line = lines[end] ?? "";
    if (line.trim() === "") {
      blank = true;
      end++;
      continue;
    }
    const inner = indentOf(line) > indent;
    if (ATX.test(line) && !inner) break;
    if (ITEM.test(line) && !inner) break;
    if (!inner && (blank || HTML_HEADING.test(line))) break;
    const fence = FENCE.exec(line);
    if (fence && opensFence(fence)) {
      if (!inner) break;
      end = fenceEnd(lines, end, fence[1] ?? "```");
    } else end++;
    blank = false;
  }
  while (end > at + 1 && (lines[end - 1] ?? "").trim() === "") end--;
  return end;
}

function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === " ") width++;
    else if (character === "\t") width += 4;
    else break;
  }
  return width;
}

/** A comment that nobody closed is one line. */
function commentEnd(lines: readonly string[], at: number): number {
  for (let end = at; end < Math.min(lines.length, at + LONGEST_COMMENT); end++)
    if ((lines[end] ?? "").includes("-->")) return end + 1;
  return at + 1;
}

function blankAfter(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && (lines[end] ?? "").trim() !== "") end++;
  return end;
}

/** End of the front matter (`---` … `---`) at the top, 0 without; lines excluded. */
function frontMatterEnd(lines: readonly string[]): number {
  if ((lines[0] ?? "").trimEnd() !== "---") return 0;
  for (let end = 1; end < Math.min(lines.length, 200); end++)
    if (/^(?:---|\.\.\.)\s*$/.test(lines[end] ?? "")) return end + 1;
  return 0;
}
