import { SECTION_KINDS, type SearchMode } from "../../shared/searchResponse.ts";
import type { SectionFilter } from "../model/retrieval.ts";
import type { VectorArena } from "./arena.ts";
import { type DenseScores, scorePassages } from "./dense.ts";
import {
  attainable,
  type Bm25,
  type LexicalScores,
  packedWeights,
  scoreTerms,
  type WeightedTerm,
  weighTerms,
} from "./lexical.ts";
import type { QueryTerm } from "./queryTerms.ts";
import type { Scratch } from "./scratch.ts";
import { FLAG_TYPES } from "./segment/format.ts";
import type { Segment } from "./segment/segment.ts";
import { TopK } from "./topK.ts";

/** What is looked for, and where. */
export interface RetrievalRequest {
  readonly terms: readonly QueryTerm[];
  /** Query vector; absent in keyword mode. */
  readonly vector?: Float32Array;
  readonly mode: SearchMode;
  /** Best so many of each retriever become candidates. */
  readonly depth: number;
  readonly segments: readonly Segment[];
  /** Statistics come from these, so that a filter does not change a term's worth; contains `segments`. */
  readonly statistics: readonly Segment[];
  readonly filter: SectionFilter;
  readonly bm25: Bm25;
  /** Sections that become candidates in any case, e.g. those of an exactly named symbol. */
  readonly named: readonly SectionReference[];
}

export interface SectionReference {
  readonly segment: Segment;
  readonly section: number;
}

/** A section that one of the retrievers put forward, with what both say of it. */
export interface ScoredSection extends SectionReference {
  readonly bm25: number;
  /** Best passage's cosine, 0 if the mode does not compare meaning. */
  readonly cosine: number;
  /** Number of the best passage in the segment; without a vector the first one. */
  readonly passage: number;
  /** One bit a query term: anywhere, in the last heading, in the headings above or the path. */
  readonly anyTerms: number;
  readonly titleTerms: number;
  readonly contextTerms: number;
}

export interface Retrieval {
  readonly candidates: readonly ScoredSection[];
  readonly terms: readonly WeightedTerm[];
  /** The most BM25 that this query could reach. */
  readonly attainable: number;
  readonly timings: { readonly lexicalMs: number; readonly denseMs: number };
}

/** What searches share, one after another. */
export interface RetrievalTools {
  readonly arena: VectorArena;
  readonly scratch: Scratch;
}

/** Scores every section in scope by words and by meaning, exactly, and puts the best of each forward. */
export function retrieve(request: RetrievalRequest, tools: RetrievalTools): Retrieval {
  const started = performance.now();
  const { bm25 } = request;
  tools.scratch.reset();
  const terms = weighTerms(request.terms, request.statistics);
  const scoring = { bm25, gains: packedWeights(bm25), scratch: tools.scratch };
  const lexical = request.segments.map((segment) => scoreTerms(segment, terms, scoring));
  const between = performance.now();
  const dense = scoreDense(request, tools);
  const denseMs = performance.now() - between;
  const candidates = select(request, lexical, dense);
  return {
    candidates,
    terms,
    attainable: attainable(terms, bm25),
    timings: { lexicalMs: between - started, denseMs },
  };
}

function scoreDense(
  request: RetrievalRequest,
  { arena, scratch }: RetrievalTools,
): readonly (DenseScores | undefined)[] {
  const { vector, segments } = request;
  if (!vector) return segments.map(() => undefined);
  const scan = { arena, queryScale: arena.setQuery(vector), scratch };
  return segments.map((segment) => (segment.dimension === vector.length ? scorePassages(segment, scan) : undefined));
}

function select(
  request: RetrievalRequest,
  lexical: readonly LexicalScores[],
  dense: readonly (DenseScores | undefined)[],
): ScoredSection[] {
  const byWords = new TopK(request.depth);
  const byMeaning = new TopK(request.depth);
  const starts: number[] = [];
  let row = 0;
  for (const [at, segment] of request.segments.entries()) {
    starts.push(row);
    const allowed = allowedSections(segment, request.filter);
    const words = lexical[at].score;
    const meaning = dense[at]?.score;
    if (request.mode !== "semantic") addBest(byWords, words, row, allowed);
    if (meaning) addBest(byMeaning, meaning, row, allowed);
    row += words.length;
  }
  const rows = new Set([...byWords.rows(), ...byMeaning.rows()]);
  for (const { segment, section } of request.named) {
    const at = request.segments.indexOf(segment);
    if (at >= 0 && (allowedSections(segment, request.filter)?.[section] ?? 1) === 1) rows.add(starts[at] + section);
  }
  return [...rows].sort((a, b) => a - b).map((each) => candidate(request, { starts, lexical, dense }, each));
}

/** Offers every score above 0 of one segment, whose first section has the number `first`. */
function addBest(best: TopK, scores: Float32Array, first: number, allowed: Uint8Array | undefined): void {
  let floor = Math.max(0, best.floor);
  for (let section = 0; section < scores.length; section++) {
    const score = scores[section];
    if (score < floor || score <= 0 || (allowed && allowed[section] === 0)) continue;
    best.add(score, first + section);
    floor = Math.max(0, best.floor);
  }
}

interface Scores {
  readonly starts: readonly number[];
  readonly lexical: readonly LexicalScores[];
  readonly dense: readonly (DenseScores | undefined)[];
}

function candidate(request: RetrievalRequest, { starts, lexical, dense }: Scores, row: number): ScoredSection {
  let at = starts.length - 1;
  while (at > 0 && starts[at] > row) at--;
  const section = row - starts[at];
  const segment = request.segments[at];
  const words = lexical[at];
  const meaning = dense[at];
  return {
    segment,
    section,
    bm25: request.mode === "semantic" ? 0 : words.score[section],
    cosine: Math.max(0, meaning?.score[section] ?? 0),
    passage: meaning?.passage[section] ?? segment.passageRange(section)[0],
    anyTerms: words.any[section],
    titleTerms: words.title[section],
    contextTerms: words.context[section],
  };
}

/** One byte a section, 1 where the filter lets it through; undefined where it lets all through. */
function allowedSections(segment: Segment, filter: SectionFilter): Uint8Array | undefined {
  const { kinds, packages, section: heading, prose } = filter;
  const whole = !packages || segment.info.packages.every((each) => packages.includes(each.name));
  if (!kinds && whole && !heading && !prose) return undefined;
  const flags = segment.sections.column("flags");
  const owner = segment.sections.column("package");
  const wantedKinds = kinds?.map((kind) => SECTION_KINDS.indexOf(kind));
  const wantedPackages = whole ? undefined : packages.map((name) => segment.strings.find(name));
  return Uint8Array.from({ length: segment.info.sections }, (_, section) => {
    if (prose && (flags[section] & FLAG_TYPES) !== 0) return 0;
    if (wantedKinds && !wantedKinds.includes(flags[section] & 15)) return 0;
    if (wantedPackages && !wantedPackages.includes(owner[section])) return 0;
    if (heading && !segment.facts(section).headingPath.join(" > ").toLowerCase().includes(heading.toLowerCase()))
      return 0;
    return 1;
  });
}
