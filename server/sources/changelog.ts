import semver from "semver";

interface VersionHeading {
  /** 0-based line of the heading. */
  readonly line: number;
  readonly level: number;
  readonly version: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}(#{1,6})\s+(.*)$/;
const SETEXT = /^ {0,3}(=+|-+)\s*$/;
/** A title that begins with a version: `1.2.3`, `[v1.2.3](…)`, `zod@3.1.0`, `Version 2.0 (2020-01-01)`, `2.x`. */
const VERSION_TITLE =
  /^[^\w@]*(?:@?[\w./-]+@|(?:version|release|ver\.?)\s+|[a-z][\w-]*\s+(?=v?\d+\.\d))?v?(\d+(?:\.(?:\d+|x))+(?:-[\w.]+)?)(?![\w.]*\/)/i;

/**
 * Keeps the latest `versions` versions of a change log. Lines keep their numbers: what is cut at the end is gone, what is
 * cut at the beginning (logs that grow downwards) is blank. A log without recognisable versions is kept whole.
 */
export function cutChangelog(text: string, versions: number): string {
  if (versions <= 0) return "";
  const lines = text.split("\n");
  const starts = versionStarts(lines);
  if (starts.length <= versions) return text;
  const first = semver.coerce(starts[0]?.version);
  const last = semver.coerce(starts.at(-1)?.version);
  if (first !== null && last !== null && semver.lt(first, last)) {
    const from = starts.at(-versions)?.line ?? 0;
    return lines.map((line, at) => (at < from ? "" : line)).join("\n");
  }
  return `${lines.slice(0, starts[versions]?.line).join("\n")}\n`;
}

/** First heading of each version, in the order of the file. */
function versionStarts(lines: readonly string[]): readonly VersionHeading[] {
  const headings = versionHeadings(lines);
  const level = usualLevel(headings);
  const seen = new Set<string>();
  return headings.filter((heading) => {
    // generated logs put minor versions one or two levels above patches; deeper ones are parts of a version
    if (heading.level > level || seen.has(heading.version)) return false;
    seen.add(heading.version);
    return true;
  });
}

function usualLevel(headings: readonly VersionHeading[]): number {
  const counts = new Map<number, number>();
  for (const { level } of headings) counts.set(level, (counts.get(level) ?? 0) + 1);
  const usual = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0];
  return usual?.[0] ?? 0;
}

function versionHeadings(lines: readonly string[]): readonly VersionHeading[] {
  const headings: VersionHeading[] = [];
  let fence: string | undefined;
  for (const [line, content] of lines.entries()) {
    const mark = FENCE.exec(content)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
      continue;
    }
    if (fence !== undefined) continue;
    const heading = headingAt(lines, line);
    const version = VERSION_TITLE.exec(heading?.title ?? "")?.[1];
    if (heading !== undefined && version !== undefined) headings.push({ line, level: heading.level, version });
  }
  return headings;
}

function headingAt(lines: readonly string[], line: number): { level: number; title: string } | undefined {
  const content = lines[line] ?? "";
  const atx = ATX.exec(content);
  if (atx) return { level: (atx[1] ?? "").length, title: atx[2] ?? "" };
  const underline = SETEXT.exec(lines[line + 1] ?? "")?.[1];
  if (underline === undefined || content.trim() === "") return undefined;
  return { level: underline.startsWith("=") ? 1 : 2, title: content };
}
