import type { Progress } from "../../../shared/protocol.ts";
import { counted } from "./style.ts";

/** Shows an index run while it lasts. */
export interface ProgressView {
  update(progress: Progress): void;
  /** Returns when the view has left the screen. */
  end(): Promise<void>;
}

/**
 * What is being done, derived from the run's events: `done` and `total` count libraries, and the event that raises `done`
 * names the library that is finished.
 */
export class ProgressState {
  readonly #building = new Map<string, string>();
  #done = 0;
  #total = 0;

  /** @returns the name of the library that has just been built; undefined for all other events */
  update({ stage, library, done, total }: Progress): string | undefined {
    this.#total = total;
    if (done <= this.#done) {
      this.#building.set(library, stage);
      return undefined;
    }
    this.#done = done;
    return this.#building.delete(library) ? library : undefined;
  }

  get title(): string {
    return this.#total === 0 ? "Indexing" : `Indexing ${this.#done} of ${counted(this.#total, "library", "libraries")}`;
  }

  /** One line per library that is being built. */
  get lines(): readonly string[] {
    return [...this.#building].map(([library, stage]) => `${library}  ${stage}`);
  }
}

/** One plain line per finished library. */
export class PlainProgress implements ProgressView {
  readonly #state = new ProgressState();
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  update(progress: Progress): void {
    const finished = this.#state.update(progress);
    if (finished !== undefined) this.#write(`indexed ${finished} (${progress.done} of ${progress.total})`);
  }

  async end(): Promise<void> {
    // every line stands already
  }
}

/** Says nothing. */
export const noProgress: ProgressView = { update: () => undefined, end: async () => undefined };
