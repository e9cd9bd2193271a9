import type { PackageInfo } from "./document.ts";
import type { LibraryId } from "./library.ts";

/** What decides whether two builds of a library are the same. */
export interface GenerationKey {
  readonly library: LibraryId;
  readonly version: string;
  /** Digest of the documents. */
  readonly digest: string;
  /** Names with version of what made it, e.g. `sections-1`, `code-1`, `contexter-static-256`. */
  readonly chunker: string;
  readonly tokenizer: string;
  readonly model: string;
}

/** Kept in a segment's header; nothing here depends on time or machine. */
export interface SegmentInfo extends GenerationKey {
  readonly packages: readonly PackageInfo[];
  readonly sections: number;
  readonly passages: number;
  readonly symbols: number;
  /** Bytes of the raw files. */
  readonly rawBytes: number;
}

/** One finished generation in the catalogue. */
export interface Generation {
  /** Increases with every generation that is entered. */
  readonly id: number;
  readonly info: SegmentInfo;
  /** File name of the segment inside the store's segment folder. */
  readonly segment: string;
  readonly segmentBytes: number;
  /** ISO 8601, UTC. */
  readonly indexedAt: string;
}
