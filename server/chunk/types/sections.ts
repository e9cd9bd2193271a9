import type { Section } from "../../model/section.ts";
import type { TextLine } from "./docText.ts";
import { Entries, type Entry } from "./entries.ts";
import type { LinkedLibrary } from "./link.ts";
import { cutLines } from "./parts.ts";
import type { FileNode, Part } from "./program.ts";
import type { NamedExport } from "./publicNames.ts";

/** A section before passages are cut. */
export interface TypeSection extends Omit<Section, "passages"> {
  /** What comments say: stretches of the text without the declarations. In order, UTF-16 offsets. */
  readonly prose: readonly { readonly start: number; readonly end: number }[];
}

export interface CutLibrary {
  readonly sections: readonly TypeSection[];
  /** Index of the first section of each documented symbol. */
  readonly indices: ReadonlyMap<Part | NamedExport, number>;
}

/** One section for each documented or publicly exported symbol; what several files say in the same words is kept once. */
export function cutSections({ files, names }: LinkedLibrary): CutLibrary {
  const source = new Entries(names);
  const entries = files.flatMap((file) => source.of(file));
  const sections: TypeSection[] = [];
  const indices = new Map<Part | NamedExport, number>();
  const anchors = new Map<FileNode, Map<string, number>>();
  for (const entry of withoutTwins(entries)) {
    for (const key of entry.keys) indices.set(key, sections.length);
    const counts = anchors.get(entry.file) ?? new Map<string, number>();
    anchors.set(entry.file, counts);
    for (const lines of cutLines(entry.lines)) sections.push(section(entry, lines, counts));
  }
  return { sections, indices };
}

function section(entry: Entry, lines: readonly TextLine[], anchors: Map<string, number>): TypeSection {
  const { file, path, symbols, reached, deprecated } = entry;
  const name = path.join(".");
  const count = (anchors.get(name) ?? 0) + 1;
  anchors.set(name, count);
  const audience = file.audience ?? (entry.internal ? "internal" : undefined);
  const numbers = lines.map((line) => line.line);
  return {
    package: file.package,
    file: file.path,
    kind: "api",
    ...(audience && { audience }),
    headingPath: path,
    anchor: count > 1 ? `${name}~${count}` : name,
    line: numbers.reduce((a, b) => Math.min(a, b)),
    endLine: numbers.reduce((a, b) => Math.max(a, b)),
    text: lines.map((line) => line.text).join("\n"),
    prose: proseIn(lines),
    symbols,
    reached,
    deprecated,
  };
}

function proseIn(lines: readonly TextLine[]): TypeSection["prose"] {
  const prose: { start: number; end: number }[] = [];
  let at = 0;
  let isOpen = false;
  for (const { text, isSignature } of lines) {
    const end = at + text.length;
    const last = prose.at(-1);
    if (!isSignature && isOpen && last) last.end = end;
    else if (!isSignature && text !== "") prose.push({ start: at, end });
    isOpen = !isSignature && (isOpen || text !== "");
    at = end + 1;
  }
  return prose;
}

/** The first that is reached, else the first, of entries with the same path and text. */
function withoutTwins(entries: readonly Entry[]): readonly Entry[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const path = entry.path.join(".");
    const group = groups.get(path);
    if (group) group.push(entry);
    else groups.set(path, [entry]);
  }
  const dropped = new Set<Entry>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const kept = new Map<string, Entry>();
    const explained = group.filter((each) => each.documented && each.reached);
    for (const entry of [...group.filter((each) => each.reached), ...group.filter((each) => !each.reached)]) {
      // A bare declaration beside an explained symbol of the same name would only crowd it out.
      if (explained.length > 0 && !entry.documented) {
        explained.find((each) => each.file === entry.file)?.keys.push(...entry.keys);
        dropped.add(entry);
        continue;
      }
      const text = squashed(entry.lines);
      const twin = kept.get(text);
      if (twin) {
        twin.keys.push(...entry.keys);
        dropped.add(entry);
      } else kept.set(text, entry);
    }
  }
  return entries.filter((entry) => !dropped.has(entry));
}

function squashed(lines: readonly TextLine[]): string {
  return lines
    .map((line) => line.text)
    .join(" ")
    .replace(/\s+/g, " ");
}
