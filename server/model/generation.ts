import * as z from "zod";
import type { PackageInfo } from "./document.ts";

/** What decides whether two builds of a library are the same. */
export const GenerationKey = z.object({
  library: z.templateLiteral(["pkg:", z.string()]),
  version: z.string(),
  /** Digest of the documents. */
  digest: z.string(),
  // Names with version of what made it, e.g. `sections-1`, `code-1`, `contexter-static-256`.
  chunker: z.string(),
  tokenizer: z.string(),
  model: z.string(),
});
export type GenerationKey = Readonly<z.infer<typeof GenerationKey>>;

const Package: z.ZodType<PackageInfo> = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  homepage: z.string().optional(),
  repository: z.string().optional(),
  license: z.string().optional(),
  dependencies: z.array(z.string()),
  entryPoints: z.array(z.object({ specifier: z.string(), file: z.string() })),
  readme: z.string().optional(),
});

/** Kept in a segment's header and in the catalogue, checked wherever it is read; nothing here depends on time or machine. */
export const SegmentInfo = GenerationKey.extend({
  packages: z.array(Package).readonly(),
  sections: z.int().min(0),
  passages: z.int().min(0),
  symbols: z.int().min(0),
  /** Bytes of the raw files. */
  rawBytes: z.int().min(0),
});
export type SegmentInfo = Readonly<z.infer<typeof SegmentInfo>>;

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
