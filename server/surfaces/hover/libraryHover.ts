import type { HoverLink, LibraryStatus } from "../../../shared/protocol.ts";
import type { LibraryDocs } from "../engine.ts";
import { escapeMarkdown } from "./inlineMarkdown.ts";
import type { SourceCount } from "./sources.ts";
import type { HoverParts } from "./symbolHover.ts";

const LONGEST_DESCRIPTION = 300;
const MOST_ENTRY_POINTS = 3;
const LONGEST_LINK = 40;

/** What a library is, which version is there, what is indexed of it, where to start, and what to do if something is wrong. */
export function libraryHover({ status, entryPoints }: LibraryDocs, sources: readonly SourceCount[]): HoverParts {
  const lines = [
    heading(status),
    escapeMarkdown(shortened(status.description, LONGEST_DESCRIPTION)),
    indexed(status, sources),
    ...status.problems.slice(0, 2).map((problem) => escapeMarkdown(`${problem.message} ${problem.remedy}`)),
  ];
  const starts = entryPoints.slice(0, MOST_ENTRY_POINTS).map(
    (entry): HoverLink => ({
      title: shortened(entry.title, LONGEST_LINK),
      command: "contexter.openInView",
      arguments: [{ section: entry.id }],
    }),
  );
  const intro = starts.length > 0 ? ["Start here:"] : [];
  return {
    documentation: [...lines, ...intro].filter(Boolean).join("\n\n"),
    links: [...starts, ...ownLinks(status)],
  };
}

/** `**zod 4.6.7** · wanted ^4.1.0`; the wanted range only where it says something else than the version. */
function heading(status: LibraryStatus): string {
  const version = status.installedVersion ?? status.version;
  const name = version === undefined ? status.name : `${status.name} ${version}`;
  const wanted =
    status.wanted === undefined || sameVersion(status.wanted, version) ? "" : ` · wanted ${code(status.wanted)}`;
  return `**${escapeMarkdown(name)}**${wanted}`;
}

/** True if the range names just this version: `4.6.7`, `^4.6.7`, `~4.6.7`, `=4.6.7`. */
function sameVersion(wanted: string, version: string | undefined): boolean {
  return version !== undefined && wanted.trim().replace(/^[\^~=v]+/, "") === version;
}

function code(text: string): string {
  return `\`${text.replace(/[`\s]+/g, " ").slice(0, 60)}\``;
}

function indexed(status: LibraryStatus, sources: readonly SourceCount[]): string {
  const count = countText(status, sources);
  switch (status.state) {
    case "indexed":
      return count;
    case "outdated":
      return `${count} Indexed version: ${code(status.version ?? "unknown")}; the installed one is indexed next.`;
    case "indexing":
      return status.sections > 0 ? `${count} Indexing the installed version now.` : "Indexing now.";
    case "queued":
      return status.sections > 0 ? `${count} Waiting to be indexed again.` : "Waiting to be indexed.";
    case "missing":
      return status.problems.length > 0
        ? "Not installed."
        : "Not installed. Run the package manager's install command.";
    case "local":
      return "A local package: its own sources are the documentation, it is not indexed.";
    case "unsupported":
      return "This kind of dependency cannot be indexed yet.";
    case "empty":
      return status.problems.length > 0 ? "Nothing to index." : "Nothing to index: the package ships no documentation.";
    case "failed":
      return "Indexing failed.";
  }
}

function countText(status: LibraryStatus, sources: readonly SourceCount[]): string {
  const total = `${status.sections} ${status.sections === 1 ? "section" : "sections"} indexed`;
  if (sources.length === 0) return `${total}.`;
  if (sources.length === 1) return `${total} from ${sources[0]?.source}.`;
  return `${total}: ${sources.map(({ source, sections }) => `${sections} from ${source}`).join(", ")}.`;
}

function ownLinks(status: LibraryStatus): HoverLink[] {
  const library = status.name;
  const links: HoverLink[] = [];
  if (status.sections > 0)
    links.push({ title: "search docs", command: "contexter.search", arguments: [{ query: "", library }] });
  if (status.packages.some(({ readme, directory }) => readme !== undefined && directory !== undefined))
    links.push({ title: "open README", command: "contexter.openReadme", arguments: [{ library }] });
  return links;
}

function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
