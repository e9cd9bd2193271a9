import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type Generation, SegmentInfo } from "../model/generation.ts";
import type { LibraryId } from "../model/library.ts";
import { renamePatiently, syncFolder } from "../platform/atomicFile.ts";
import type { Database } from "../platform/database.ts";
import { bumpChangeCounter } from "./changeCounter.ts";
import { segmentName } from "./layout.ts";

const Row: z.ZodType<Generation> = z
  .object({
    id: z.int(),
    info: z
      .string()
      .transform((text, context) => {
        try {
          return JSON.parse(text);
        } catch (error) {
          context.addIssue(String(error));
          return z.NEVER;
        }
      })
      .pipe(SegmentInfo),
    segment: z.string().regex(/^[^/\\]+$/),
    segment_bytes: z.int(),
    indexed_at: z.string(),
  })
  .transform(({ id, info, segment, segment_bytes, indexed_at }) => ({
    id,
    info,
    segment,
    segmentBytes: segment_bytes,
    indexedAt: indexed_at,
  }));

const SELECT = "SELECT id, info, segment, segment_bytes, indexed_at FROM generations WHERE retired_at IS NULL";

/** Sorted by library, then version. */
export function currentGenerations(db: Database): Generation[] {
  return db.all(Row, `${SELECT} ORDER BY library, version`);
}

export function currentGeneration(db: Database, library: LibraryId, version: string): Generation | undefined {
  return db.get(Row, `${SELECT} AND library = ? AND version = ?`, library, version);
}

/** A finished segment on its way into the catalogue. */
export interface FinishedSegment {
  readonly info: SegmentInfo;
  /** Absolute path of the complete, synced file, on the same disk as the segment folder. */
  readonly temporary: string;
}

/**
 * Moves a segment to its final name and makes it the current generation of its library and version. Runs inside a transaction:
 * the write lock keeps a sweep away between the two. If it fails after the move, the file is an orphan for the next sweep.
 */
export function enterGeneration(
  db: Database,
  segments: string,
  { info, temporary }: FinishedSegment,
  now: number,
): Generation {
  const sizeBytes = statSync(temporary).size;
  const segment = freeSegmentName(segments, info);
  renamePatiently(temporary, join(segments, segment));
  syncFolder(segments);
  return insertGeneration(db, { info, segment, segmentBytes: sizeBytes, indexedAt: new Date(now).toISOString() }, now);
}

/** Rows only; the segment lies there already. */
export function insertGeneration(db: Database, entry: Omit<Generation, "id">, now: number): Generation {
  const { info } = entry;
  retire(db, now, "library = ? AND version = ?", info.library, info.version);
  const { rowId } = db.run(
    `INSERT INTO generations (library, version, digest, chunker, tokenizer, model, sections, passages, symbols,
       raw_bytes, segment_bytes, segment, info, indexed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[info.library, info.version, info.digest, info.chunker, info.tokenizer, info.model],
    ...[info.sections, info.passages, info.symbols, info.rawBytes, entry.segmentBytes],
    ...[entry.segment, JSON.stringify(info), entry.indexedAt],
  );
  db.run("DELETE FROM failures WHERE library = ? AND version = ?", info.library, info.version);
  db.run("INSERT OR REPLACE INTO last_used (library, version, at) VALUES (?, ?, ?)", info.library, info.version, now);
  bumpChangeCounter(db);
  return { id: rowId, ...entry };
}

function freeSegmentName(segments: string, info: SegmentInfo): string {
  for (let copy = 1; ; copy += 1) {
    const name = segmentName(info, copy);
    if (!existsSync(join(segments, name))) return name;
  }
}

/** Takes generations out of use; their files go with a later sweep. @returns how many */
export function removeGenerations(db: Database, now: number, library?: LibraryId, version?: string): number {
  if (library === undefined) return counted(db, retire(db, now, "true"));
  if (version === undefined) return counted(db, retire(db, now, "library = ?", library));
  return counted(db, retire(db, now, "library = ? AND version = ?", library, version));
}

/** Takes one out of the catalogue at once, because its file is damaged or gone. @returns its file name, if it was there */
export function dropGeneration(db: Database, id: number): string | undefined {
  const row = db.get(z.object({ segment: z.string() }), "SELECT segment FROM generations WHERE id = ?", id);
  if (row !== undefined) counted(db, db.run("DELETE FROM generations WHERE id = ?", id).changes);
  return row?.segment;
}

function retire(db: Database, now: number, where: string, ...values: readonly string[]): number {
  return db.run(`UPDATE generations SET retired_at = ? WHERE retired_at IS NULL AND ${where}`, now, ...values).changes;
}

function counted(db: Database, changes: number): number {
  if (changes > 0) bumpChangeCounter(db);
  return changes;
}
