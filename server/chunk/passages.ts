import type { Passage } from "../model/section.ts";

/** Longest passage in UTF-16 characters; measured with the shipped model, which blurs longer texts. */
export const PASSAGE_CHARACTERS = 320;

/** A stretch of text that is not cut as long as it fits a passage. */
interface Block {
  readonly start: number;
  readonly end: number;
}

const itemOrRow = /^\s*(?:[-*+]\s|\d+[.)]\s|\|)/;
const sentenceEnd = /[.!?:;][)"'`*\]]*\s/g;

/**
 * Cuts a section's text into passages of at most `PASSAGE_CHARACTERS`: neighbouring paragraphs, list items and table
 * rows are joined while they fit; what does not fit alone is cut at line ends, sentence ends, spaces, in this order.
 * @param from offset where the body starts (behind the heading line)
 * @returns in order, without white space at their ends; together they hold every other character from `from` on
 */
export function cutPassages(text: string, from = 0): Passage[] {
  const passages: Passage[] = [];
  let open: Block | undefined;
  for (const piece of pieces(text, from)) {
    if (open && piece.end - open.start <= PASSAGE_CHARACTERS) open = { start: open.start, end: piece.end };
    else {
      if (open) passages.push(open);
      open = piece;
    }
  }
  if (open) passages.push(open);
  return passages;
}

function* pieces(text: string, from: number): Generator<Block> {
  for (const block of blocks(text, from)) {
    if (block.end - block.start <= PASSAGE_CHARACTERS) yield block;
    else yield* cutLong(text, block);
  }
}

/** Stretches between blank lines; a list item or table row starts a new one. */
function* blocks(text: string, from: number): Generator<Block> {
  let start = -1;
  let end = -1;
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(at, lineEnd);
    const trimmedEnd = at + line.trimEnd().length;
    const blank = trimmedEnd === at || line.trim() === "";
    if (start >= 0 && (blank || itemOrRow.test(line))) {
      yield { start, end };
      start = -1;
    }
    if (!blank) {
      if (start < 0) start = at + (line.length - line.trimStart().length);
      end = trimmedEnd;
    }
    at = lineEnd + 1;
  }
  if (start >= 0) yield { start, end };
}

function* cutLong(text: string, block: Block): Generator<Block> {
  let start = block.start;
  while (block.end - start > PASSAGE_CHARACTERS) {
    const cut = cutAt(text, start, start + PASSAGE_CHARACTERS);
    const piece = trimmed(text, start, cut);
    if (piece) yield piece;
    start = cut;
  }
  const rest = trimmed(text, start, block.end);
  if (rest) yield rest;
}

/** Best place to cut in the second half of the window: a line end, else a sentence end, else a space, else anywhere but inside a surrogate pair. */
function cutAt(text: string, start: number, limit: number): number {
  const half = start + PASSAGE_CHARACTERS / 2;
  const window = text.slice(start, limit);
  const line = start + window.lastIndexOf("\n") + 1;
  if (line > half) return line;
  let sentence = 0;
  for (const match of text.slice(half, limit).matchAll(sentenceEnd)) sentence = half + match.index + match[0].length;
  if (sentence > half) return sentence;
  if (line > start + PASSAGE_CHARACTERS / 4) return line;
  const space = start + window.lastIndexOf(" ") + 1;
  if (space > half) return space;
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}

function trimmed(text: string, start: number, end: number): Block | undefined {
  let first = start;
  let last = end;
  while (first < last && /\s/.test(text[first] ?? "")) first++;
  while (last > first && /\s/.test(text[last - 1] ?? "")) last--;
  return last > first ? { start: first, end: last } : undefined;
}
