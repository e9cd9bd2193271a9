import { readFile } from "node:fs/promises";
import { isMap, isPair, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import type { Problem } from "../../shared/errors.ts";
import { errnoOf, messageOf } from "../errors.ts";
import { type ConfigEntry, type ConfigFile, fullKey, isSettingKey } from "./config.ts";

/** @returns undefined where there is no such file; one that cannot be read is a problem */
export async function readConfigFile(path: string): Promise<ConfigFile | undefined> {
  try {
    return parseConfigFile(path, await readFile(path, "utf8"));
  } catch (error) {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return undefined;
    return { path, entries: [], problems: [problem(path, `cannot be read: ${messageOf(error)}`)] };
  }
}

/** Reads settings nested by stage, `search: { limit: 5 }`; dotted keys and a `contexter:` around all are understood too. */
export function parseConfigFile(path: string, text: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    return { path, entries: [], problems: [problem(`${path}:${line}`, error.message, path)] };
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return { path, entries: [], problems: [] };
  if (!isMap(root)) return { path, entries: [], problems: [problem(path, "is no map of settings")] };
  const lineOf = (node: Node | null | undefined) => lines.linePos(node?.range?.[0] ?? 0).line;
  return { path, entries: [...entriesOf(root, "", lineOf)], problems: [] };
}

type LineOf = (node: Node | null | undefined) => number;

function* entriesOf(map: YAMLMap, prefix: string, lineOf: LineOf): Generator<ConfigEntry> {
  for (const item of map.items) {
    if (!isPair(item) || !isScalar(item.key)) continue;
    const path = prefix === "" ? String(item.key.value) : `${prefix}.${item.key.value}`;
    const value = item.value as Node | null;
    const key = fullKey(path);
    if (isMap(value) && !isSettingKey(key)) yield* entriesOf(value, path, lineOf);
    else yield { key, value: value?.toJSON() ?? null, line: lineOf(item.key) };
  }
}

function problem(place: string, text: string, file = place): Problem {
  return { code: "platform/bad-setting", message: `${place}: ${text}`, file };
}
