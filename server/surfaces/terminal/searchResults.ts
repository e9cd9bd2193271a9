import { isAbsolute, relative } from "node:path";
import type { SearchResponse, SearchResult } from "../../../shared/searchResponse.ts";
import { excerptText, headingLine, markWords, matchedWords } from "./shownText.ts";
import { counted, type Style, truncated, wrapped } from "./style.ts";

export interface ResultsView {
  readonly style: Style;
  /** Width to wrap and cut at; undefined: lines stay as they are. */
  readonly columns: number | undefined;
  readonly cwd: string;
  readonly explain: boolean;
}

const INDENT = "   ";

/** A search's results for reading: title, version, kind, place, excerpt. Without colours and width it is what scripts get. */
export function renderResults(response: SearchResponse, view: ResultsView): string {
  const blocks = response.results.map((result, index) => renderResult(result, index + 1, view));
  if (view.explain && response.timings) blocks.push(explained("ms", response.timings));
  return blocks.join("\n\n");
}

/** One line about what was searched, for stderr. */
export function renderScope({ scope, outcome, query }: SearchResponse): string {
  const where = scope.kind === "workspace" ? "this workspace's docs" : "all indexed docs";
  const counts = `${counted(scope.libraries, "library", "libraries")}, ${counted(scope.sections, "section")}`;
  const note = scope.note === undefined ? "" : `${scope.note} `;
  if (outcome === "found") return note.trim();
  if (scope.libraries === 0 && note !== "") return `${note}\`contexter list --all\` shows what there is.`;
  return `${note}Nothing relevant found for "${oneLine(query)}" in ${where} (${counts}).`;
}

function renderResult(result: SearchResult, rank: number, view: ResultsView): string {
  const { style, columns } = view;
  const width = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(40, columns);
  const about = `${result.name}@${result.version}  ${result.kind}  ${result.score.toFixed(2)}`;
  const room = Math.max(20, width - `${rank}. `.length - about.length - 2);
  const title = truncated(headingLine(result), room);
  const lines = [
    `${rank}. ${style.title(title)}  ${style.dim(about)}`,
    INDENT + style.dim(truncated(placeOf(result, view.cwd), width - INDENT.length)),
    ...excerptLines(result, rank, width - INDENT.length).map((line) =>
      line === "" ? "" : INDENT + marked(line, result, style),
    ),
    ...alsoLines(result).map((line) => INDENT + style.dim(line)),
  ];
  if (view.explain && result.signals) lines.push(INDENT + style.dim(explained("signals", result.signals)));
  return lines.join("\n");
}

/** Where the section stands, short enough to click: relative to the current folder if it lies below. */
export function placeOf({ path, file, line, package: name }: SearchResult, cwd: string): string {
  if (path === undefined) return `${oneLine(`${name}/${file}`)}:${line}`;
  const below = relative(cwd, path);
  return `${below.startsWith("..") || isAbsolute(below) ? path : below}:${line}`;
}

/** Prose is wrapped, code is cut: a wrapped line of code reads as two. */
function excerptLines(result: SearchResult, rank: number, width: number): string[] {
  let inCode = false;
  return excerptText(result, rank)
    .split("\n")
    .flatMap((line) => {
      const fence = /^\s*(?:`{3,}|~{3,})/.test(line);
      if (fence) inCode = !inCode;
      return inCode || fence || /^(?: {4}|\t|\s*\|)/.test(line) ? [truncated(line, width)] : wrapped(line, width);
    });
}

function marked(line: string, result: SearchResult, style: Style): string {
  return markWords(line, matchedWords(result), style.bold);
}

function alsoLines({ alsoIn }: SearchResult): string[] {
  if (alsoIn.length === 0) return [];
  return [`also in ${alsoIn.map((twin) => oneLine(`${twin.package}/${twin.file}:${twin.line}`)).join(", ")}`];
}

function explained(name: string, values: Readonly<Record<string, number>>): string {
  return `${name}: ${Object.entries(values)
    .map(([key, value]) => `${key} ${Number(value.toFixed(3))}`)
    .join(", ")}`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
