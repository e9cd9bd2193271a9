import { ERRORS, type Problem } from "../../shared/errors.ts";
import type { LibraryState, LibraryStatus } from "../../shared/protocol.ts";
import { escapeMarkdown } from "../markdown.ts";

/** What the tree shows, without the editor's classes. */
export interface GroupNode {
  readonly type: "group";
  readonly label: string;
  readonly nodes: readonly LibraryNode[];
}

export interface LibraryNode {
  readonly type: "library";
  /** Package URL; commands take the node and read this. */
  readonly library: string;
  readonly name: string;
  readonly description: string;
  readonly icon: Icon;
  /** `library` and the traits on which menus depend, e.g. `library.indexed.readme`. */
  readonly context: string;
  readonly status: LibraryStatus;
}

export interface DetailNode {
  readonly type: "detail";
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  readonly context: string;
  readonly library: string;
}

export type TreeNode = GroupNode | LibraryNode | DetailNode;

export interface Icon {
  readonly id: string;
  /** A theme colour. */
  readonly color?: string;
}

const ICONS: Readonly<Record<LibraryState, Icon>> = {
  indexed: { id: "pass-filled", color: "testing.iconPassed" },
  indexing: { id: "sync~spin", color: "charts.blue" },
  queued: { id: "clock", color: "descriptionForeground" },
  outdated: { id: "arrow-circle-up", color: "charts.yellow" },
  missing: { id: "warning", color: "list.warningForeground" },
  local: { id: "folder", color: "descriptionForeground" },
  unsupported: { id: "circle-slash", color: "descriptionForeground" },
  empty: { id: "circle-outline", color: "descriptionForeground" },
  failed: { id: "error", color: "list.errorForeground" },
};

const SAYS: Readonly<Record<LibraryState, string>> = {
  indexed: "",
  indexing: "indexing…",
  queued: "waiting",
  outdated: "outdated",
  missing: "not installed",
  local: "part of this workspace",
  unsupported: "not supported yet",
  empty: "ships no documentation",
  failed: "failed",
};

const NEEDS_ATTENTION: readonly LibraryState[] = ["failed", "missing", "unsupported"];

export function needsAttention({ state }: LibraryStatus): boolean {
  return NEEDS_ATTENTION.includes(state);
}

/** The groups in order of urgency; empty ones are left out, and a single one is not worth a level of its own. */
export function treeNodes(libraries: readonly LibraryStatus[]): readonly (GroupNode | LibraryNode)[] {
  const sorted = libraries.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const calm = sorted.filter((library) => !needsAttention(library));
  const groups = [
    group("Needs attention", sorted.filter(needsAttention)),
    group(
      "Dependencies",
      calm.filter((library) => library.group !== "dev"),
    ),
    group(
      "Development",
      calm.filter((library) => library.group === "dev"),
    ),
  ].filter((node) => node.nodes.length > 0);
  const [only] = groups;
  return groups.length === 1 && only !== undefined ? only.nodes : groups;
}

function group(label: string, libraries: readonly LibraryStatus[]): GroupNode {
  return { type: "group", label, nodes: libraries.map(libraryNode) };
}

export function libraryNode(status: LibraryStatus): LibraryNode {
  const version = status.version ?? status.installedVersion ?? status.wanted ?? "";
  const sections = status.sections > 0 ? plural(status.sections, "section") : "";
  const traits = [
    "library",
    status.state,
    status.packages.some((item) => item.readme !== undefined) ? "readme" : "",
    status.sections > 0 ? "searchable" : "",
  ];
  return {
    type: "library",
    library: status.library,
    name: status.name,
    description: [version, sections, SAYS[status.state]].filter(Boolean).join(" · "),
    icon: ICONS[status.state],
    context: traits.filter(Boolean).join("."),
    status,
  };
}

/** What there is to know about one library, most urgent first. */
export function detailNodes(status: LibraryStatus): readonly DetailNode[] {
  const detail = (label: string, description: string, icon: string): DetailNode => ({
    type: "detail",
    label,
    description,
    icon: { id: icon },
    context: "detail",
    library: status.library,
  });
  const details = status.problems.map((problem) => problemNode(problem, status));
  if (status.installedVersion !== undefined && status.installedVersion !== status.version)
    details.push(detail(`Installed: ${status.installedVersion}`, "indexed version differs", "arrow-circle-up"));
  if (status.wanted !== undefined) details.push(detail(`Wanted: ${status.wanted}`, "package.json", "json"));
  for (const item of status.packages) details.push(detail(item.name, item.version, "package"));
  if (status.sections > 0) {
    const counts = `${plural(status.passages, "passage")}, ${plural(status.symbols, "symbol")}`;
    details.push(detail(plural(status.sections, "section"), counts, "list-tree"));
    details.push(detail(formatBytes(status.sizeBytes), "on disk", "database"));
  }
  if (status.indexedAt !== undefined) details.push(detail("Indexed", formatTime(status.indexedAt), "history"));
  return details;
}

function problemNode(problem: Problem & { readonly remedy: string }, { library, state }: LibraryStatus): DetailNode {
  return {
    type: "detail",
    label: problem.message,
    description: problem.remedy,
    icon:
      state === "failed"
        ? { id: "error", color: "list.errorForeground" }
        : { id: "warning", color: "list.warningForeground" },
    context: problem.code === "workspace/not-installed" ? "problem.install" : "problem",
    library,
  };
}

/** Markdown for the tooltip of a library. */
export function libraryTooltip({ status, description }: LibraryNode): string {
  const problems = status.problems.map(
    ({ code, remedy }) => `$(warning) ${escapeMarkdown(ERRORS[code].meaning)} ${escapeMarkdown(remedy)}`,
  );
  const head = `**${escapeMarkdown(status.name)}** ${escapeMarkdown(description)}`;
  return [head, escapeMarkdown(status.description), ...problems].filter(Boolean).join("\n\n");
}

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : many}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** An ISO time as the reader's clock shows it. */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? iso
    : time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
