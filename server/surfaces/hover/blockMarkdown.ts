import type { BlockContent, DefinitionContent, ListItem, RootContent, Table, TableRow } from "mdast";
import { withoutHiddenCharacters } from "../../../shared/quoting.ts";
import { type Definitions, escapeMarkdown, renderInline } from "./inlineMarkdown.ts";

const LONGEST_CODE_LINE = 200;
const ALERT = /^\\?\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\\?\]\s*/i;

/**
 * A block of prose as safe Markdown, cut to whole sentences, items or rows. Code and headings are not prose: they give "".
 * @param most longest result in characters
 */
export function renderProse(node: RootContent, definitions: Definitions, most: number): string {
  switch (node.type) {
    case "paragraph":
      return renderInline(node.children, definitions, most);
    case "list":
      return renderList(node.children, node.ordered ? (node.start ?? 1) : undefined, definitions, most);
    case "blockquote":
      return renderQuote(node.children, definitions, most);
    case "table":
      return renderTable(node, definitions, most);
    case "html": {
      const text = htmlText(node.value);
      return text.length <= most ? escapeMarkdown(text) : "";
    }
    default:
      return "";
  }
}

/** What a reader of rendered HTML would read of it. */
export function htmlText(html: string): string {
  return withoutHiddenCharacters(html)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .replace(/<(script|style|svg|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/<[^>]*(?:>|$)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * A code block of at most `mostLines` lines. A longer one is cut around the line that matters; an ellipsis stands for the rest.
 * @param focus line that must be shown, from 0
 */
export function renderCode(
  code: { readonly language: string; readonly code: string },
  focus: number,
  mostLines: number,
) {
  const lines = trimBlankLines(withoutHiddenCharacters(code.code).split("\n"));
  const start = lines.length <= mostLines ? 0 : windowStart(lines, focus, mostLines - 2);
  const before = start > 0 ? 1 : 0;
  const room = mostLines - before;
  const after = lines.length - start > room ? 1 : 0;
  const kept = trimBlankLines(lines.slice(start, start + room - after)).map(shortened);
  const shown = [...(before ? ["…"] : []), ...dedented(kept), ...(after ? ["…"] : [])];
  const runs = [...shown.join("\n").matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  const language = /^[\w+#.-]{1,20}/.exec(code.language)?.[0] ?? "";
  return [`${fence}${language}`, ...shown, fence].join("\n");
}

/** First line of the window: a block's beginning shortly before the focus, else two lines before it. */
function windowStart(lines: readonly string[], focus: number, room: number): number {
  if (focus < room) return 0;
  for (let at = focus; at > focus - room / 2; at -= 1) if (lines[at - 1]?.trim() === "") return at;
  return Math.max(0, Math.min(focus - 2, lines.length - room));
}

function shortened(line: string): string {
  return line.length > LONGEST_CODE_LINE ? `${line.slice(0, LONGEST_CODE_LINE - 1)}…` : line;
}

function dedented(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents, LONGEST_CODE_LINE);
  return lines.map((line) => line.slice(Math.min(indent, line.length)).trimEnd());
}

function trimBlankLines(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}

function renderList(
  items: readonly ListItem[],
  first: number | undefined,
  definitions: Definitions,
  most: number,
): string {
  let text = "";
  for (const [index, item] of items.entries()) {
    const mark = first === undefined ? "-" : `${first + index}.`;
    const room = most - text.length - mark.length - 2;
    const body = firstProse(item.children, definitions, text === "" ? room : Number.POSITIVE_INFINITY);
    if (body === "") continue;
    if (body.length > room) break;
    text += `${text === "" ? "" : "\n"}${mark} ${body}`;
  }
  return text;
}

function renderQuote(
  children: readonly (BlockContent | DefinitionContent)[],
  definitions: Definitions,
  most: number,
): string {
  const text = firstProse(children, definitions, most - 2);
  const alert = ALERT.exec(text)?.[1];
  const body = text.replace(ALERT, "");
  if (body === "") return "";
  return alert === undefined ? `> ${body}` : `> **${alert[0]?.toUpperCase()}${alert.slice(1).toLowerCase()}:** ${body}`;
}

/** The first paragraph, one line: nested blocks would make a hover long, and an item's point stands in its first line. */
function firstProse(children: readonly (BlockContent | DefinitionContent)[], definitions: Definitions, most: number) {
  const paragraph = children.find((child) => child.type === "paragraph");
  return paragraph ? renderInline(paragraph.children, definitions, most) : "";
}

function renderTable(table: Table, definitions: Definitions, most: number): string {
  const [head, ...rows] = table.children;
  if (!head || rows.length === 0) return "";
  const line = (row: TableRow) =>
    `| ${row.children.map((cell) => cellText(renderInline(cell.children, definitions, Number.POSITIVE_INFINITY))).join(" | ")} |`;
  let text = `${line(head)}\n|${" --- |".repeat(head.children.length)}`;
  let shown = 0;
  for (const row of rows) {
    const next = line(row);
    if (text.length + 1 + next.length > most) break;
    text += `\n${next}`;
    shown += 1;
  }
  return shown === 0 ? "" : text;
}

/** In a table, a bar ends the cell even inside code. */
function cellText(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/g, "\\|");
}
