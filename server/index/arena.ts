import { readFileSync } from "node:fs";
import * as z from "zod";
import { type Assets, assetUrl } from "../platform/assets.ts";

const PAGE = 65_536;
/** 1 GiB: four million passages of 256 dimensions. */
const MOST_PAGES = 16_384;
/** The query and its int16 form live in the first page. */
const FIRST_FREE = PAGE;
const QUERY_STEPS = 2047;

const Exports = z.object({ scan: z.custom<Scan>((value) => typeof value === "function") });
type Scan = (query: number, vectors: number, count: number, dimension: number, out: number) => void;

/** A stretch of the arena, in bytes. */
export interface Allocation {
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * Passage vectors of all open segments in one WASM memory, and the kernel that multiplies a query with them.
 * Freed stretches are used again for what fits; 64-byte aligned.
 */
export class VectorArena {
  readonly #memory: WebAssembly.Memory;
  readonly #scan: Scan;
  #end = FIRST_FREE;
  #free: Allocation[] = [];
  #scratch: Allocation | undefined;

  constructor(assets: Assets) {
    this.#memory = new WebAssembly.Memory({ initial: 2, maximum: MOST_PAGES, shared: true });
    const module = new WebAssembly.Module(readFileSync(assetUrl(assets, "kernel")));
    const instance = new WebAssembly.Instance(module, { contexter: { memory: this.#memory } });
    this.#scan = Exports.parse({ ...instance.exports }).scan;
  }

  /** @throws RangeError if the arena is full */
  allocate(sizeBytes: number): Allocation {
    const size = Math.max(1, Math.ceil(sizeBytes / 64)) * 64;
    const fits = this.#free.findIndex((each) => each.sizeBytes >= size);
    const hole = this.#free[fits];
    if (hole) {
      this.#free.splice(fits, 1);
      if (hole.sizeBytes > size) this.#free.push({ offset: hole.offset + size, sizeBytes: hole.sizeBytes - size });
      return { offset: hole.offset, sizeBytes: size };
    }
    const offset = this.#end;
    const missing = offset + size - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    this.#end += size;
    return { offset, sizeBytes: size };
  }

  /** Gives a stretch back; neighbouring ones are joined. */
  release(allocation: Allocation): void {
    const holes = [...this.#free, allocation].sort((a, b) => a.offset - b.offset);
    this.#free = [];
    for (const hole of holes) {
      const last = this.#free.at(-1);
      if (last && last.offset + last.sizeBytes === hole.offset)
        this.#free[this.#free.length - 1] = { offset: last.offset, sizeBytes: last.sizeBytes + hole.sizeBytes };
      else this.#free.push(hole);
    }
    const last = this.#free.at(-1);
    if (last && last.offset + last.sizeBytes === this.#end) {
      this.#end = last.offset;
      this.#free.pop();
    }
  }

  bytes(allocation: Allocation, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, allocation.offset, length);
  }

  /**
   * Places a query for the scans that follow.
   * @returns factor that turns a scan's integers into cosines, together with each passage's scale
   */
  setQuery(vector: Float32Array): number {
    let largest = 0;
    for (const value of vector) largest = Math.max(largest, Math.abs(value));
    const scale = largest === 0 ? 0 : largest / QUERY_STEPS;
    const query = new Int16Array(this.#memory.buffer, 0, vector.length);
    for (let d = 0; d < vector.length; d++) query[d] = scale === 0 ? 0 : Math.round(vector[d] / scale);
    return scale;
  }

  /** Dot products of the placed query with `count` vectors; valid until the next scan. */
  scan(vectors: Allocation, count: number, dimension: number): Int32Array {
    if (!this.#scratch || this.#scratch.sizeBytes < count * 4) {
      if (this.#scratch) this.release(this.#scratch);
      this.#scratch = this.allocate(count * 4);
    }
    this.#scan(0, vectors.offset, count, dimension, this.#scratch.offset);
    return new Int32Array(this.#memory.buffer, this.#scratch.offset, count);
  }
}
