import type { SectionFacts } from "../model/retrieval.ts";
import { isSameWord, lastName, nameWords, ownerOf } from "./symbolWords.ts";
import type { WantedSymbol } from "./wantedSymbol.ts";

/** What a section's heading says of a symbol. */
export interface TitleEvidence {
  /** 0 to 1.15: how surely the heading is the symbol's own. */
  readonly heading: number;
  /** 0 to 0.4: how far the heading's words are the words of the symbol's name. */
  readonly topic: number;
  /** The heading is that of another symbol. */
  readonly isOther: boolean;
}

const NOTHING: TitleEvidence = { heading: 0, topic: 0, isOther: false };

/** Compares a section's last heading with a symbol. */
export function titleEvidence(wanted: WantedSymbol, { headingPath, symbols }: SectionFacts): TitleEvidence {
  const title = headingPath.at(-1) ?? "";
  const { name } = wanted;
  // The first heading of a document with the library's name is about the library, not about what it exports under its name.
  if (headingPath.length === 1 && wanted.isMain && isPlain(title)) return NOTHING;
  const said = [...symbols, symbolOfTitle(title)].filter((path) => path !== undefined);
  const own = said.filter((path) => lastName(path) === name);
  const heading = Math.max(0, ...own.map((path) => ownHeading(wanted, path)));
  // What an export of the library's name shares with a heading is only the library's name.
  const topic = wanted.isMain ? 0 : topicScore(name, title);
  if (own.length > 0 && isWhole(title))
    return { heading: isPlainWord(title) ? heading * 0.8 : heading, topic: 0, isOther: false };
  if (own.length > 0 && !isPlain(title)) return { heading: 0.3, topic, isOther: false };
  const isOther = /^event\b/i.test(title) || said.some((path) => isOtherSymbol(wanted, path, title));
  return { heading: 0, topic: isOther ? 0 : topic, isOther };
}

/** One word like any other. */
function isPlainWord(title: string): boolean {
  return /^[A-Za-z]?[a-z]+$/.test(title);
}

/** Plain names and words, without brackets. */
function isPlain(title: string): boolean {
  return !/[(<]/.test(title);
}

const KIND_OF_SYMBOL =
  /^(?:new|await|async|static|class|interface|type|function|method|property|parameter|variable|constant)[:\s]+/i;

/** The dotted name with which a heading begins. */
function symbolOfTitle(title: string): string | undefined {
  const head = /^\.?([A-Za-z_$][\w$]*(?:[.#][A-Za-z_$][\w$]*)*)(?=$|[\s(<[:=?])/.exec(
    title.replace(KIND_OF_SYMBOL, "").trim(),
  );
  return head?.[1]?.replaceAll("#", ".");
}

/** False for a sentence about a symbol: `reply.redirect() has a new signature`. */
function isWhole(title: string): boolean {
  const rest = title
    .replace(KIND_OF_SYMBOL, "")
    .trim()
    .replace(/^[.\w$#]+/, "");
  const behind = withoutBrackets(rest).trim();
  return behind === "" || /^(?:[:=,/|]|-+>|→)/.test(behind);
}

/** Leaves out what stands in round or pointed brackets, to their ends. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = "";
  for (const [at, char] of [...text].entries()) {
    if (char === "(" || char === "<" || char === "[") depth++;
    else if (char === ")" || char === "]" || (char === ">" && text[at - 1] !== "=")) depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += char;
  }
  return kept;
}

/** `.persist()`, `CancelToken (deprecated)`; but `TypeScript` and `Usage (advanced)` are no symbols. */
function isOtherSymbol(wanted: WantedSymbol, path: string, title: string): boolean {
  if (!isWhole(title) || isOwner(wanted, path) || path.toLowerCase() === wanted.library) return false;
  const called = /^\W*(?:new\s+|class:?\s+)?[\w$.#]*[\w$][(<]/i.test(title);
  return called || (/[a-z][A-Z]|[.$_]|^[a-z]+$/.test(path) && wanted.declares(lastName(path)));
}

/** `Pool` for `Pool.Options.connections`. */
function isOwner({ path }: WantedSymbol, other: string): boolean {
  return other !== "" && `.${ownerOf(path)}.`.toLowerCase().includes(`.${lastName(other).toLowerCase()}.`);
}

/** The same last name may belong to several owners. */
function ownHeading(wanted: WantedSymbol, said: string): number {
  if (said === wanted.path) return 1.15;
  const saidOwner = lastName(ownerOf(said)).toLowerCase();
  if (saidOwner === "") return 1;
  const owner = lastName(ownerOf(wanted.path)).toLowerCase();
  if (saidOwner === owner) return 1.15;
  if (saidOwner === wanted.library) return 1.15;
  if (wanted.rivals.some((rival) => lastName(rival).toLowerCase() === saidOwner)) return 0.4;
  if (wanted.written.toLowerCase().includes(`${saidOwner}.`)) return 1.1;
  if (owner === "") return 0.6;
  return owner.includes(saidOwner) || saidOwner.includes(owner) ? 1.1 : 0.4;
}

const SMALL = new Set(
  "a an and are as at by do for from how if in into is it of on or other own the to using via what when with without your".split(
    " ",
  ),
);

/** `Delay the response` speaks of `delay`, `Override exit and output handling` of `exitOverride`. */
function topicScore(name: string, title: string): number {
  const wanted = nameWords(name).filter((word) => word.length > 2);
  const words = nameWords(title).filter((word) => !SMALL.has(word));
  if (wanted.length === 0 || words.length === 0) return 0;
  const found = wanted.filter((word) => words.some((each) => isSameWord(word, each))).length;
  return (found / wanted.length) * (0.15 + 0.25 * Math.min(1, found / words.length));
}
