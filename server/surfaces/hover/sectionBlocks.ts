/** A block of a section's Markdown, found by its lines alone; offsets into the text. */
export type SectionBlock =
  | { readonly type: "heading" | "html" | "prose"; readonly start: number; readonly end: number }
  | {
      readonly type: "code";
      readonly start: number;
      readonly end: number;
      readonly language: string;
      readonly code: string;
      /** Where `code` begins. */
      readonly codeStart: number;
    };

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const FENCE = /^(\s*(?:[-*+>]\s+|\d+[.)]\s+)?)(`{3,}|~{3,})(.*)$/;
const HEADING = /^ {0,3}#{1,6}(?:\s|$)/;
const HTML_OPENING = /^\s*<(?:!--|(script|style|svg|template)\b)/i;

/** Splits without parsing what is inside: a full Markdown parser takes milliseconds, which a hover does not have. */
export function splitSection(text: string): SectionBlock[] {
  const lines = linesOf(text);
  const blocks: SectionBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line || line.text.trim() === "") at += 1;
    else at = addBlock(blocks, lines, at, line);
  }
  return blocks;
}

/** @returns index of the line behind the block */
function addBlock(blocks: SectionBlock[], lines: readonly Line[], at: number, line: Line): number {
  const fence = fenceOf(line.text);
  if (fence) {
    const last = lines.findIndex(({ text }, index) => index > at && closes(text, fence.mark));
    const behind = last < 0 ? lines.length : last + 1;
    blocks.push(codeBlock(lines.slice(at, behind), fence, last >= 0));
    return behind;
  }
  if (HEADING.test(line.text)) {
    blocks.push({ type: "heading", start: line.start, end: line.end });
    return at + 1;
  }
  const opening = HTML_OPENING.exec(line.text);
  const behind = opening ? htmlEnd(lines, at, opening[1]) : proseEnd(lines, at);
  blocks.push({ type: opening ? "html" : "prose", start: line.start, end: lines[behind - 1]?.end ?? line.end });
  return behind;
}

function fenceOf(
  text: string,
): { readonly indent: number; readonly mark: string; readonly language: string } | undefined {
  const [, before = "", mark = "", info = ""] = FENCE.exec(text) ?? [];
  if (mark === "" || (mark.startsWith("`") && info.includes("`"))) return undefined;
  return { indent: before.length, mark, language: info.trim() };
}

function closes(text: string, mark: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith(mark) && trimmed === mark.charAt(0).repeat(trimmed.length);
}

function codeBlock(
  lines: readonly Line[],
  fence: { readonly indent: number; readonly language: string },
  closed: boolean,
) {
  const body = lines.slice(1, closed ? -1 : undefined);
  const dedented = body.map(({ text }) => text.slice(Math.min(fence.indent, text.length - text.trimStart().length)));
  return {
    type: "code" as const,
    start: lines[0]?.start ?? 0,
    end: lines.at(-1)?.end ?? 0,
    language: fence.language,
    code: dedented.join("\n"),
    codeStart: body[0]?.start ?? 0,
  };
}

/** Comments and scripts may hold blank lines; all of it is one block. */
function htmlEnd(lines: readonly Line[], at: number, tag: string | undefined): number {
  const closing = tag === undefined ? "-->" : `</${tag.toLowerCase()}`;
  const last = lines.findIndex(({ text }, index) => index >= at && text.toLowerCase().includes(closing));
  return last < 0 ? lines.length : last + 1;
}

function proseEnd(lines: readonly Line[], at: number): number {
  let behind = at + 1;
  for (; behind < lines.length; behind += 1) {
    const text = lines[behind]?.text ?? "";
    if (text.trim() === "" || fenceOf(text) || HEADING.test(text)) break;
  }
  return behind;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    lines.push({ text: text.slice(start, end).replace(/\r$/, ""), start, end });
    start = end + 1;
  }
  return lines;
}

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const LONG_PARAGRAPH = 400;

/**
 * The part of a prose block from the place that matters on, as Markdown that stands for itself: a list from the item, a
 * table with its head from the row, a long paragraph from the sentence.
 */
export function proseFromPlace(block: string, place: number): string {
  const lines = linesOf(block);
  const at = Math.max(
    0,
    lines.findLastIndex(({ start }) => start <= place),
  );
  if (lines.length > 2 && TABLE_RULE.test(lines[1]?.text ?? "") && at > 2)
    return [...lines.slice(0, 2), ...lines.slice(at)].map(({ text }) => text).join("\n");
  const item = lines.findLastIndex(({ text }, index) => index <= at && ITEM.test(text));
  if (item >= 0) return dedent(lines.slice(item));
  return place > LONG_PARAGRAPH ? `… ${block.slice(place)}` : block;
}

/** Without the first line's indent, which would make a nested item look like code. */
function dedent(lines: readonly Line[]): string {
  const indent = /^\s*/.exec(lines[0]?.text ?? "")?.[0].length ?? 0;
  return lines.map(({ text }) => text.slice(Math.min(indent, text.length - text.trimStart().length))).join("\n");
}
