/** Any text as Markdown that shows exactly this text, whatever it looks like; line breaks become blanks. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~$&]/g, "\\$&").replace(/\s+/g, " ");
}

/**
 * An image in Markdown always starts with `![`, and showing it would ask a foreign host for it. A blank in between makes
 * it a link. Inside code the blank changes nothing that matters: `! [1].includes(x)` means what it meant.
 */
export function withoutImages(markdown: string): string {
  return markdown.replaceAll("![", "! [");
}
