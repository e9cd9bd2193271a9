import type { SearchIndex } from "../index/searchIndex.ts";
import type { SymbolIndex } from "../index/symbols.ts";
import type { EmbeddingModel } from "../model/embedding.ts";
import type { Generation } from "../model/generation.ts";
import { libraryName } from "../model/library.ts";
import type { Candidate } from "../model/retrieval.ts";
import type { SymbolEntry } from "../model/symbol.ts";
import { fusedScore } from "../search/fuse.ts";
import { bestGuide, type GuideCandidate, mayExplain } from "../search/symbolGuide.ts";
import { introductionOf } from "../search/symbolIntroduction.ts";
import { lastName, ownerOf } from "../search/symbolWords.ts";
import type { WantedSymbol } from "../search/wantedSymbol.ts";
import type { SymbolDocs, SymbolReference } from "../surfaces/engine.ts";
import type { Answers } from "./answer.ts";

/** So many of either retriever's best sections are considered for a hover, … */
const RETRIEVED = 48;
/** … and so many of them are read and compared: the best of the search, and those that write the name most. */
const READ_BY_RANK = 16;
const READ_BY_NAME = 32;
/** What the sections are called that a library's documents begin with. */
const BEGINNINGS = "usage getting started example quick start factory";
/** An introduction lies at most so many sections before what it introduces. */
const INTRODUCTION_WITHIN = 8;
/** Names decide here, meaning only helps. */
const SEMANTIC_WEIGHT = 0.35;

export interface SymbolDocsPorts {
  readonly index: SearchIndex;
  readonly model: EmbeddingModel;
  readonly answers: Answers;
}

/** Declaration and best guide section of a symbol; undefined if the library has neither. */
export async function symbolDocs(
  { index, model, answers }: SymbolDocsPorts,
  generation: Generation,
  reference: SymbolReference,
  signal: AbortSignal,
): Promise<SymbolDocs | undefined> {
  const symbols = index.symbols(generation.id);
  const found = reference.paths.map((path) => symbols.find(path)).find((each) => each >= 0);
  const symbol = found === undefined ? undefined : symbols.symbol(found);
  const api = symbol && symbol.section >= 0 ? { generation: generation.id, section: symbol.section } : undefined;
  const wanted = wantedSymbol(symbols, generation, reference, symbol);
  const best = bestGuide(wanted, await guideCandidates({ index, model }, generation, wanted, signal));
  const guide = best && introductionOf(wanted, best, before(index, generation, best));
  if (!api && !guide) return undefined;
  return {
    name: libraryName(generation.info.library),
    version: generation.info.version,
    ...(guide && { guide: answers.ofSection(guide.facts, guide.text, generation) }),
    ...(api && { api: answers.ofSection(index.facts(api), index.text(api), generation) }),
  };
}

/** What the texts of a library may call a symbol, and what they may mistake for it. */
export function wantedSymbol(
  symbols: SymbolIndex,
  generation: Generation,
  reference: SymbolReference,
  symbol: SymbolEntry | undefined,
): WantedSymbol {
  const { written } = reference;
  const path = symbol?.path ?? reference.paths[0] ?? written;
  const library = libraryName(generation.info.library).replace(/^.*\//, "").toLowerCase();
  const owner = ownerOf(path);
  const owners = symbols.named(lastName(path)).map((each) => ownerOf(symbols.symbol(each).path));
  const isLibrary = (name: string) => name.toLowerCase() === library.replaceAll("-", "");
  return {
    path,
    name: isLibrary(written) && !isLibrary(path) ? written : lastName(path),
    written,
    library,
    kind: symbol?.kind,
    rivals: [...new Set(owners)].filter((each) => each !== owner && each !== ""),
    isMain: isLibrary(path) || isLibrary(written),
    declares: (name) => symbols.named(name).length > 0,
  };
}

/** Sections that may explain a symbol: those that a search for it ranks first, and those that write its name most. */
export async function guideCandidates(
  { index, model }: Pick<SymbolDocsPorts, "index" | "model">,
  generation: Generation,
  wanted: WantedSymbol,
  signal: AbortSignal,
): Promise<GuideCandidate[]> {
  const { path, name, library, written } = wanted;
  const vector = await model.embedQuery(`${library} ${path.replaceAll(".", " ")}`, signal);
  const scope = [generation.id];
  const common = { scope, statistics: scope, filter: { prose: true } };
  const spellings = [
    path,
    name,
    `${library}.${name}`,
    written.replace(/\([^()]*\)/g, ""),
    `${lastName(ownerOf(path))}.${name}`,
  ];
  const found = index.retrieve({
    ...common,
    depth: RETRIEVED,
    text: [...new Set(spellings)].join(" "),
    vector,
    mode: "hybrid",
  });
  const weights = { semantic: SEMANTIC_WEIGHT, attainable: found.attainable };
  const ranked = found.candidates.map((candidate) => ({ candidate, score: fusedScore(candidate, weights) }));
  const byRank = ranked.toSorted((a, b) => b.score - a.score).slice(0, READ_BY_RANK);
  const worth = ({ bm25, titleShare }: Candidate) => bm25 * (1 + titleShare);
  const byName = ranked.toSorted((a, b) => worth(b.candidate) - worth(a.candidate)).slice(0, READ_BY_NAME);
  const chosen = new Map([...byRank, ...byName].map((each) => [each.candidate.section, each]));
  if (wanted.isMain) {
    const named = (text: string, section?: string) => {
      const filter = { prose: true, ...(section && { section }) };
      return index
        .retrieve({ ...common, depth: RETRIEVED, text, mode: "keyword", filter })
        .candidates.filter(({ titleShare }) => titleShare > 0);
    };
    // What the search did not put forward ranks behind what it did.
    const score = Math.min(1, ...ranked.map((each) => each.score));
    for (const candidate of [...named(BEGINNINGS), ...named(name, `${name}(`)])
      if (!chosen.has(candidate.section)) chosen.set(candidate.section, { candidate, score });
  }
  // In the order of their document: neighbours share a block of text.
  return [...chosen.values()]
    .filter(({ candidate }) => mayExplain(candidate.facts))
    .sort((a, b) => a.candidate.section - b.candidate.section)
    .map(({ candidate, score }) => ({
      section: candidate.section,
      facts: candidate.facts,
      text: index.text(candidate),
      score,
    }));
}

/** The sections before one in its document, in order, as far back as an introduction may lie. */
function before(index: SearchIndex, generation: Generation, { section, facts }: GuideCandidate): GuideCandidate[] {
  const first = Math.max(0, section - INTRODUCTION_WITHIN);
  return Array.from({ length: section - first }, (_, at) => ({ generation: generation.id, section: first + at }))
    .map((at) => ({ section: at.section, facts: index.facts(at), at }))
    .filter((each) => each.facts.file === facts.file && each.facts.package === facts.package)
    .map(({ at, ...each }) => ({ ...each, text: index.text(at), score: 0 }));
}
