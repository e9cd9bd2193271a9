import { readFile } from "node:fs/promises";
import * as z from "zod";
import { ContexterError, messageOf } from "../errors.ts";
import type { PassageVectors } from "../model/chunks.ts";
import type { EmbeddingModel } from "../model/embedding.ts";
import { type Assets, assetUrl } from "../platform/assets.ts";
import { quantise } from "./quantise.ts";
import { WordPiece } from "./wordPiece.ts";

/** Header of a safetensors file, as far as this model uses it. */
const Tensor = z.object({ dtype: z.string(), shape: z.array(z.int()), data_offsets: z.tuple([z.int(), z.int()]) });
const Header = z.looseObject({ embeddings: Tensor, scales: Tensor });

interface Table {
  readonly dimension: number;
  /** int8 rows, and each row's scale. */
  readonly rows: Int8Array;
  readonly scales: Float32Array;
}

/**
 * The embedding model that ships: token vectors summed with √tf weights (`model/MODEL.md`). No network, no neural network.
 * @throws ContexterError `embed/model-missing` if a file is absent or damaged
 */
export async function openStaticModel(assets: Assets): Promise<StaticModel> {
  try {
    const [table, vocabulary] = await Promise.all([
      readFile(assetUrl(assets, "modelTable")),
      readFile(assetUrl(assets, "modelVocabulary"), "utf8"),
    ]);
    return new StaticModel(parseTable(table), vocabulary.split("\n").slice(0, -1));
  } catch (error) {
    if (error instanceof ContexterError) throw error;
    throw new ContexterError("embed/model-missing", `The embedding model cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

export class StaticModel implements EmbeddingModel {
  readonly id = "contexter-static-256";
  readonly defaults = { semanticWeight: 0.6, leastEvidence: 0.024 };
  readonly dimension: number;
  readonly #table: Table;
  readonly #tokens: WordPiece;
  /** How often each token stands in the text at hand, and which do; cleared after each text. */
  readonly #counts: Uint16Array;

  constructor(table: Table, vocabulary: readonly string[]) {
    this.#table = table;
    this.dimension = table.dimension;
    this.#tokens = new WordPiece(vocabulary);
    this.#counts = new Uint16Array(vocabulary.length);
  }

  async embedPassages(texts: readonly string[], signal: AbortSignal): Promise<PassageVectors> {
    const values = new Int8Array(texts.length * this.dimension);
    const scales = new Float32Array(texts.length);
    for (const [row, text] of texts.entries()) {
      if (row % 256 === 0) signal.throwIfAborted();
      scales[row] = quantise(this.embed(text), values.subarray(row * this.dimension, (row + 1) * this.dimension));
    }
    return { dimension: this.dimension, values, scales };
  }

  async embedQuery(text: string): Promise<Float32Array> {
    return Float32Array.from(this.embed(text));
  }

  /** Rows of the vocabulary in a text, unknown words as 0; for tests against the model's own vectors. */
  tokenIds(text: string): number[] {
    return this.#tokens.tokenIds(text);
  }

  /** The vector of a text, of length 1, or zero without any known word. */
  embed(text: string): Float64Array {
    const { dimension, rows, scales } = this.#table;
    const vector = new Float64Array(dimension);
    const counts = this.#counts;
    const seen: number[] = [];
    for (const id of this.#tokens.tokenIds(text)) {
      if (id === 0) continue;
      if (counts[id] === 0) seen.push(id);
      if (counts[id] < 0xffff) counts[id]++;
    }
    for (const id of seen) {
      const weight = Math.sqrt(counts[id]) * scales[id];
      counts[id] = 0;
      const row = id * dimension;
      for (let d = 0; d < dimension; d++) vector[d] += weight * rows[row + d];
    }
    let square = 0;
    for (let d = 0; d < dimension; d++) square += vector[d] * vector[d];
    if (square > 0) {
      const norm = Math.sqrt(square);
      for (let d = 0; d < dimension; d++) vector[d] /= norm;
    }
    return vector;
  }
}

function parseTable(file: Buffer): Table {
  const headerLength = Number(file.readBigUInt64LE(0));
  const header = Header.parse(JSON.parse(file.toString("utf8", 8, 8 + headerLength)));
  const bytes = ([start, end]: readonly [number, number]) =>
    file.subarray(8 + headerLength + start, 8 + headerLength + end);
  const rows = bytes(header.embeddings.data_offsets);
  const scales = bytes(header.scales.data_offsets);
  const [count = 0, dimension = 0] = header.embeddings.shape;
  if (rows.byteLength !== count * dimension || scales.byteLength !== count * 4)
    throw new ContexterError("embed/model-missing", "The embedding model's table is cut short.");
  return {
    dimension,
    rows: new Int8Array(rows.buffer, rows.byteOffset, rows.byteLength),
    // The file does not align its tensors.
    scales: new Float32Array(scales.buffer.slice(scales.byteOffset, scales.byteOffset + scales.byteLength)),
  };
}
