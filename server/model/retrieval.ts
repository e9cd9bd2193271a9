import type { SearchMode, SectionKind } from "../../shared/searchResponse.ts";
import type { Audience } from "./document.ts";
import type { LibraryId } from "./library.ts";
import type { Passage } from "./section.ts";

/** A section without its text. */
export interface SectionFacts {
  readonly package: string;
  readonly file: string;
  readonly anchor: string;
  readonly headingPath: readonly string[];
  readonly symbols: readonly string[];
  readonly kind: SectionKind;
  readonly audience: Audience | undefined;
  readonly reached: boolean;
  readonly deprecated: boolean;
  /** From a declaration file. */
  readonly types: boolean;
  /** Nothing but a signature: found by its words, never by meaning. */
  readonly bare: boolean;
  readonly line: number;
  readonly endLine: number;
}

/** What a store of sections is asked for; both stores answer the same way. */
export interface RetrievalQuery {
  readonly text: string;
  /** Query vector; absent in keyword mode. */
  readonly vector?: Float32Array;
  readonly mode: SearchMode;
  /** So many of each retriever's best become candidates. */
  readonly depth: number;
  /** Generations that may answer. */
  readonly scope: readonly number[];
  /** Generations whose statistics say how rare a word is; contains `scope`, so that a filter does not change a word's worth. */
  readonly statistics: readonly number[];
  readonly filter: SectionFilter;
}

export interface SectionFilter {
  readonly kinds?: readonly SectionKind[];
  /** Package names; a section matches by the package that its file lies in. */
  readonly packages?: readonly string[];
  /** Text that the heading path contains, case ignored. */
  readonly section?: string;
  /** Leave declarations out. */
  readonly prose?: boolean;
}

/** Where a section is: generation of a library, and number in it. */
export interface SectionAddress {
  readonly generation: number;
  readonly section: number;
}

/** A section that a retriever put forward, with what both retrievers say of it. */
export interface Candidate extends SectionAddress {
  readonly library: LibraryId;
  readonly version: string;
  readonly facts: SectionFacts;
  readonly bm25: number;
  /** Best passage's cosine, 0 to 1. */
  readonly cosine: number;
  readonly passage: Passage;
  /** Shares (0 to 1, by idf) of the query's terms that stand anywhere; in the last heading; in headings above or the path. */
  readonly anyShare: number;
  readonly titleShare: number;
  readonly contextShare: number;
  /** Length in terms. */
  readonly length: number;
  /** Smallest shingle hashes, ascending: near-identical texts have near-identical sketches. */
  readonly sketch: Uint32Array;
  /** The query names a symbol that this section documents. */
  readonly named: boolean;
  /** How well the library's own description fits the question, 0 to 1; absent where only one library is asked. */
  readonly libraryFit?: number;
}

export interface Retrieved {
  readonly candidates: readonly Candidate[];
  /** The most BM25 that this query could reach, above 0; 0 for a query without terms. */
  readonly attainable: number;
  /** Share (by idf) of the query's terms that stand anywhere in the scope's statistics. */
  readonly known: number;
  /** How many sections were compared. */
  readonly sections: number;
  readonly lexicalMs: number;
  readonly denseMs: number;
}
