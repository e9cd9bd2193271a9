import { type Figure, joinRuns, type MeasuredFigure } from "./figures.ts";

/** How the runs of a bench are made. */
export interface MeasureOptions {
  readonly runs: number;
  /** A run on a busy machine is made again, so often at the most. */
  readonly repeats: number;
  /** True if the machine does other things as well, asked before and after each run. */
  isBusy(): Promise<boolean>;
  onRun?(run: number, busy: boolean): void;
}

/** Runs a bench several times. @returns each figure as the median of the runs */
export async function measure(
  run: () => Promise<readonly Figure[]>,
  options: MeasureOptions,
): Promise<MeasuredFigure[]> {
  const kept: (readonly Figure[])[] = [];
  let isAnyBusy = false;
  let repeats = 0;
  while (kept.length < options.runs) {
    const before = await options.isBusy();
    const figures = await run();
    const busy = (await options.isBusy()) || before;
    options.onRun?.(kept.length + 1, busy);
    if (busy && repeats < options.repeats) {
      repeats++;
      continue;
    }
    repeats = 0;
    isAnyBusy ||= busy;
    kept.push(figures);
  }
  return joinRuns(kept, isAnyBusy);
}
