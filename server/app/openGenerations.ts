import type { Problem } from "../../shared/errors.ts";
import { ContexterError, messageOf } from "../errors.ts";
import type { SearchIndex } from "../index/searchIndex.ts";
import type { Generation } from "../model/generation.ts";
import type { LibraryId } from "../model/library.ts";
import { type Disposable, Emitter } from "../platform/disposable.ts";
import type { Log } from "../platform/log.ts";
import type { StoreHalves } from "./storeHalves.ts";

/** True for what is wrong with one segment only. */
export function isDamage(error: unknown): error is ContexterError {
  return error instanceof ContexterError && error.code.startsWith("index/segment-");
}

interface Damaged {
  readonly generation: Generation;
  readonly problem: Problem;
}

/**
 * Keeps the search index in step with the catalogue: opens a generation when a search first needs it, closes it when it is no longer
 * current. A damaged segment is set aside, so that the next index run builds it again; the rest goes on.
 */
export class OpenGenerations implements Disposable {
  readonly #store: StoreHalves;
  readonly #index: SearchIndex;
  readonly #log: Log;
  readonly #damaged = new Map<number, Damaged>();
  readonly #didSetAside = new Emitter<Generation>();
  #readers = 0;
  #hasRetired = false;

  /** Fires for every segment that must be built again. */
  readonly onDidSetAside = this.#didSetAside.event;

  constructor(store: StoreHalves, index: SearchIndex, log: Log) {
    this.#store = store;
    this.#index = index;
    this.#log = log;
  }

  /** What was found damaged and has not been built again yet. */
  get problems(): readonly Problem[] {
    return [...this.#damaged.values()]
      .filter(({ generation: { info } }) => !this.find(info.library, info.version))
      .map(({ problem }) => problem);
  }

  /** The current generations, one a library and version, damaged ones left out. */
  current(): readonly Generation[] {
    return this.#store.reader.generations().filter(({ id }) => !this.#damaged.has(id));
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

  /** Nothing is closed while `work` reads what it has opened, whatever other processes enter meanwhile. */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    this.#readers += 1;
    try {
      return await work();
    } finally {
      this.#readers -= 1;
      if (this.#hasRetired) this.closeRetired();
    }
  }

  /** Reads in an open generation; damage that only shows now sets it aside too. @throws ContexterError `index/segment-damaged` */
  async guard<T>(id: number, read: () => T | Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      const generation = this.current().find((each) => each.id === id);
      if (isDamage(error) && generation) this.#setAside(generation, error);
      throw error;
    }
  }

  /** Reads a whole segment; a damaged one is set aside. @returns false for such */
  check(generation: Generation): boolean {
    try {
      this.#index.check(this.#store.reader.segmentPath(generation));
      return true;
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#setAside(generation, error);
      return false;
    }
  }

  /** Closes what is no longer current, now or after the last reading. Called when the catalogue has changed. */
  closeRetired(): void {
    this.#hasRetired = true;
    if (this.#readers > 0) return;
    try {
      const current = new Set(this.current().map(({ id }) => id));
      const retired = this.#index.generations.filter((id) => !current.has(id));
      for (const id of retired) this.#index.close(id);
      if (retired.length > 0) this.#pin();
      this.#hasRetired = false;
    } catch (error) {
      // A store that cannot be read right now is being mended; until then everything stays open.
      if (!(error instanceof ContexterError)) throw error;
      this.#log.warn("the catalogue cannot be read", { code: error.code });
    }
  }

  dispose(): void {
    this.#didSetAside.dispose();
  }

  #openOne(generation: Generation): boolean {
    if (this.#damaged.has(generation.id)) return false;
    try {
      this.#index.open(generation.id, this.#store.reader.segmentPath(generation));
      return true;
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#setAside(generation, error);
      return false;
    }
  }

  #setAside(generation: Generation, error: ContexterError): void {
    this.#damaged.set(generation.id, {
      generation,
      problem: { ...error.toProblem(), file: generation.segment },
    });
    this.#log.warn("segment set aside", { library: generation.info.library, code: error.code });
    if (!this.#store.writable) return;
    this.#inBackground(this.#store.writer.setAside(generation.id));
    this.#didSetAside.fire(generation);
  }

  /** Tells other processes which files are being read. */
  #pin(): void {
    if (!this.#store.writable) return;
    const open = new Set(this.#index.generations);
    const segments = this.#store.reader.generations().filter(({ id }) => open.has(id));
    this.#inBackground(this.#store.writer.pin(segments.map(({ segment }) => segment)));
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#log.warn("store write failed", { message: messageOf(error) }));
  }
}
