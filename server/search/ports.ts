import type { EmbeddingModel } from "../model/embedding.ts";
import type { RetrievalQuery, Retrieved, SectionAddress, SectionFacts } from "../model/retrieval.ts";
import type { Passage } from "../model/section.ts";

/** What a search needs of a store of sections; segments and, later, other stores fit it. */
export interface SectionStore {
  retrieve(query: RetrievalQuery, signal: AbortSignal): Retrieved | Promise<Retrieved>;
  text(address: SectionAddress): string | Promise<string>;
  facts(address: SectionAddress): SectionFacts;
  passages(address: SectionAddress): readonly Passage[];
  /** Words of a text that a query's terms match. */
  matches(query: string, text: string): readonly { readonly start: number; readonly end: number }[];
  hasTerms(query: string): boolean;
}

export interface SearchPorts {
  readonly store: SectionStore;
  readonly model: Pick<EmbeddingModel, "id" | "defaults">;
  /** Cached by the composition root. */
  embedQuery(text: string, signal: AbortSignal): Promise<Float32Array>;
  /** Vectors of what the libraries say they are, name and description, in the order of `generations`. */
  describeLibraries(generations: readonly number[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}
