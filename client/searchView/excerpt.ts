import type { SearchResult } from "../../shared/searchResponse.ts";

/** A stretch of an excerpt; marked ones hold words of the query. */
export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

type Snippet = SearchResult["snippets"][number];

/** Markdown's own signs, each with the capture groups that are kept. Generics such as `Map<K, V>` must survive, hence the tag names. */
const SYNTAX: readonly RegExp[] = [
  /^[ \t]*(?:```|~~~).*$/gm,
  /^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/gm,
  /^[ \t]{0,3}#{1,6}[ \t]+/gm,
  /^[ \t]*[-+][ \t]+(?=\S)/gm,
  /^[ \t]*>[ \t]?(?:\[!\w+\])?/gm,
  /^[ \t]*\/\*\*?[ \t]*|^[ \t]*\*\/[ \t]*$|[ \t]*\*\/$|^[ \t]*\*[ \t](?=\S)/gm,
  /!?\[(?=[^\]\n]*\]\()|(?<=\[[^\]\n]{0,200})\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:[ \t]+"[^"\n]*")?\)/g,
  /\*\*(?=\S[^*\n]*\*\*)|(?<=\*\*[^*\n]{0,200}\S)\*\*/g,
  /`+/g,
  /<\/?(?:a|abbr|b|br|center|code|details|div|em|h[1-6]|hr|i|img|kbd|li|ol|p|picture|pre|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|ul)(?:\s[^<>]*)?\/?>/gi,
];

/** A snippet as one line of plain text: Markdown's signs gone, white space collapsed, marks where they were. */
export function excerpt(snippet: Snippet): Segment[] {
  const { text } = snippet;
  const gone = new Uint8Array(text.length);
  for (const pattern of SYNTAX)
    for (const match of text.matchAll(pattern)) gone.fill(1, match.index, match.index + match[0].length);
  const marked = new Uint8Array(text.length);
  for (const [start, end] of snippet.marks) marked.fill(1, start, end);
  return segments(text, gone, marked);
}

/** An excerpt without its marks, for places that cannot show them. */
export function plainExcerpt(snippet: Snippet): string {
  return excerpt(snippet)
    .map((segment) => segment.text)
    .join("");
}

function segments(text: string, gone: Uint8Array, marked: Uint8Array): Segment[] {
  const found: { text: string; marked: boolean }[] = [];
  let blank = true;
  for (let at = 0; at < text.length; at += 1) {
    const raw = text.charAt(at);
    const isBlank = /\s/.test(raw);
    if (gone[at] === 1 && !isBlank) continue;
    if (isBlank && blank) continue;
    blank = isBlank;
    const isMarked = marked[at] === 1 && !isBlank;
    const last = found.at(-1);
    if (last?.marked === isMarked) last.text += isBlank ? " " : raw;
    else found.push({ text: isBlank ? " " : raw, marked: isMarked });
  }
  const last = found.at(-1);
  if (last !== undefined) last.text = last.text.trimEnd();
  return found.filter((segment) => segment.text !== "");
}
