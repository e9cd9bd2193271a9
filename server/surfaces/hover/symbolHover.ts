import type { HoverLink } from "../../../shared/protocol.ts";
import type { SearchResult } from "../../../shared/searchResponse.ts";
import type { SymbolDocs, SymbolReference } from "../engine.ts";
import { type Excerpt, excerptOf } from "./excerpt.ts";
import { escapeMarkdown } from "./inlineMarkdown.ts";
import { tsdocExcerpt } from "./tsdoc.ts";

/** What a hover says, without its range. */
export interface HoverParts {
  readonly documentation: string;
  readonly links: readonly HoverLink[];
}

export interface SymbolHoverOptions {
  readonly whenEmpty: "link" | "nothing";
  /** True where no language server shows the symbol's own documentation. */
  readonly showTsdoc: boolean;
}

/** The best guide passage with one example; else the symbol's own documentation where nobody else shows it; else one line of links. */
export function symbolHover(
  reference: SymbolReference,
  docs: SymbolDocs | undefined,
  { whenEmpty, showTsdoc }: SymbolHoverOptions,
): HoverParts | undefined {
  const name = docs?.name ?? reference.library;
  const version = docs?.version ?? reference.version;
  if (docs?.guide) {
    const parts = quoted(docs.guide, excerptOf(docs.guide, lastName(reference)), name, version);
    if (parts) return parts;
  }
  if (docs?.api && showTsdoc) {
    const parts = quoted(docs.api, tsdocExcerpt(docs.api), name, version);
    if (parts) return parts;
  }
  if (whenEmpty === "nothing") return undefined;
  return { documentation: "", links: emptyLinks(reference, name, version) };
}

function quoted(
  section: SearchResult,
  { text, example }: Excerpt,
  name: string,
  version: string,
): HoverParts | undefined {
  if (text === "" && example === "") return undefined;
  const title = section.title === "" ? "" : ` · ${escapeMarkdown(shortTitle(section.title))}`;
  const heading = `**${escapeMarkdown(`${name} ${version}`)}**${title}`;
  return { documentation: [heading, text, example].filter(Boolean).join("\n\n"), links: sectionLinks(section) };
}

const LONGEST_TITLE = 80;

function shortTitle(title: string): string {
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : title;
}

function sectionLinks(section: SearchResult): HoverLink[] {
  const source =
    section.path === undefined
      ? { section: section.id }
      : { path: section.path, line: section.line, endLine: Math.max(section.line, section.endLine) };
  return [
    { title: "Open in view", command: "contexter.openInView", arguments: [{ section: section.id }] },
    { title: "Open source", command: "contexter.openSource", arguments: [source] },
  ];
}

/** `zod 4.6.7 · search docs · open README` as one line. */
function emptyLinks(reference: SymbolReference, name: string, version: string): HoverLink[] {
  const library = reference.library;
  return [
    { title: `${name} ${version}`, command: "contexter.openInView", arguments: [{ library }] },
    { title: "search docs", command: "contexter.search", arguments: [{ query: queryOf(reference), library }] },
    { title: "open README", command: "contexter.openReadme", arguments: [{ library }] },
  ];
}

/** What to search for: the names of the symbol as declared, or as the code writes it. */
export function queryOf(reference: SymbolReference): string {
  const written = reference.written.replace(/\([^()]*\)/g, "").trim();
  return (written || reference.paths[0] || reference.library).slice(0, 200);
}

function lastName(reference: SymbolReference): string | undefined {
  const names = (reference.paths[0] ?? queryOf(reference)).split(".");
  return names.findLast((name) => /^[\w$]+$/.test(name) && name !== "default");
}
