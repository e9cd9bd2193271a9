import type { Figure } from "./figures.ts";

/** One benchmark: a file of this folder's parent, entered in `run.ts`. */
export interface Bench {
  readonly name: string;
  /** One line for `--help`. */
  readonly title: string;
  /** Installs, builds and warms whatever does not count. */
  prepare(place: Place): Promise<PreparedBench>;
}

export interface PreparedBench {
  /** Measures everything once. */
  run(): Promise<readonly Figure[]>;
}

export interface Place {
  /** Absolute folder for what is kept between benchmarks. */
  readonly cache: string;
  /** Absolute folder of the built program, out of the way of the next build. */
  readonly program: string;
  /** Says what takes long. */
  note(text: string): void;
}
