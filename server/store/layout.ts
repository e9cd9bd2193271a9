import { createHash } from "node:crypto";
import { join } from "node:path";
import type { GenerationKey } from "../model/generation.ts";
import { libraryName } from "../model/library.ts";

/** Where things lie inside the data folder; absolute paths. */
export interface StoreLayout {
  readonly dataDir: string;
  readonly catalogue: string;
  /** Finished and half written segments. */
  readonly segments: string;
  /** Damaged files, kept a while for whoever looks into it. */
  readonly setAside: string;
}

export function storeLayout(dataDir: string): StoreLayout {
  return {
    dataDir,
    catalogue: join(dataDir, "catalogue.sqlite"),
    segments: join(dataDir, "segments"),
    setAside: join(dataDir, "set-aside"),
  };
}

export const SEGMENT_SUFFIX = ".seg";
const TEMPORARY_PREFIX = ".tmp-";

/** Digest (hex) of all that decides whether two builds are the same. */
export function generationDigest(key: GenerationKey): string {
  const parts = [key.library, key.version, key.digest, key.chunker, key.tokenizer, key.model];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * A file name for a generation's segment: `zod-4.6.7-0123456789ab.seg`. Readable, valid on every file system, and different
 * for different generations.
 * @param copy from 2, for the same generation built again while the first file is still read
 */
export function segmentName(key: GenerationKey, copy = 1): string {
  const readable = `${libraryName(key.library)}-${key.version}`.toLowerCase().replace(/[^a-z0-9._-]+/g, "_");
  const base = readable.replace(/^[._]+/, "").slice(0, 80);
  return `${base}-${generationDigest(key).slice(0, 12)}${copy > 1 ? `.${copy}` : ""}${SEGMENT_SUFFIX}`;
}

/** Name of the `n`th half written segment of an owner. */
export function temporaryName(owner: string, n: number): string {
  return `${TEMPORARY_PREFIX}${owner}.${n}`;
}

/** The owner in a name of `temporaryName`; undefined for any other name. */
export function temporaryOwner(name: string): string | undefined {
  return /^\.tmp-(.+)\.\d+$/.exec(name)?.[1];
}
