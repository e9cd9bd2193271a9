import { withoutHiddenCharacters } from "../../../shared/quoting.ts";
import type { SearchResult } from "../../../shared/searchResponse.ts";

/** Longest excerpt of a result in characters, measured for `answerWithin2000`. */
export const EXCERPT_CHARACTERS = 400;

type Quoted = Pick<SearchResult, "text" | "passage">;

/**
 * The part of a section that a terminal shows: from the passage that answers on, without its heading, ended at a line,
 * sentence or word. Code and line breaks stay as they are.
 */
export function excerptText({ text, passage }: Quoted, most = EXCERPT_CHARACTERS): string {
  const start = behindHeading(text, Math.min(Math.max(0, passage[0]), text.length));
  const rest = withoutHiddenCharacters(text.slice(lineStart(text, start), start + 4 * most)).replace(/\n{3,}/g, "\n\n");
  const body = rest.replace(/^\s*\n/, "").trimEnd();
  if (body.length <= most) return body;
  const cut = cutAt(body, most - 1);
  return `${body.slice(0, cut).trimEnd()}…`;
}

/** `Guide > Basic usage`, the title where there is no path. */
export function headingLine({ headingPath, title }: Pick<SearchResult, "headingPath" | "title">): string {
  return withoutHiddenCharacters(headingPath.join(" > ") || title)
    .replace(/\s+/g, " ")
    .trim();
}

/** The words that a search matched, lower case. */
export function matchedWords({ snippets }: Pick<SearchResult, "snippets">): ReadonlySet<string> {
  const words = snippets.flatMap(({ text, marks }) =>
    marks.map(([start, end]) => text.slice(start, end).toLowerCase()),
  );
  return new Set(words.filter((word) => word.trim() !== ""));
}

/** The text with every matched word put through `mark`. */
export function markWords(text: string, words: ReadonlySet<string>, mark: (word: string) => string): string {
  if (words.size === 0) return text;
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "giu"), mark);
}

const HEADING = /^ {0,3}#{1,6}(?:\s.*)?$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)\s*$/;

/** The first place from `start` on that is no heading. */
function behindHeading(text: string, start: number): number {
  let at = lineStart(text, start);
  for (;;) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const next = text.slice(end + 1, lineEnd(text, end + 1));
    if (end >= text.length) return Math.max(at, start);
    if (HEADING.test(line) || line.trim() === "") at = end + 1;
    else if (UNDERLINE.test(next) && next.trim() !== "") at = lineEnd(text, end + 1) + 1;
    else return Math.max(at, start);
  }
}

/** Where to begin so that no word or short line is torn: the line's start, unless the passage lies far inside it. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return at - start > 120 ? at : start;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline;
}

/** Best place to cut within the last 30 %: a line's end, else a sentence's, else a blank, else `most`. */
function cutAt(text: string, most: number): number {
  const earliest = Math.floor(most * 0.7);
  const line = text.lastIndexOf("\n", most);
  if (line >= earliest) return line;
  const sentence = [...text.slice(earliest, most).matchAll(/[.!?](?=\s)/g)].at(-1);
  if (sentence) return earliest + sentence.index + 1;
  const blank = text.lastIndexOf(" ", most);
  return blank >= earliest ? blank : most;
}
