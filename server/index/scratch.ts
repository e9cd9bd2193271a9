/**
 * Arrays for the scores of one search, used again by the next: allocating some megabytes for every query costs more than the scoring.
 * What it hands out is valid until `reset`.
 */
export class Scratch {
  #floats = new Float32Array(0);
  #words = new Uint32Array(0);
  #floatsUsed = 0;
  #wordsUsed = 0;

  /** Begins a search. */
  reset(): void {
    this.#floatsUsed = 0;
    this.#wordsUsed = 0;
  }

  /** `length` numbers, all `value`. */
  floats(length: number, value = 0): Float32Array {
    const start = this.#floatsUsed;
    this.#floatsUsed += length;
    // Arrays that were handed out before keep the old buffer.
    if (this.#floatsUsed > this.#floats.length) this.#floats = new Float32Array(this.#floatsUsed * 2);
    return this.#floats.subarray(start, start + length).fill(value);
  }

  /** `length` zeros. */
  words(length: number): Uint32Array {
    const start = this.#wordsUsed;
    this.#wordsUsed += length;
    if (this.#wordsUsed > this.#words.length) this.#words = new Uint32Array(this.#wordsUsed * 2);
    return this.#words.subarray(start, start + length).fill(0);
  }
}
