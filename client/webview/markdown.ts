import MarkdownIt from "markdown-it";

/** A section longer than this is cut; the source file has the rest. */
const MOST_CHARACTERS = 60_000;

type Renderer = (text: string) => string;

/**
 * Renders the documentation of packages, which is foreign text: HTML in it is shown as text, images become their
 * description, and only http(s) links stay links. What comes out still passes DOMPurify before it reaches the page.
 * Each outer block says with `data-line` which line of the source it begins at.
 */
export function markdownRenderer(): Renderer {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.validateLink = (url) => /^https?:\/\//i.test(url);
  const { rules } = markdown.renderer;
  rules.image = (tokens, index) => {
    const description = tokens[index]?.content ?? "";
    return description === "" ? "" : `<span class="picture">${markdown.utils.escapeHtml(description)}</span>`;
  };
  // Column alignment comes as a style attribute, which the page's policy refuses.
  markdown.core.ruler.push("no-style", (state) => {
    for (const token of state.tokens) {
      const style = token.attrGet("style");
      if (style !== null) token.attrs = [["class", `align-${String(style).replace(/^text-align:/, "")}`]];
      if (token.level === 0 && token.map !== null) token.attrSet("data-line", String(token.map[0]));
    }
  });
  rules.fence = (tokens, index) =>
    codeBlock(markdown, tokens[index]?.info ?? "", tokens[index]?.content ?? "", lineOf(tokens[index]));
  rules.code_block = (tokens, index) => codeBlock(markdown, "", tokens[index]?.content ?? "", lineOf(tokens[index]));
  return (text) => {
    const cut = text.length > MOST_CHARACTERS;
    const html = markdown.render(readable(cut ? text.slice(0, MOST_CHARACTERS) : text));
    return cut ? `${html}<p class="cut">… cut here; Open Source shows the rest.</p>` : html;
  };
}

function lineOf(token: { readonly map: readonly number[] | null } | undefined): number {
  return token?.map?.[0] ?? 0;
}

function codeBlock(markdown: InstanceType<typeof MarkdownIt>, info: string, code: string, line: number): string {
  const language = /^[\w+#-]+/.exec(info.trim())?.[0] ?? "";
  const escaped = markdown.utils.escapeHtml(code.replace(/\n$/, ""));
  return `<pre tabindex="0" data-line="${line}" data-language="${language}"><code>${escaped}</code></pre>`;
}

/** HTML that documentation uses for layout only is noise when shown as text; comments and pictures go, line by line. */
function readable(text: string): string {
  let inFence = false;
  return text
    .split("\n")
    .map((line) => {
      if (/^ {0,3}(?:```|~~~)/.test(line)) inFence = !inFence;
      if (inFence) return line;
      return line
        .replace(/<!--.*?-->/g, "")
        .replace(/<img\b[^>]*>/gi, "")
        .replace(
          /<\/?(?:p|div|center|br|hr|sub|sup|details|summary|picture|source|span|h[1-6]|a|b|i|strong|em|kbd)(?:\s[^<>]*)?\/?>/gi,
          "",
        );
    })
    .join("\n");
}

/** The source line at which the answering passage begins in `text`; undefined if it is not there. */
export function passageLine(text: string, passage: string): number | undefined {
  const first = passage
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim();
  const at = first === undefined ? -1 : text.indexOf(first);
  return at < 0 ? undefined : text.slice(0, at).split("\n").length - 1;
}
