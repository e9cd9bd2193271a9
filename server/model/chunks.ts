import type { Problem } from "../../shared/errors.ts";
import type { Section } from "./section.ts";
import type { SymbolTable } from "./symbol.ts";

/** A library cut up: what chunking hands to embedding and indexing. */
export interface LibraryChunks {
  /** In document order. */
  readonly sections: readonly Section[];
  readonly symbols: SymbolTable;
  readonly problems: readonly Problem[];
}

/** Vectors of all passages, in section order and within a section in passage order. */
export interface PassageVectors {
  readonly dimension: number;
  /** `dimension` int8 each; the vector is `values · scale`, of length 1 (or 0 for a text without known words). */
  readonly values: Int8Array;
  readonly scales: Float32Array;
}
