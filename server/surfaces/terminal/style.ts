/** Marks up text for a terminal, or leaves it as it is. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  title(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

const sgr = (open: number, close: number) => (text: string) =>
  text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`;
const same = (text: string) => text;

export const plainStyle: Style = { bold: same, dim: same, title: same, good: same, warn: same, bad: same };

export const colorStyle: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  title: (text) => sgr(1, 22)(sgr(36, 39)(text)),
  good: sgr(32, 39),
  warn: sgr(33, 39),
  bad: sgr(31, 39),
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Colour on a terminal that can, unless the user said otherwise: `--no-color`, then `NO_COLOR`, then `FORCE_COLOR`. */
export function wantsColor(options: { readonly color?: boolean }, env: Environment, isTTY: boolean): boolean {
  if (options.color === false || (env.NO_COLOR ?? "") !== "") return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return forced !== "0";
  return isTTY && env.TERM !== "dumb";
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const NO_WIDTH = /\p{M}|\u200d|\ufe0f/u;

/** Cells that a text without control characters takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character < "\u0300") width += 1;
    else if (!NO_WIDTH.test(character)) width += WIDE.test(character) && character > "\u10ff" ? 2 : 1;
  }
  return width;
}

/** The text cut to a width, with an ellipsis where something is missing. */
export function truncated(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let left = width - 1;
  for (const character of text) {
    left -= displayWidth(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines of at most `width` cells, broken at blanks; a longer word stays whole. A line's own indent is kept. */
export function wrapped(line: string, width: number): string[] {
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(/ +/)) {
    if (current.trim() !== "" && displayWidth(current) + 1 + displayWidth(word) > width) {
      lines.push(current);
      current = indent + word;
    } else current += current.trim() === "" ? word : ` ${word}`;
  }
  return [...lines, current];
}

/** Rows as columns, the last one as wide as it likes. */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(0, ...rows.map((row) => displayWidth(row[at] ?? ""))),
  );
  const padded = (cell: string, at: number, row: readonly string[]) =>
    at === row.length - 1 ? cell : cell + " ".repeat((widths[at] ?? 0) - displayWidth(cell) + gap);
  return rows.map((row) => row.map(padded).join("").trimEnd());
}

/** `1.4 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** What is wrong as a sentence, what to do about it as the next. */
export function withRemedy(message: string, remedy: string | undefined): string {
  if (remedy === undefined) return message;
  return `${message}${/[.!?]$/.test(message) ? "" : "."} ${remedy}`;
}

/** `3 libraries`, `1 library`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
