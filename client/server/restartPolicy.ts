export const RESTARTS = 5;
export const WINDOW_MS = 3 * 60_000;

/** Lets a server that died be started again, unless it dies too often: then a person has to look. */
export class RestartPolicy {
  readonly #now: () => number;
  #deaths: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a death. True if the server may be started again: at most 5 times within 3 minutes. */
  mayRestart(): boolean {
    const now = this.#now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < WINDOW_MS), now];
    return this.#deaths.length <= RESTARTS;
  }

  /** A person has started it again: the count begins anew. */
  reset(): void {
    this.#deaths = [];
  }
}
