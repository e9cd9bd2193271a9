import type { HoverContent, HoverLink } from "../../shared/protocol.ts";
import { escapeMarkdown, withoutImages } from "../markdown.ts";

/** Commands that a hover's own line of links may run; documentation may run none. */
export const LINK_COMMANDS: readonly HoverLink["command"][] = [
  "contexter.openInView",
  "contexter.openSource",
  "contexter.openReadme",
  "contexter.search",
];

/** The parts of a hover as Markdown: what the package says, and our line of links. Only the second may be trusted. */
export interface ComposedHover {
  readonly documentation: string;
  readonly links: string;
}

export function composeHover(content: HoverContent): ComposedHover {
  return { documentation: withoutImages(content.documentation), links: content.links.map(link).join(" · ") };
}

/**
 * A passage in two parts: the line above the language's own hover, trusted, and the passage itself, which stands below it.
 * Undefined if there is no passage under the heading: then nothing is worth the first line.
 */
export function splitHover(content: HoverContent): { readonly lead: string; readonly passage: string } | undefined {
  const { documentation, links } = composeHover(content);
  const end = documentation.indexOf("\n\n");
  const heading = /^\*\*((?:\\.|[^*\\\n])+)\*\*(?: · ([^\n]+))?$/.exec(end < 0 ? "" : documentation.slice(0, end));
  if (heading === null) return undefined;
  const [, library = "", title] = heading;
  // Escaped anew: what comes from the documentation must not become a link where links may run commands.
  const lead = [`**${plain(library)}**`, title === undefined ? "" : plain(title), links];
  return { lead: lead.filter(Boolean).join(" · "), passage: documentation.slice(end + 2) };
}

function plain(markdown: string): string {
  return escapeMarkdown(markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1"));
}

function link({ title, command, arguments: parameters }: HoverLink): string {
  if (!LINK_COMMANDS.includes(command)) return escapeMarkdown(title);
  return `[${escapeMarkdown(title)}](command:${command}?${encodeURIComponent(JSON.stringify(parameters))})`;
}
