import type { ContentsEntry } from "../engine.ts";

/** Where the sections of a library come from, as a developer would name it. */
export const SECTION_SOURCES = ["README", "docs", "types", "change log"] as const;
export type SectionSource = (typeof SECTION_SOURCES)[number];

export interface SourceCount {
  readonly source: SectionSource;
  readonly sections: number;
}

/** Counts sections by source, in the order of `SECTION_SOURCES`; sources without a section are left out. */
export function countSources(entries: readonly Pick<ContentsEntry, "file" | "kind">[]): SourceCount[] {
  const counts = new Map<SectionSource, number>();
  for (const entry of entries) {
    const source = sourceOf(entry);
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return SECTION_SOURCES.flatMap((source) => {
    const sections = counts.get(source);
    return sections === undefined ? [] : [{ source, sections }];
  });
}

function sourceOf({ file, kind }: Pick<ContentsEntry, "file" | "kind">): SectionSource {
  if (kind === "changelog") return "change log";
  if (/\.d\.[cm]?ts$/i.test(file)) return "types";
  return /^readme[^/]*$/i.test(file) ? "README" : "docs";
}
