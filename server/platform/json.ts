import { parse } from "jsonc-parser";

/** A JSON object from outside, nothing known about its fields. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field as an object; empty where it is absent or something else. */
export function recordIn(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : {};
}

/** The field as a non-empty string. */
export function stringIn(record: JsonRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The strings of a field that is a list; anything else in it is dropped. */
export function stringsIn(record: JsonRecord, key: string): readonly string[] {
  const value = record[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Reads an object from JSON, also with a byte order mark, comments, trailing commas or a missing end; undefined for anything else. */
export function parseJsonObject(text: string): JsonRecord | undefined {
  const value = parseStrict(text) ?? (parse(text.replace(/^\uFEFF/, ""), [], { allowTrailingComma: true }) as unknown);
  return isRecord(value) ? value : undefined;
}

function parseStrict(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the tolerant parser is asked next
  }
}
