import { readResults } from "../../bench/support/results.ts";
import { markdownTable as benchTable } from "../../bench/support/tables.ts";
import { COMMANDS, type CommandId } from "../../shared/commands.ts";
import { ERRORS, type ErrorCode } from "../../shared/errors.ts";
import { environmentName } from "../../shared/settings.ts";
import { settingProperties } from "./configuration.ts";
import { bm25Constants, rankingSignals } from "./ranking.ts";
import { segmentRegions } from "./segment.ts";
import { markdownTable as table } from "./table.ts";

function settings(): string {
  const rows = [...settingProperties()].map(([key, { default: value, description, scope }]) => {
    const shown = value === null || value === "" ? "" : `\`${JSON.stringify(value)}\``;
    return [`\`${key}\``, shown, `${description} *(${scope})*`, `\`${environmentName(key)}\``];
  });
  return table(["Setting", "Default", "What it does", "Environment"], rows);
}

function commands(): string {
  const ids = (Object.keys(COMMANDS) as CommandId[]).filter((id) => COMMANDS[id].palette !== false);
  const rows = ids.map((id) => {
    const { title, key } = COMMANDS[id];
    const mac = key?.mac === undefined ? "" : ` (macOS ${keyName(key.mac)})`;
    return [`Contexter: ${title}`, key === undefined ? "" : `${keyName(key.key)}${mac}`, `\`${id}\``];
  });
  return table(["Command", "Key", "Id"], rows);
}

function keyName(key: string): string {
  const parts = key.split("+").map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return `<kbd>${parts.join("</kbd>+<kbd>")}</kbd>`;
}

function errors(): string {
  const rows = (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
    const { category, meaning, remedy } = ERRORS[code];
    return [`\`${code}\``, category, meaning, remedy];
  });
  return table(["Code", "Category", "What happened", "What to do"], rows);
}

/** What the benchmarks measured last. */
const bench = () => benchTable(readResults());

/** Every table that documents hold between markers, by the marker's name. */
export const TABLES: Readonly<Record<string, () => string>> = {
  settings,
  commands,
  errors,
  bench,
  "ranking-signals": rankingSignals,
  "ranking-bm25": bm25Constants,
  "segment-regions": segmentRegions,
};
