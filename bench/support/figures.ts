import * as z from "zod";

/** Milliseconds, mebibytes, or shares of one. */
export const UNITS = ["ms", "MiB", "fraction"] as const;
export type Unit = (typeof UNITS)[number];

const Params = z.record(z.string(), z.union([z.string(), z.number()]));
/** What a figure depends on, e.g. `{ sections: 20000 }`. */
export type Params = Readonly<z.infer<typeof Params>>;

/** One value of one run. */
export interface Figure {
  readonly metric: string;
  readonly value: number;
  readonly unit: Unit;
  readonly params: Params;
}

export const MeasuredFigure = z.object({
  metric: z.string(),
  /** Median of `runs`. */
  value: z.number(),
  unit: z.enum(UNITS),
  params: Params,
  runs: z.array(z.number()),
  /** One of the runs, at least, shared the machine with other work. */
  busy: z.boolean().optional(),
});
export type MeasuredFigure = Readonly<z.infer<typeof MeasuredFigure>>;

/** What one metric is called where figures of several runs meet: `p95 sections=20000`. */
export function figureName({ metric, params }: Pick<Figure, "metric" | "params">): string {
  return [metric, ...Object.entries(params).map(([name, value]) => `${name}=${value}`)].join(" ");
}

/** Joins the figures of several runs, in the order of the first. @throws {Error} if a run lacks a figure that the first one has */
export function joinRuns(runs: readonly (readonly Figure[])[], busy: boolean): MeasuredFigure[] {
  const [first = []] = runs;
  return first.map(({ metric, unit, params }) => {
    const name = figureName({ metric, params });
    const values = runs.map((run) => {
      const found = run.find((figure) => figureName(figure) === name);
      if (!found) throw new Error(`a run has no figure ${name}`);
      return rounded(found.value);
    });
    return { metric, value: median(values), unit, params, runs: values, ...(busy && { busy }) };
  });
}

/** Middle of the sorted values; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : rounded(((sorted[middle - 1] ?? Number.NaN) + upper) / 2);
}

/** The value that this share of the values does not exceed, nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** `p50`, `p95`… of times in milliseconds. */
export function percentiles(times: readonly number[], shares: readonly number[], params: Params = {}): Figure[] {
  return shares.map((share) => ({
    metric: `p${Math.round(share * 100)}`,
    value: percentile(times, share),
    unit: "ms",
    params,
  }));
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
