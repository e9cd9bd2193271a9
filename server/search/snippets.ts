/** A word of the text that the query matches; UTF-16 offsets. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

export interface Snippet {
  readonly text: string;
  /** Stretches of `text` to mark. */
  readonly marks: readonly [start: number, end: number][];
}

const SNIPPET_CHARACTERS = 200;
/** Longest line of code that is taken whole. */
const CODE_CHARACTERS = 400;
const MOST_SNIPPETS = 3;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly code: boolean;
  readonly fence: boolean;
}

/**
 * Up to three stretches of a text with the matched words marked: first the answering passage, then the lines with most matches.
 * A line of code is taken whole, unless it is very long; prose is cut at words.
 * @param matches in order of the text
 * @param passage where the passage that answers lies
 */
export function snippets(text: string, matches: readonly Match[], passage: Match): Snippet[] {
  const lines = linesOf(text).filter((line) => !line.fence && line.end > line.start && !isHeading(text, line));
  const counted = lines.map((line) => ({
    line,
    hits: matches.filter((match) => match.start >= line.start && match.end <= line.end),
  }));
  const inPassage = counted.filter(({ line }) => line.end > passage.start && line.start < passage.end);
  const first = mostHits(inPassage) ?? mostHits(counted) ?? counted[0];
  if (!first) return [];
  const rest = counted
    .filter((each) => each !== first && each.hits.length > 0)
    .sort((a, b) => distinct(text, b.hits) - distinct(text, a.hits) || a.line.start - b.line.start);
  return [first, ...rest]
    .slice(0, MOST_SNIPPETS)
    .sort((a, b) => (a === first ? -1 : b === first ? 1 : a.line.start - b.line.start))
    .map(({ line, hits }) => snippet(text, line, hits));
}

function mostHits<T extends { readonly line: Line; readonly hits: readonly Match[] }>(
  lines: readonly T[],
): T | undefined {
  let best: T | undefined;
  for (const each of lines) if (!best || each.hits.length > best.hits.length) best = each;
  return best;
}

function distinct(text: string, hits: readonly Match[]): number {
  return new Set(hits.map((hit) => text.slice(hit.start, hit.end).toLowerCase())).size;
}

function snippet(text: string, line: Line, hits: readonly Match[]): Snippet {
  const [start, end] =
    line.end - line.start <= (line.code ? CODE_CHARACTERS : SNIPPET_CHARACTERS)
      ? [line.start, line.end]
      : window(text, line, hits);
  const before = start > line.start ? "… " : "";
  const after = end < line.end ? " …" : "";
  const raw = text.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const marks = hits
    .filter((hit) => hit.start >= start + lead && hit.end <= end)
    .map((hit): [number, number] => [hit.start - start - lead + before.length, hit.end - start - lead + before.length]);
  return { text: before + raw.trim() + after, marks };
}

/** The part of a long line around its first matches, cut at spaces. */
function window(text: string, line: Line, hits: readonly Match[]): [start: number, end: number] {
  const focus = hits[0]?.start ?? line.start;
  let start = Math.max(line.start, focus - Math.floor(SNIPPET_CHARACTERS / 3));
  if (start > line.start) start = Math.max(line.start, Math.min(text.indexOf(" ", start) + 1 || start, focus));
  let end = Math.min(line.end, start + SNIPPET_CHARACTERS);
  if (end < line.end) end = Math.max(text.lastIndexOf(" ", end), Math.min(line.end, start + SNIPPET_CHARACTERS / 2));
  return [start, end];
}

function isHeading(text: string, line: Line): boolean {
  return !line.code && /^\s*(?:#{1,6}\s|<h[1-6])/i.test(text.slice(line.start, line.end));
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let code = false;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const fence = /^\s*(?:```|~~~)/.test(text.slice(start, end));
    lines.push({ start, end, code: code && !fence, fence });
    if (fence) code = !code;
    start = end + 1;
  }
  return lines;
}
