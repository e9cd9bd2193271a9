import type { Problem } from "../shared/errors.ts";
import type { Stage } from "../shared/stages.ts";
import { chunkLibrary } from "./chunk/chunkLibrary.ts";
import { passageTexts } from "./embed/passageText.ts";
import { buildSegment, type Hash } from "./index/segment/build.ts";
import { TOKENIZER_ID, type Tokenizer } from "./index/terms.ts";
import { CHUNKER_ID } from "./model/chunkerId.ts";
import type { EmbeddingModel } from "./model/embedding.ts";
import type { GenerationKey, SegmentInfo } from "./model/generation.ts";
import type { InstalledPackage, LibraryId } from "./model/library.ts";
import { type ReadOptions, readInstalled } from "./sources/readInstalled.ts";

/** What the stages share while one library passes them. */
export interface PipelineTools {
  readonly model: EmbeddingModel;
  readonly tokenizer: Tokenizer;
  readonly hash: Hash;
}

/** One library at one version, where it lies on the disk. */
export interface IngestRequest {
  readonly library: LibraryId;
  readonly version: string;
  /** The library's own package first. */
  readonly packages: readonly InstalledPackage[];
  readonly read: ReadOptions;
}

export interface Ingested {
  readonly info: SegmentInfo;
  /** The segment file's bytes. */
  readonly segment: Uint8Array;
  /** What was left out and why; the rest is complete. */
  readonly problems: readonly Problem[];
}

/** What makes two builds of the same documents equal. */
export function recipe(model: Pick<EmbeddingModel, "id">): Pick<GenerationKey, "chunker" | "tokenizer" | "model"> {
  return { chunker: CHUNKER_ID, tokenizer: TOKENIZER_ID, model: model.id };
}

/**
 * The path of one library: sources → chunk → embed → index. Deterministic; touches the disk only to read the packages.
 * @param report called when a stage begins
 * @throws what `signal` was aborted with
 */
export async function ingest(
  { model, tokenizer, hash }: PipelineTools,
  request: IngestRequest,
  report: (stage: Stage) => void,
  signal: AbortSignal,
): Promise<Ingested> {
  report("sources");
  const documents = await readInstalled(request.packages, request.library, request.version, request.read, signal);
  report("chunk");
  const chunks = chunkLibrary(documents, signal);
  report("embed");
  const vectors = await model.embedPassages(passageTexts(chunks.sections), signal);
  report("index");
  const { library, version, digest, packages, sizeBytes } = documents;
  const info = { library, version, digest, ...recipe(model), packages, rawBytes: sizeBytes };
  const segment = buildSegment({ info, chunks, vectors }, tokenizer, hash);
  const counts = {
    sections: chunks.sections.length,
    passages: vectors.scales.length,
    symbols: chunks.symbols.symbols.length,
  };
  return { info: { ...info, ...counts }, segment, problems: [...documents.problems, ...chunks.problems] };
}
