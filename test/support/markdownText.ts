import fc from "fast-check";

const INLINE = ["plain", "`code()`", "**bold**", "[link](#x)", "a | b", "日本 語", "😀", "<b>html</b>", "For example:"];

/**
 * Markdown of every kind of block in any order, fences left open and lists broken off included.
 * @param options.plain only well-formed blocks whose every word is `w` and a number, each heading with text below it
 */
export function markdownText(options: { readonly plain?: boolean } = {}): fc.Arbitrary<string> {
  const blocks = fc.array(options.plain ? plainBlock : anyBlock, { minLength: 1, maxLength: 25 });
  return fc.tuple(blocks, options.plain ? fc.constant("") : front).map(([all, top]) => {
    let number = 0;
    return top + all.join("").replaceAll("W", () => `w${number++}`);
  });
}

const front = fc.constantFrom(
  "",
  "",
  "---\ntitle: Top\n---\n",
  "---\ntitle: Top\ndescription: says\n---\n\n",
  "---\nnot closed\n",
);
const blank = fc.constantFrom("\n\n", "\n\n\n");
const paragraph = fc
  .array(fc.constantFrom(...INLINE, "W"), { minLength: 1, maxLength: 60 })
  .map((all) => all.join(" "));
const plainParagraph = fc.integer({ min: 1, max: 120 }).map((count) => "W ".repeat(count).trim());
const heading = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom("Usage", "API", "a", "a-1", "`fn()`", ""))
  .map(([level, title]) => `${"#".repeat(level)} ${title}`);

const plainBlock = fc
  .tuple(
    fc.oneof(
      plainParagraph,
      plainParagraph.map((text) => `# W\n\n${text}`),
      fc.nat(500).map((count) => `W W:\n\n\`\`\`\n${"W ".repeat(count)}\n\`\`\``),
      plainParagraph.map((text) => `W\n---\n${text}`),
      plainParagraph.map((text) => `\`\`\`js\n# ${text}\n\n${text}\n\`\`\``),
      plainParagraph.map((text) => `- ${text}\n  - W\n\n    W\n- W`),
      fc.integer({ min: 1, max: 40 }).map((rows) => `| W | W |\n|---|---|${"\n| W | W |".repeat(rows)}`),
    ),
    blank,
  )
  .map((parts) => parts.join(""));

const anyBlock = fc
  .tuple(
    fc.oneof(
      paragraph,
      heading,
      fc.constantFrom("Title\n===", "Title\n---", "---", "***", "<h2>\nHtml\n</h2>", "<h2>open"),
      paragraph.map((text) => `\`\`\`ts\n${text}\n# no heading\n\`\`\``),
      fc.constantFrom("```", "~~~", "````md", "  ```", "> ```", "- ```js"),
      paragraph.map((text) => `- ${text}\n  more\n- b`),
      fc.constantFrom("- ", "1. a\n   1. b", "* a\nlazy", "\t- tab"),
      fc.constantFrom("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n--|--", "|"),
      fc.constantFrom("<details>\n<summary>More</summary>", "</details>", "<!-- x -->", "<!-- open", "-->", "<img>"),
      fc.constantFrom("> [!NOTE]\n> a", "import X from 'x'", "export const a = 1", "    indented", "\u00a0", "\uFEFFx"),
    ),
    fc.constantFrom("\n", "\n\n", "\n\n\n"),
  )
  .map((parts) => parts.join(""));
