import type { Problem } from "../../shared/errors.ts";
import type { Generation } from "../model/generation.ts";
import type { LibraryId } from "../model/library.ts";
import type { Disposable } from "../platform/disposable.ts";
import type { Failure } from "./failures.ts";
import type { FinishedSegment } from "./generations.ts";
import type { Lease } from "./leases.ts";
import type { SweepOptions, SweepSummary } from "./sweep.ts";
import type { LibraryUse } from "./uses.ts";

/** The reading half: synchronous, cheap, on any thread; sees what every process has committed. */
export interface StoreReader extends Disposable {
  readonly dataDir: string;
  /** True if it was opened so, is written by a newer Contexter or cannot be written. */
  readonly readOnly: boolean;
  readonly schema: number;
  /** What went wrong at opening: `store/newer-schema`, `store/damaged`, `store/unavailable`. */
  readonly problems: readonly Problem[];

  /** The current ones, one for each library and version, sorted by these. Kept until the change counter moves. */
  generations(): readonly Generation[];
  generation(library: LibraryId, version: string): Generation | undefined;
  /** Absolute path of a generation's segment. */
  segmentPath(generation: Generation): string;
  /** Grows with every change of generations or failures, by whatever process. */
  changeCounter(): number;
  /** Sorted by library, then version. */
  failures(): readonly Failure[];
  /** What a workspace used when it was last recorded. */
  uses(root: string): readonly LibraryUse[];
  /** Calls back after every change of the counter, one's own included; at the latest two seconds after it. */
  watchChanges(onChange: () => void): Disposable;
}

/** What a reader on another thread must know of the writer. */
export interface WriterState {
  /** True if every write fails. */
  readonly readOnly: boolean;
  /** What went wrong at opening, or was mended since. */
  readonly problems: readonly Problem[];
}

/**
 * The writing half. Every call is one short transaction. Asynchronous, so that it may live in a worker (`remoteWriter.ts`).
 * All fail with `store/newer-schema` or `store/unavailable` where the store is open for reading only.
 */
export interface StoreWriter {
  /** Moves a finished, validated segment into the store and makes it current; the old one of the same library and version retires. */
  enter(finished: FinishedSegment): Promise<Generation>;
  /** Absolute path for a segment that is being written; swept away when this writer ends without entering it. */
  temporaryPath(): Promise<string>;
  /** Takes a damaged or missing segment out of the catalogue, its file to `set-aside/`. Unknown ids are ignored. */
  setAside(generationId: number): Promise<void>;
  /** @returns how many generations of the library (of one version) were taken out */
  remove(library: LibraryId, version?: string): Promise<number>;
  /** Takes out every generation and forgets failures. @returns how many generations */
  removeAll(): Promise<number>;
  /** Replaces what is known of a workspace's libraries, and notes that they are in use now. */
  recordUse(root: string, uses: readonly LibraryUse[]): Promise<void>;
  /** Takes out what no workspace uses and none used for so long. @returns how many */
  expire(retentionDays: number): Promise<number>;
  /** Noted until a generation is entered. */
  recordFailure(failure: Omit<Failure, "at">): Promise<void>;
  clearFailure(library: LibraryId, version: string): Promise<void>;
  /** @returns undefined while somebody alive has it */
  acquireLease(library: LibraryId, version: string, ttlMs: number): Promise<Lease | undefined>;
  /** @returns false if it was lost */
  renewLease(lease: Lease): Promise<boolean>;
  releaseLease(lease: Lease): Promise<void>;
  /** From now on this process reads exactly these segments (file names): their files stay, even when retired. */
  pin(segments: readonly string[]): Promise<void>;
  /** Deletes files that nobody needs any more. */
  sweep(options?: SweepOptions): Promise<SweepSummary>;
  /** Reads the whole catalogue; a damaged one is set aside and begun anew from the segments. @returns what stands in the way of writing */
  check(): Promise<WriterState>;
  /** Gives back leases and pins. */
  close(): Promise<void>;
}

/** Both halves on one thread. */
export interface Store extends StoreReader {
  readonly writer: StoreWriter;
}
