import type { HoverContent, HoverLink } from "../../shared/protocol.ts";
import { escapeMarkdown, withoutImages } from "../markdown.ts";

/** Commands that a hover's own line of links may run; documentation may run none. */
export const LINK_COMMANDS: readonly HoverLink["command"][] = [
  "contexter.openInView",
  "contexter.openSource",
  "contexter.openReadme",
  "contexter.search",
];

/** The two parts of a hover as Markdown: what the package says, and our line of links. Only the second may be trusted. */
export interface ComposedHover {
  readonly documentation: string;
  readonly links: string;
}

export function composeHover(content: HoverContent): ComposedHover {
  return { documentation: withoutImages(content.documentation), links: content.links.map(link).join(" · ") };
}

function link({ title, command, arguments: parameters }: HoverLink): string {
  if (!LINK_COMMANDS.includes(command)) return escapeMarkdown(title);
  return `[${escapeMarkdown(title)}](command:${command}?${encodeURIComponent(JSON.stringify(parameters))})`;
}
