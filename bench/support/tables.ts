import { type Bar, barOf, holds } from "./bars.ts";
import { figureName, type MeasuredFigure, type Unit } from "./figures.ts";
import type { BenchResult } from "./results.ts";

/** Rows of a result as the terminal shows them. */
export function terminalTable({ bench, figures }: BenchResult): string {
  const rows = figures.map((figure) => [
    `${bench} ${figureName(figure)}`,
    shown(figure.value, figure.unit),
    spread(figure),
    verdict(figure.value, barOf(bench, figure), figure.unit),
    figure.busy ? "busy machine" : "",
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** All results as one Markdown table, the machines below it. */
export function markdownTable(results: readonly BenchResult[]): string {
  const rows = results.flatMap(({ bench, figures, command, date }) =>
    figures.map((figure) => [
      `${bench} ${figureName(figure)}`,
      `${shown(figure.value, figure.unit)}${figure.busy ? " (busy machine)" : ""}`,
      spread(figure),
      barText(barOf(bench, figure), figure.unit),
      mark(figure.value, barOf(bench, figure)),
      `\`${command}\``,
      date.slice(0, 10),
    ]),
  );
  const head = ["Figure", "Median", "Runs", "Bar", "Held", "Measured by", "On"];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const machines = new Set(
    results.map(({ machine: { cpu, cores, memoryGiB, platform, node } }) =>
      [cpu, `${cores} cores`, `${memoryGiB} GiB`, platform, `Node ${node}`].join(", "),
    ),
  );
  return [
    [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"),
    [...machines].map((machine) => `Machine: ${machine}.`).join("\n"),
  ].join("\n\n");
}

/** `{"bench":"search","metric":"p95","value":3.1,"unit":"ms","params":{"sections":20000}}`, one a figure. */
export function jsonLines({ bench, figures }: BenchResult): string {
  return figures
    .map(({ metric, value, unit, params, busy }) =>
      JSON.stringify({ bench, metric, value, unit, params, ...(busy && { busy }) }),
    )
    .join("\n");
}

export function shown(value: number, unit: Unit): string {
  if (unit === "fraction") return value.toFixed(3);
  return `${value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3)} ${unit}`;
}

function spread({ runs, unit }: MeasuredFigure): string {
  return runs.length < 2 ? "" : `${shown(Math.min(...runs), unit)} to ${shown(Math.max(...runs), unit)}`;
}

function verdict(value: number, bar: Bar | undefined, unit: Unit): string {
  return bar ? `${mark(value, bar)} (bar ${barText(bar, unit)})` : "";
}

function barText(bar: Bar | undefined, unit: Unit): string {
  if (bar?.atMost !== undefined) return `≤ ${limit(bar.atMost, unit)}`;
  return bar?.atLeast === undefined ? "" : `≥ ${limit(bar.atLeast, unit)}`;
}

function limit(value: number, unit: Unit): string {
  return unit === "fraction" ? String(value) : `${value.toLocaleString("en-US")} ${unit}`;
}

function mark(value: number, bar: Bar | undefined): string {
  if (!bar) return "";
  return holds(value, bar) ? "yes" : "**no**";
}
