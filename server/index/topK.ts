/** Keeps the `k` largest of many scores; the smaller row wins among equals, so the result does not depend on arrival. */
export class TopK {
  readonly #k: number;
  readonly #scores: number[] = [];
  readonly #rows: number[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** Scores at or below this are not kept any more. */
  get floor(): number {
    return this.#scores.length < this.#k ? Number.NEGATIVE_INFINITY : this.#scores[0];
  }

  add(score: number, row: number): void {
    if (this.#scores.length < this.#k) {
      this.#scores.push(score);
      this.#rows.push(row);
      this.#up(this.#scores.length - 1);
    } else if (this.#worse(0, score, row)) {
      this.#scores[0] = score;
      this.#rows[0] = row;
      this.#down(0);
    }
  }

  /** Rows kept, in no order. */
  rows(): readonly number[] {
    return this.#rows;
  }

  #worse(at: number, score: number, row: number): boolean {
    return this.#scores[at] < score || (this.#scores[at] === score && this.#rows[at] > row);
  }

  #up(start: number): void {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (!this.#worse(at, this.#scores[parent], this.#rows[parent])) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(start: number): void {
    for (let at = start; ; ) {
      let worst = at;
      for (const child of [at * 2 + 1, at * 2 + 2])
        if (child < this.#scores.length && this.#worse(child, this.#scores[worst], this.#rows[worst])) worst = child;
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  #swap(a: number, b: number): void {
    [this.#scores[a], this.#scores[b]] = [this.#scores[b], this.#scores[a]];
    [this.#rows[a], this.#rows[b]] = [this.#rows[b], this.#rows[a]];
  }
}
