import type { FileNode } from "./program.ts";

/** A line of a section with its line in the file, from 1. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
  /** Part of a declaration, not of a comment. */
  readonly isSignature?: true;
}

const FENCE = /^\s*(?:`{3,}|~{3,})/;
const TAG = /^\s*@[a-z][A-Za-z]*(?![\w(.])/;
const EXAMPLE = /^\s*@example\b(.*)$/;
const CODE = /[(){};=]|=>|^\s*\/\//;

/** The text of a doc comment, stars and common indentation removed; examples without a fence get one. */
export function docLines(file: FileNode, start: number, end: number): TextLine[] {
  let close = file.text.endsWith("*/", end) ? end - 2 : end;
  while (close > start + 3 && file.text[close - 1] === "*") close--;
  const inner = file.text.slice(start + 3, close);
  const first = file.lineAt(start);
  const lines = inner.split("\n").map((text, index) => ({ text: text.trimEnd(), line: first + index }));
  return fenceExamples(trimBlank(withoutGutter(lines)));
}

function withoutGutter(lines: TextLine[]): TextLine[] {
  const [head, ...rest] = lines;
  if (!head) return [];
  const filled = rest.filter(({ text }) => text !== "");
  const starred = filled.filter(({ text }) => /^\s*\*/.test(text)).length;
  const opening = { ...head, text: head.text.trimStart() };
  if (starred * 2 >= filled.length)
    return [opening, ...rest.map(({ text, line }) => ({ text: text.replace(/^\s*\* ?/, ""), line }))];
  const indent = smallest(filled.map(({ text }) => text.length - text.trimStart().length));
  return [opening, ...rest.map(({ text, line }) => ({ text: text.slice(indent), line }))];
}

/** The smallest of many numbers, infinity without any. */
export function smallest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** Adds many items, which may be more than a call takes as arguments. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item);
}

export function trimBlank(lines: readonly TextLine[]): TextLine[] {
  const first = lines.findIndex(({ text }) => text.trim() !== "");
  if (first < 0) return [];
  const last = lines.findLastIndex(({ text }) => text.trim() !== "");
  return lines.slice(first, last + 1);
}

/** Puts the code of `@example` into a fence, so that it is shown, and cut, as code. */
function fenceExamples(lines: TextLine[]): TextLine[] {
  if (!lines.some(({ text }) => EXAMPLE.test(text))) return lines;
  const fenced: TextLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    fenced.push(line);
    at++;
    if (!EXAMPLE.test(line.text)) continue;
    let end = at;
    while (end < lines.length && !TAG.test(lines[end]?.text ?? "")) end++;
    const body = trimBlank(lines.slice(at, end));
    const hasFence = lines.slice(at, end).some(({ text }) => FENCE.test(text));
    if (hasFence || body.length === 0 || !body.some(({ text }) => CODE.test(text))) continue;
    append(fenced, fence(body));
    at = end;
  }
  return fenced;
}

/** A declaration as a block of TypeScript. */
export function fenceSignature(code: readonly TextLine[]): TextLine[] {
  return fence(code).map((line) => ({ ...line, isSignature: true }));
}

/** Lines as a block of TypeScript. */
function fence(code: readonly TextLine[]): TextLine[] {
  const first = code[0]?.line ?? 1;
  return [{ text: "```ts", line: first }, ...code, { text: "```", line: code.at(-1)?.line ?? first }];
}

const BARE_TAG =
  /^@(?:(?:see|inheritDoc|inheritdoc)\b[^@]*|(?:internal|ignore|hidden|deprecated|public|private|override)\s*)$/;

/** Whether a comment says no more than where to look or how to treat a symbol. */
export function isBareReference(lines: readonly TextLine[]): boolean {
  const text = lines
    .map((line) => line.text)
    .join(" ")
    .trim();
  if (text.length > 60 || !text.startsWith("@")) return false;
  return text.split(/(?=(?<!\{)@)/).every((tag) => BARE_TAG.test(tag));
}
