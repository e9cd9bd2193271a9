import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import * as z from "zod";
import type { SourceLanguage } from "../../server/platform/treeSitter.ts";

const HoverCase = z.object({
  id: z.string(),
  /** Relative to the set's folder. */
  file: z.string(),
  /** Text around the position; `‸` is the cursor. */
  at: z.string(),
  occurrence: z.int().min(1).default(1),
  kind: z.enum(["symbol", "import", "dependency"]).default("symbol"),
  silence: z.boolean().default(false),
  form: z.string(),
  library: z.string().optional(),
  /** Declared paths that are right, any of them. */
  symbol: z.array(z.string()).default([]),
  package: z.string().optional(),
  /** Passages that are right, any of them. */
  passages: z.array(z.object({ file: z.string(), anchors: z.array(z.string()) })).default([]),
});
export type HoverCase = z.infer<typeof HoverCase>;

/** A judged position with its document. */
export interface HoverPosition extends HoverCase {
  readonly text: string;
  /** UTF-16 offset of the position. */
  readonly offset: number;
}

const cursor = "‸";
const folder = new URL("../hover/set/", import.meta.url);

const languages: Readonly<Record<string, SourceLanguage>> = {
  ".ts": "typescript",
  ".tsx": "typescriptreact",
  ".jsx": "javascriptreact",
};

/** Language id of a file of the set; its JSON files have none of these. */
export function languageOf(file: string): SourceLanguage | undefined {
  return file.endsWith(".json") ? undefined : (languages[extname(file)] ?? "javascript");
}

/** The judged hover set. @throws if a position's text does not occur in its file */
export async function readHoverSet(): Promise<HoverPosition[]> {
  const lines = (await readFile(new URL("positions.jsonl", folder), "utf8")).split("\n").filter(Boolean);
  const texts = new Map<string, string>();
  const positions: HoverPosition[] = [];
  for (const line of lines) {
    const one = HoverCase.parse(JSON.parse(line));
    const text = texts.get(one.file) ?? (await readFile(new URL(one.file, folder), "utf8"));
    texts.set(one.file, text);
    positions.push({ ...one, text, offset: offsetOf(one, text) });
  }
  return positions;
}

function offsetOf(one: HoverCase, text: string): number {
  const around = one.at.replace(cursor, "");
  let found = -1;
  for (let count = 0; count < one.occurrence; count++) {
    found = text.indexOf(around, found + 1);
    if (found < 0) throw new Error(`${one.id}: "${around}" does not occur ${one.occurrence} times in ${one.file}`);
  }
  return found + one.at.indexOf(cursor);
}
