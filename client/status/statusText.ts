import type { LibraryStatus, ServerStatus } from "../../shared/protocol.ts";
import { escapeMarkdown } from "../markdown.ts";

/** What the status bar item shows. */
export interface StatusText {
  readonly text: string;
  /** Always begins with `Contexter: ` and one of starting, indexing, ready, problem. */
  readonly label: string;
  /** Markdown with command links. */
  readonly tooltip: string;
  readonly isProblem: boolean;
}

export const TOOLTIP_COMMANDS = [
  "contexter.search",
  "contexter.openSearchView",
  "contexter.showStatus",
  "contexter.restartServer",
];

export function statusText(status: ServerStatus, libraries: readonly LibraryStatus[]): StatusText {
  const isProblem = status.state === "problem";
  const label = `Contexter: ${status.state}`;
  const lines = [`**${label}**`, escapeMarkdown(status.message), coverage(libraries)];
  const links = isProblem
    ? ["[Restart server](command:contexter.restartServer)", "[More](command:contexter.showStatus)"]
    : [
        "[Search docs](command:contexter.search)",
        "[Open view](command:contexter.openSearchView)",
        "[More](command:contexter.showStatus)",
      ];
  return {
    text: textOf(status),
    label: status.state === "indexing" ? `${label} ${counts(status)}`.trimEnd() : label,
    tooltip: [...lines.filter(Boolean), links.join(" · ")].join("\n\n"),
    isProblem,
  };
}

function textOf(status: ServerStatus): string {
  switch (status.state) {
    case "starting":
      return "$(sync~spin) Contexter: starting";
    case "indexing":
      return `$(sync~spin) Contexter ${counts(status)}`.trimEnd();
    case "problem":
      return "$(warning) Contexter";
    case "ready":
      return "$(book) Contexter";
  }
}

function counts({ done, total }: ServerStatus): string {
  return done === undefined || total === undefined ? "" : `${done}/${total}`;
}

/** One sentence on what is covered; empty while nothing is known. */
export function coverage(libraries: readonly LibraryStatus[]): string {
  if (libraries.length === 0) return "";
  const covered = libraries.filter((library) => library.sections > 0);
  const sections = covered.reduce((sum, library) => sum + library.sections, 0);
  return `${covered.length} of ${libraries.length} libraries indexed, ${sections.toLocaleString("en")} sections.`;
}
