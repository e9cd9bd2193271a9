import type { SearchMode } from "../../shared/searchResponse.ts";
import { estimateTokens } from "../../shared/tokens.ts";
import { ContexterError } from "../errors.ts";
import type { Candidate, Retrieved, SectionFilter } from "../model/retrieval.ts";
import type { Passage } from "../model/section.ts";
import { type Collapsed, collapse } from "./collapse.ts";
import { type Example, exampleFor } from "./example.ts";
import { libraryFit } from "./libraryFit.ts";
import type { SearchPorts } from "./ports.ts";
import { rank } from "./rank.ts";
import { isRelevant, type RelevanceOptions } from "./relevance.ts";
import { type Snippet, snippets } from "./snippets.ts";
import { cutToTokens } from "./tokens.ts";

/** Each retriever puts so many sections forward; ranking needs more than are shown. */
export const CANDIDATES = 100;
/** A result that would get fewer tokens than this is left out. */
const LEAST_TOKENS = 40;

export interface Query {
  readonly text: string;
  readonly mode: SearchMode;
  /** Generations that may answer, and those whose statistics weigh the words. */
  readonly scope: readonly number[];
  readonly statistics: readonly number[];
  readonly filter: SectionFilter;
  readonly limit: number;
  readonly maxTokens?: number;
  /** Lowest score of a relevant result; absent: the measured evidence decides. */
  readonly threshold?: number;
  /** Absent: the model's measured default. */
  readonly semanticWeight?: number;
  readonly rerank: boolean;
}

/** One answer, read and cut. */
export interface Hit {
  readonly candidate: Candidate;
  readonly score: number;
  readonly text: string;
  readonly truncated: boolean;
  readonly passage: Passage;
  readonly snippets: readonly Snippet[];
  readonly example: Example | undefined;
  readonly twins: readonly Candidate[];
}

export interface Answer {
  readonly hits: readonly Hit[];
  readonly tokens: number;
  /** Milliseconds: embed, words, vectors, rank, read. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Embeds the query, asks the store for candidates of both retrievers, fuses, re-ranks, joins twins, keeps what is relevant, reads the texts.
 * @returns no hits if nothing is relevant
 * @throws ContexterError `search/empty-query`; what `signal` was aborted with
 */
export async function search(ports: SearchPorts, query: Query, signal: AbortSignal): Promise<Answer> {
  if (!ports.store.hasTerms(query.text))
    throw new ContexterError("search/empty-query", "The query has no words to search for.");
  const clock = new StopWatch();
  const vector = query.mode === "keyword" ? undefined : await ports.embedQuery(query.text, signal);
  clock.lap("embed");
  const depth = Math.max(CANDIDATES, query.limit * 3);
  const retrieved = await ports.store.retrieve({ ...query, ...(vector && { vector }), depth }, signal);
  signal.throwIfAborted();
  clock.lap("retrieve");
  const semanticWeight = weightOf(query, ports.model.defaults.semanticWeight);
  const fitted =
    vector && query.scope.length > 1 ? await withLibraryFit(ports, query, retrieved, { vector, signal }) : retrieved;
  const ranked = rank(fitted, { semanticWeight, rerank: query.rerank });
  const relevant = isRelevant(ranked, retrieved, relevanceOf(query, ports)) ? collapse(ranked, query.limit) : [];
  clock.lap("rank");
  const read = await readHits(ports, query, relevant, signal);
  clock.lap("read");
  const { retrieve: _, ...laps } = clock.laps;
  return { ...read, timings: { ...laps, words: retrieved.lexicalMs, vectors: retrieved.denseMs } };
}

/** Notes on each candidate how well its library fits the question. */
async function withLibraryFit(
  ports: SearchPorts,
  { scope }: Query,
  retrieved: Retrieved,
  { vector, signal }: { readonly vector: Float32Array; readonly signal: AbortSignal },
): Promise<Retrieved> {
  const described = await ports.describeLibraries(scope, signal);
  const fits = new Map(scope.map((generation, at) => [generation, libraryFit(vector, described[at])]));
  const candidates = retrieved.candidates.map((candidate) => ({
    ...candidate,
    libraryFit: fits.get(candidate.generation) ?? 0,
  }));
  return { ...retrieved, candidates };
}

function relevanceOf({ mode, threshold }: Query, { model }: SearchPorts): RelevanceOptions {
  return { mode, leastEvidence: model.defaults.leastEvidence, ...(threshold !== undefined && { threshold }) };
}

function weightOf(query: Query, measured: number): number {
  if (query.mode === "semantic") return 1;
  if (query.mode === "keyword") return 0;
  return query.semanticWeight ?? measured;
}

async function readHits(
  ports: SearchPorts,
  query: Query,
  results: readonly Collapsed[],
  signal: AbortSignal,
): Promise<Pick<Answer, "hits" | "tokens">> {
  const hits: Hit[] = [];
  let tokens = 0;
  for (const result of results) {
    const { candidate } = result;
    const left = query.maxTokens === undefined ? Number.POSITIVE_INFINITY : query.maxTokens - tokens;
    if (left < LEAST_TOKENS) break;
    const whole = await ports.store.text(candidate);
    signal.throwIfAborted();
    const { text, truncated, passage } = withinBudget(whole, candidate.passage, left);
    tokens += estimateTokens(text);
    hits.push({
      candidate,
      score: result.score,
      text,
      truncated,
      passage,
      snippets: snippets(text, ports.store.matches(query.text, text), passage),
      example: exampleFor(text),
      twins: result.twins.map((twin) => twin.candidate),
    });
  }
  return { hits, tokens };
}

/** The beginning of a text within a budget; where the passage that answers would fall behind the cut, the text from that passage on. */
function withinBudget(whole: string, passage: Passage, maxTokens: number): Pick<Hit, "text" | "truncated" | "passage"> {
  if (!Number.isFinite(maxTokens)) return { text: whole, truncated: false, passage };
  const head = cutToTokens(whole, maxTokens);
  if (!head.truncated || passage.end <= head.text.length) return { ...head, passage: clipped(passage, head.text) };
  const from = whole.lastIndexOf("\n", passage.start) + 1;
  const tail = cutToTokens(whole.slice(from), maxTokens);
  return {
    text: tail.text,
    truncated: true,
    passage: clipped({ start: passage.start - from, end: passage.end - from }, tail.text),
  };
}

function clipped({ start, end }: Passage, text: string): Passage {
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
}

class StopWatch {
  readonly laps: Record<string, number> = {};
  #last = performance.now();

  lap(name: string): void {
    const now = performance.now();
    this.laps[name] = now - this.#last;
    this.#last = now;
  }
}
