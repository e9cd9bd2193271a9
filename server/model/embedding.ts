import type { PassageVectors } from "./chunks.ts";

/** Text to vector, whatever stands behind it. All vectors have length 1, or 0 where a text has no known word. */
export interface EmbeddingModel {
  /** Name with version; vectors of different ids are never compared. */
  readonly id: string;
  readonly dimension: number;
  /** Measured defaults that belong to the model, not to the user. */
  readonly defaults: {
    /** Share of the dense score in a hybrid one, 0 to 1. */
    readonly semanticWeight: number;
    /** Least evidence (`search/relevance.ts`) at which a query counts as answered. */
    readonly leastEvidence: number;
  };
  /** @returns vectors in the order of `texts` */
  embedPassages(texts: readonly string[], signal: AbortSignal): Promise<PassageVectors>;
  embedQuery(text: string, signal: AbortSignal): Promise<Float32Array>;
}
