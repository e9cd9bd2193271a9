import type { SearchResult } from "../../shared/searchResponse.ts";

/** A stretch of an excerpt; marked ones hold words of the query. */
export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

type Snippet = SearchResult["snippets"][number];

const FENCE = /^[ \t]*(?:```|~~~).*$/gm;
const CODE_SPAN = /(?<!`)(?<open>`{1,3})(?!`)[^`]{1,400}(?<close>\k<open>)(?!`)/dg;

/**
 * Markdown's own signs outside code: the named groups of a pattern go, or all of it if it has none. Snippets are cut
 * anywhere, so signs without their partner go too where they can be nothing else. Generics such as `Map<K, V>` must survive,
 * hence the tag names; so must `2 ** 3`, `snake_case` and `args[]`.
 */
const SIGNS: readonly RegExp[] = [
  /<!--[\s\S]*?(?:-->|$)|^[^<]*-->/dg,
  /^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/dgm,
  /^={3,}[ \t]*$/dgm,
  /^[ \t]{0,3}\[[^\]\n]+\]:[ \t]+\S.*$/dgm,
  /^[ \t]{0,3}#{1,6}[ \t]+/dgm,
  /^[ \t]*[-+][ \t]+(?=\S)/dgm,
  /^[ \t]*>[ \t]?(?:\[!\w+\])?/dgm,
  /^[ \t]*\/\*\*?[ \t]*|^[ \t]*\*\/[ \t]*$|[ \t]*\*\/$|^[ \t]*\*[ \t](?=\S)/dgm,
  /(?<open>\{@link(?:code|plain)?[ \t]+(?:[^{}|\n]{1,200}\|[ \t]*)?)[^{}|\n]{1,200}(?<close>\})/dg,
  /(?<open>!?\[)[^[\]\n]{0,300}(?<close>\](?:\([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?:[ \t]+"[^"\n]{0,200}")?(?:\)|$)|\[[^[\]\n]{0,200}\]))/dg,
  /(?<![\w*\\])(?<open>\*{1,3})(?=[^\s*])[^*\n]{0,300}(?<=[^\s*])(?<close>\k<open>)(?![\w*])/dg,
  /(?<![\w*\\])\*\*(?=[^\s*/])|(?<=[^\s*])\*\*(?![\w*/])/dg,
  /(?<![\w\\])(?<open>_)(?=[^\s_])[^_\n]{0,300}(?<=[^\s_])(?<close>_)(?!\w)/dg,
  /(?<open>~~)(?=\S)[^~\n]{1,300}(?<close>~~)/dg,
  /`+/dg,
  /\\(?=[\\`*_{}[\]()#+\-.!|<>~$])/dg,
  /<\/?(?:a|abbr|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|ins|kbd|li|ol|p|picture|pre|small|source|span|strong|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)(?:\s[^<>]*)?\/?>/dgi,
];

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&nbsp;", " "],
]);

/** A snippet as one line of plain text: Markdown's signs gone, white space collapsed, marks where they were. */
export function excerpt(snippet: Snippet): Segment[] {
  const { text } = snippet;
  const shown = text.split("");
  const isCode = new Uint8Array(text.length);
  hideCodeSigns(text, shown, isCode);
  for (const sign of SIGNS)
    for (const match of text.matchAll(sign))
      for (const [start, end] of spansOf(match))
        for (let at = start; at < end; at++) if (isCode[at] === 0) shown[at] = "";
  for (const match of text.matchAll(/&(?:lt|gt|amp|quot|nbsp|#39);/g)) {
    if (isCode[match.index] === 1) continue;
    shown.fill("", match.index, match.index + match[0].length);
    shown[match.index] = ENTITIES.get(match[0]) ?? "";
  }
  const marked = new Uint8Array(text.length);
  for (const [start, end] of snippet.marks) marked.fill(1, start, end);
  return segments(text, shown, marked);
}

/** Fence lines and the ticks of code spans go; what they enclose is code, in which nothing else is a sign. */
function hideCodeSigns(text: string, shown: string[], isCode: Uint8Array): void {
  const fences = [...text.matchAll(FENCE)];
  for (const [index, fence] of fences.entries()) {
    const end = fence.index + fence[0].length;
    shown.fill("", fence.index, end);
    if (index % 2 === 0) isCode.fill(1, end, fences[index + 1]?.index ?? text.length);
  }
  for (const match of text.matchAll(CODE_SPAN)) {
    const ticks = match.groups?.open?.length ?? 0;
    const end = match.index + match[0].length;
    if (isCode[match.index] === 1) continue;
    for (const [start, stop] of spansOf(match)) shown.fill("", start, stop);
    isCode.fill(1, match.index + ticks, end - ticks);
  }
}

function spansOf(match: RegExpExecArray): readonly (readonly [start: number, end: number])[] {
  const groups = match.indices?.groups;
  if (groups === undefined) return [[match.index, match.index + match[0].length]];
  return Object.values(groups).filter((span) => span !== undefined);
}

const HEAD_CHARACTERS = 240;

/**
 * What a list shows of a result: its snippets as plain text, or the beginning of its text.
 * @param most snippets that are shown at most
 */
export function excerpts(result: Pick<SearchResult, "snippets" | "text">, most: number): Segment[][] {
  const shown = result.snippets.map(excerpt).filter((segments) => segments.length > 0);
  if (shown.length > 0) return shown.slice(0, most);
  const head = excerpt({ text: result.text.slice(0, HEAD_CHARACTERS), marks: [] });
  return head.length > 0 ? [head] : [];
}

/** An excerpt without its marks, for places that cannot show them. */
export function plainExcerpt(snippet: Snippet): string {
  return excerpt(snippet)
    .map((segment) => segment.text)
    .join("");
}

function segments(text: string, shown: readonly string[], marked: Uint8Array): Segment[] {
  const found: { text: string; marked: boolean }[] = [];
  let blank = true;
  for (let at = 0; at < text.length; at += 1) {
    // A hidden line break still parts two words.
    const raw = shown[at] === "" && /\s/.test(text.charAt(at)) ? " " : (shown[at] ?? "");
    const isBlank = /\s/.test(raw);
    if (raw === "" || (isBlank && blank)) continue;
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
