import type { PhrasingContent } from "mdast";
import { withoutHiddenCharacters } from "../../../shared/quoting.ts";

/** Addresses by the identifier of a `[label]: address` line. */
export type Definitions = ReadonlyMap<string, string>;

/** A piece of inline Markdown that must not be cut inside. */
interface Atom {
  readonly markdown: string;
  /** As a reader sees it; decides where sentences end. */
  readonly plain: string;
}

const LONGEST_URL = 300;

/**
 * Writes inline nodes as Markdown of our own making: text is escaped, HTML and images are left out, only http(s) links
 * stay links. Nothing that a package wrote can become mark-up that it was not, and no mark-up is left open.
 * @param most longest result in characters; a longer text ends at a sentence, else at a word with an ellipsis
 */
export function renderInline(nodes: readonly PhrasingContent[], definitions: Definitions, most: number): string {
  return cut(atomsOf(nodes, definitions), most);
}

/** Text that Markdown shows as it is, on one line. */
export function escapeMarkdown(text: string): string {
  return withoutHiddenCharacters(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*[\]<~|]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, "\\$&")
    .replace(/^(\s*)([-+=>#])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2");
}

/** Code between as many backticks as it needs. */
export function inlineCode(code: string): string {
  const text = withoutHiddenCharacters(code).replace(/\s+/g, " ").trim();
  if (text === "") return "";
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

function atomsOf(nodes: readonly PhrasingContent[], definitions: Definitions): Atom[] {
  return nodes.flatMap((node): Atom[] => {
    switch (node.type) {
      case "text":
        return words(node.value);
      case "break":
        return [{ markdown: " ", plain: " " }];
      case "html":
        return /^<br\b/i.test(node.value) ? [{ markdown: " ", plain: " " }] : [];
      case "inlineCode":
        return [{ markdown: inlineCode(node.value), plain: node.value }];
      case "emphasis":
        return wrapped(node.children, "*", definitions);
      case "strong":
        return wrapped(node.children, "**", definitions);
      case "delete":
        return wrapped(node.children, "~~", definitions);
      case "link":
        return link(node.children, node.url, definitions);
      case "linkReference":
        return link(node.children, definitions.get(node.identifier) ?? "", definitions);
      default:
        return []; // images, footnotes
    }
  });
}

/** Text word by word, so that it can be cut between any two. References without a definition lose their second bracket. */
function words(value: string): Atom[] {
  const text = withoutHiddenCharacters(value)
    .replace(/\[([^[\]]+)\]\[[^[\]]*\]/g, "$1")
    .replace(/\s+/g, " ");
  return [...text.matchAll(/ |[^ ]+/g)].map(([word]) => ({ markdown: escapeWord(word), plain: word }));
}

/** Marks that only matter at a line's start are escaped where the line is put together. */
function escapeWord(word: string): string {
  return word.replace(/[\\`*[\]<~|]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, "\\$&");
}

function wrapped(children: readonly PhrasingContent[], mark: string, definitions: Definitions): Atom[] {
  const inner = atomsOf(children, definitions);
  const markdown = join(inner).trim();
  if (markdown === "") return [];
  return [{ markdown: `${mark}${markdown}${mark}`, plain: inner.map(({ plain }) => plain).join("") }];
}

function link(children: readonly PhrasingContent[], url: string, definitions: Definitions): Atom[] {
  const inner = atomsOf(children, definitions);
  const text = join(inner).trim();
  const address = webAddress(url);
  if (text === "") return [];
  if (address === undefined) return inner;
  const plain = inner.map((atom) => atom.plain).join("");
  return [{ markdown: `[${text}](${address})`, plain }];
}

/** An address that may be a link; undefined for relative ones and every scheme but http and https. */
export function webAddress(url: string): string | undefined {
  const text = withoutHiddenCharacters(url).trim();
  if (!/^https?:\/\//i.test(text) || text.length > LONGEST_URL || !URL.canParse(text)) return undefined;
  return new URL(text).href.replace(/[()<>\\]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function join(atoms: readonly Atom[]): string {
  return atoms
    .map(({ markdown }) => markdown)
    .join("")
    .replace(/ {2,}/g, " ");
}

const SENTENCE_END = /[.!?:;]["')\]]*$/;
const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|cf)\.$/i;

function cut(atoms: readonly Atom[], most: number): string {
  const whole = startOfLine(join(atoms).trim());
  if (whole.length <= most) return whole;
  let markdown = "";
  let sentence = "";
  let word = "";
  for (const atom of atoms) {
    if (atom.plain === " ") {
      word = markdown;
      if (SENTENCE_END.test(markdown) && !ABBREVIATION.test(markdown)) sentence = markdown;
    }
    if (markdown.length + atom.markdown.length > most - 3) break;
    markdown += atom.markdown;
  }
  if (sentence.length >= most * 0.4) return startOfLine(sentence.trim());
  const text = word.trim();
  return text === "" ? "" : `${startOfLine(text)} …`;
}

/** Escapes what would start a list, quotation or heading. */
function startOfLine(markdown: string): string {
  return markdown.replace(/^([-+=>#])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2");
}
