/** A heading is read up to here: longer ones are none, and mark-up that is never closed must not cost more than its length. */
const LONGEST_HEADING = 1000;

/** Code spans and escaped characters, which mark-up rules must not touch. */
const VERBATIM = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)|\\([!-/:-@[-`{-~])/g;
const IMAGE = /!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g;
const TAG = /(\w?)<\/?([A-Za-z][\w.-]*)(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|\{[^}]*\}|[^\s"'=<>`]+))?)*\s*\/?>/g;
/** Directly behind a word only these are mark-up; any other, as in `Promise<string>`, is a type's argument. */
const INLINE_TAG = /^(?:a|b|br|code|del|em|i|img|kbd|mark|small|span|strong|sub|sup|u|wbr)$/i;

/** The text of a heading without Markdown and HTML mark-up, white space folded; images count only where nothing else is. */
export function plainHeading(raw: string): string {
  const verbatim: string[] = [];
  const text = raw
    .slice(0, LONGEST_HEADING)
    .replace(/[\uE000\uE001]/g, " ")
    .replace(VERBATIM, (_, _ticks, code: string | undefined, escaped: string) => {
      verbatim.push(code ?? escaped);
      return `\uE000${verbatim.length - 1}\uE001`;
    });
  const plain = withoutMarkup(text.replace(IMAGE, " ")) || withoutMarkup(text.replace(IMAGE, "$1"));
  return folded(plain.replace(/\uE000(\d+)\uE001/g, (_, at: string) => verbatim[Number(at)] ?? ""));
}

function withoutMarkup(text: string): string {
  const plain = text
    .replace(/<!--.*?-->/gs, " ")
    .replace(TAG, (tag, before: string, name: string) => (before && !INLINE_TAG.test(name) ? tag : `${before} `))
    .replace(/\[((?:[^\][]|\[[^\]]*\])*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!\w)\[([^\]]*)\]\[[^\]]*\]/g, "$1")
    // Change logs link their versions by a reference at the end of the file.
    .replace(/^\s*\[(v?\d[^\]]*)\](?!\()/, "$1")
    .replace(/\[\^[^\]\s]+\]/g, "")
    .replace(/\{#[^}]*\}\s*$/, "")
    .replace(/\s+#+\s*$/, "")
    .replace(/`/g, "")
    .replace(/(\*\*|__|~~)(\S(?:.*?\S)?)\1/g, "$2")
    .replace(/(?<![\w*])\*(\S(?:.*?\S)?)\*(?![\w*])/g, "$1")
    .replace(/(?<!\w)_(\S(?:.*?\S)?)_(?!\w)/g, "$1")
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
  return folded(plain);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  "#39": "'",
};

function folded(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** GitHub's anchor of a heading, without the counter for repeated ones. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
