import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { Section } from "../../server/model/section.ts";
import { shuffled } from "./random.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const Judged = z.looseObject({ query: z.string() });

/** All judged queries of the project's sets. */
export function judgedQueries(): string[] {
  return globSync("test/eval/*/queries.jsonl", { cwd: root })
    .sort()
    .flatMap((file) => readFileSync(`${root}/${file}`, "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => Judged.parse(JSON.parse(line)).query);
}

/**
 * Distinct queries: the given ones, filled up with headings, symbols and beginnings of sentences of a corpus in turn, one a section.
 * @throws {Error} if the corpus does not have so many
 */
export function distinctQueries(
  sections: readonly Section[],
  given: readonly string[],
  count: number,
  seed: number,
): string[] {
  const order = shuffled(sections, seed);
  const kinds = [headingQuery, symbolQuery, sentenceQuery];
  const found = new Map<string, string>(given.map((query) => [query.toLowerCase(), query]));
  for (const [at, section] of order.entries()) {
    if (found.size >= count) break;
    const candidates = kinds.map((_, turn) => kinds[(at + turn) % kinds.length]?.(section));
    const query = candidates.find((each) => each !== undefined && !found.has(each.toLowerCase()));
    if (query !== undefined) found.set(query.toLowerCase(), query);
  }
  if (found.size < count) throw new Error(`only ${found.size} of ${count} distinct queries`);
  return shuffled([...found.values()].slice(0, count), seed + 1);
}

function headingQuery({ headingPath }: Section): string | undefined {
  const title = headingPath.slice(-2).join(" ").replace(/\s+/g, " ").trim();
  return /\p{L}{3}.*\s.*\p{L}{3}/u.test(title) ? title.slice(0, 80) : undefined;
}

function symbolQuery({ symbols }: Section): string | undefined {
  return symbols.find((symbol) => symbol.length >= 4);
}

/** The first eleven words of a sentence from the middle of a text. */
function sentenceQuery({ text }: Section): string | undefined {
  const sentences = text.match(/[A-Z][a-z]+ [^.\n`|<>{}]{30,200}[.\n]/g) ?? [];
  const sentence = sentences[sentences.length >>> 1];
  return sentence?.replace(/\s+/g, " ").split(" ").slice(0, 11).join(" ").replace(/\.$/, "");
}
