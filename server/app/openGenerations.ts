import type { Problem } from "../../shared/errors.ts";
import { ContexterError } from "../errors.ts";
import type { SearchIndex } from "../index/searchIndex.ts";
import type { Generation } from "../model/generation.ts";
import type { LibraryId } from "../model/library.ts";
import type { Log } from "../platform/log.ts";
import type { StoreReader, StoreWriter } from "../store/store.ts";

/**
 * Keeps the search index in step with the catalogue: opens a generation when a search first needs it, closes it when it is no longer
 * current. A damaged segment is set aside, so that the next index run builds it again; the rest goes on.
 */
export class OpenGenerations {
  readonly #store: StoreReader;
  readonly #writer: StoreWriter;
  readonly #index: SearchIndex;
  readonly #log: Log;
  readonly #damaged = new Map<number, Problem>();

  constructor(store: StoreReader, writer: StoreWriter, index: SearchIndex, log: Log) {
    this.#store = store;
    this.#writer = writer;
    this.#index = index;
    this.#log = log;
  }

  /** What was found damaged since the start. */
  get problems(): readonly Problem[] {
    return [...this.#damaged.values()];
  }

  /** The current generations, one a library and version, damaged ones left out. */
  current(): readonly Generation[] {
    return this.#store.generations().filter((generation) => !this.#damaged.has(generation.id));
  }

  find(library: LibraryId, version: string): Generation | undefined {
    return this.current().find(({ info }) => info.library === library && info.version === version);
  }

  /** The newest generation of a library, whatever its version. */
  newest(library: LibraryId): Generation | undefined {
    return this.current()
      .filter(({ info }) => info.library === library)
      .sort((a, b) => b.id - a.id)[0];
  }

  /** Opens what is not open yet. @returns those that are open now, in the given order */
  open(generations: readonly Generation[]): Generation[] {
    const before = this.#index.generations.length;
    const opened = generations.filter((generation) => this.#openOne(generation));
    if (this.#index.generations.length !== before) this.#pin();
    return opened;
  }

  /** Closes what is no longer current. Called when the catalogue has changed. */
  closeRetired(): void {
    const current = new Set(this.#store.generations().map(({ id }) => id));
    const retired = this.#index.generations.filter((id) => !current.has(id));
    for (const id of retired) this.#index.close(id);
    if (retired.length > 0) this.#pin();
  }

  #openOne(generation: Generation): boolean {
    try {
      this.#index.open(generation.id, this.#store.segmentPath(generation));
      return true;
    } catch (error) {
      if (!(error instanceof ContexterError)) throw error;
      this.#damaged.set(generation.id, { ...error.toProblem(), file: generation.segment });
      this.#log.warn("segment set aside", { library: generation.info.library, code: error.code });
      if (!this.#store.readOnly) this.#inBackground(this.#writer.setAside(generation.id));
      return false;
    }
  }

  /** Tells other processes which files are being read. */
  #pin(): void {
    if (this.#store.readOnly) return;
    const open = new Set(this.#index.generations);
    const segments = this.#store.generations().filter(({ id }) => open.has(id));
    this.#inBackground(this.#writer.pin(segments.map(({ segment }) => segment)));
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#log.warn("store write failed", { message: String(error) }));
  }
}
