import { figureName, type MeasuredFigure } from "./figures.ts";

/** What a figure has to hold. */
export interface Bar {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Bars by bench and figure; a figure that is not here is for information. */
const BARS: Readonly<Record<string, Readonly<Record<string, Bar>>>> = {
  search: {
    "p95 sections=20000": { atMost: 5 },
    "p99 sections=20000": { atMost: 10 },
    "p95 sections=200000": { atMost: 40 },
  },
  index: {
    "wall corpus=next": { atMost: 2_000 },
    "peakRss corpus=next": { atMost: 250 },
    "firstSearchable libraries=40": { atMost: 2_000 },
    "allSearchable libraries=40": { atMost: 15_000 },
    "diskRatio libraries=40": { atMost: 1.5 },
  },
  hover: { p95: { atMost: 5 } },
  cold: {
    "p50 sections=50000": { atMost: 300 },
    "p95 sections=50000": { atMost: 300 },
    "sidecarRss sections=50000": { atMost: 250 },
  },
};

export function barOf(bench: string, figure: Pick<MeasuredFigure, "metric" | "params">): Bar | undefined {
  return BARS[bench]?.[figureName(figure)];
}

/** True if the value holds the bar. */
export function holds(value: number, { atMost, atLeast }: Bar): boolean {
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}
