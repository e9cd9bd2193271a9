import type { SectionKind } from "../../shared/searchResponse.ts";
import type { Audience } from "./document.ts";

/** A stretch of a section that is embedded by itself; UTF-16 offsets into the section's text. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

/** What is scored by words, and shown: a heading's own text or a documented symbol, about 1,800 characters at most. */
export interface Section {
  readonly package: string;
  readonly file: string;
  readonly kind: SectionKind;
  readonly audience?: Audience;
  /** Titles from the document's top to this section, plain text; for a symbol its dotted path, one entry a level. */
  readonly headingPath: readonly string[];
  /** Slug that is unique inside its file; ends in `~2`, `~3`… for the parts of a cut section. */
  readonly anchor: string;
  /** Lines in the file, from 1, both included. */
  readonly line: number;
  readonly endLine: number;
  /** As in the file, doc-comment stars removed, dedented. */
  readonly text: string;
  /** Dotted symbols that it documents, as declared. */
  readonly symbols: readonly string[];
  /** For symbols: whether an entry point of the package reaches it. Prose is always reached. */
  readonly reached: boolean;
  readonly deprecated: boolean;
  /** In order, not overlapping, none empty. */
  readonly passages: readonly Passage[];
}
