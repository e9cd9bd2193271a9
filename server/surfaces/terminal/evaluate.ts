import * as z from "zod";
import { ContexterError } from "../../errors.ts";

/** One judged passage: any of its anchors in a result's text is a hit. */
const Judgment = z.object({
  package: z.string(),
  file: z.string().optional(),
  section: z.string().optional(),
  anchors: z.array(z.string()).min(1),
  grade: z.int().min(1).max(3).default(2),
});

/** A line of a queries file; without `relevant` it is run and not scored. */
const JudgedQuery = z.object({
  id: z.string(),
  query: z.string(),
  kind: z.string().optional(),
  library: z.string().nullish(),
  relevant: z.array(Judgment).optional(),
});
export type JudgedQuery = z.infer<typeof JudgedQuery>;

/** What a search gave for a query, best first. */
export interface EvaluatedResult {
  readonly package: string;
  readonly version: string;
  readonly section: string;
  readonly file: string;
  /** The section as shown. */
  readonly text: string;
}

export interface EvaluatedQuery {
  readonly query: JudgedQuery;
  readonly results: readonly EvaluatedResult[];
  /** Heading and excerpt of each result, as a reader sees them. */
  readonly shown: readonly { readonly package: string; readonly text: string }[];
  readonly latencyMs: number;
}

export interface Metrics {
  readonly n: number;
  readonly "recall@1": number;
  readonly "recall@5": number;
  readonly "recall@10": number;
  readonly "direct@10": number;
  readonly "nDCG@10": number;
  readonly "MRR@10": number;
  readonly answerWithin2000: number;
}

export interface Evaluation {
  readonly overall: Metrics;
  readonly kind: Readonly<Record<string, Metrics>>;
  /** `global`: without a library; `filtered`: within one. */
  readonly scope: Readonly<Record<string, Metrics>>;
  /** Queries without a judgment: how many, and the share that got no result. */
  readonly unjudged: { readonly n: number; readonly nothing: number };
  readonly latencyMs: { readonly mean: number; readonly p50: number; readonly p95: number; readonly p99: number };
  readonly meanCharacters: number;
}

const MOST_RESULTS = 10;
/** Only the beginning of a text counts, so that whole files handed back as one result are not rewarded. */
const MOST_TEXT = 8_000;
const ANSWER_WITHIN = 2_000;

/** @throws ContexterError `surfaces/bad-input` naming the line */
export function parseQueries(text: string): JudgedQuery[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const parsed = JudgedQuery.safeParse(parseLine(line, index + 1));
    if (parsed.success) return [parsed.data];
    const issue = parsed.error.issues[0];
    throw new ContexterError("surfaces/bad-input", `line ${index + 1}: ${issue?.path.join(".")}: ${issue?.message}`);
  });
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ContexterError("surfaces/bad-input", `line ${number} is not JSON`, { cause });
  }
}

/** Scores what was found; the same input gives the same output. Shares are 0 to 1, 0 where there is nothing to share. */
export function evaluate(evaluated: readonly EvaluatedQuery[]): Evaluation {
  const judged = evaluated.flatMap((one) => scored(one) ?? []);
  const unjudged = evaluated.filter(({ query }) => !query.relevant?.length);
  const texts = evaluated.flatMap(({ results }) => results.slice(0, MOST_RESULTS));
  return {
    overall: metricsOf(judged),
    kind: grouped(judged, ({ kind }) => kind),
    scope: grouped(judged, ({ scope }) => scope),
    unjudged: { n: unjudged.length, nothing: mean(unjudged, ({ results }) => (results.length === 0 ? 1 : 0)) },
    latencyMs: latencies(evaluated.map(({ latencyMs }) => latencyMs)),
    meanCharacters: Math.round(mean(texts, ({ text }) => text.length)),
  };
}

interface Score {
  readonly kind: string;
  readonly scope: string;
  /** Rank from 1 of the first hit, Infinity without. */
  readonly first: number;
  readonly direct: number;
  readonly ndcg: number;
  readonly within: boolean;
}

function scored({ query, results, shown }: EvaluatedQuery): Score | undefined {
  const relevant = query.relevant;
  if (!relevant?.length) return undefined;
  const ranks = relevant.map((judgment) => rankOf(judgment, results));
  return {
    kind: query.kind ?? "other",
    scope: query.library == null ? "global" : "filtered",
    first: Math.min(...ranks),
    direct: Math.min(Number.POSITIVE_INFINITY, ...ranks.filter((_, at) => relevant[at]?.grade === 2)),
    ndcg: normalisedGain(relevant, ranks),
    within: isAnsweredWithin(relevant, shown),
  };
}

function rankOf(judgment: z.infer<typeof Judgment>, results: readonly EvaluatedResult[]): number {
  const at = results.slice(0, MOST_RESULTS).findIndex((result) => hits(judgment, result, MOST_TEXT));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

function hits(
  { package: name, anchors }: z.infer<typeof Judgment>,
  result: { readonly package: string; readonly text: string },
  most: number,
): boolean {
  if (result.package !== name) return false;
  const raw = result.text.slice(0, most);
  // a text may keep the stars of a doc comment: then the anchor is found without them
  const text = `${comparable(raw)}\n${comparable(raw.replace(/^[ \t]*\*(?!\/)[ \t]?/gm, ""))}`;
  return anchors.some((anchor) => text.includes(comparable(anchor)));
}

/** White space as one blank, no backticks. */
function comparable(text: string): string {
  return text
    .replaceAll("`", "")
    .replace(/[\s\u00a0\u200b\ufeff]+/g, " ")
    .trim();
}

const gain = (grade: number) => 2 ** grade - 1;
const discounted = (grade: number, rank: number) => gain(grade) / Math.log2(rank + 1);

/** nDCG@10: each passage gains at the first result that hits it. */
function normalisedGain(relevant: NonNullable<JudgedQuery["relevant"]>, ranks: readonly number[]): number {
  const reached = sum(relevant.map(({ grade }, at) => discounted(grade, ranks[at] ?? Number.POSITIVE_INFINITY)));
  const grades = relevant.map(({ grade }) => grade).sort((a, b) => b - a);
  const ideal = sum(grades.slice(0, MOST_RESULTS).map((grade, at) => discounted(grade, at + 1)));
  return Math.min(1, reached / ideal);
}

/** True if a reader meets an anchor within the first 2,000 characters of headings and excerpts in rank order. */
function isAnsweredWithin(relevant: NonNullable<JudgedQuery["relevant"]>, shown: EvaluatedQuery["shown"]): boolean {
  let left = ANSWER_WITHIN;
  for (const result of shown) {
    if (relevant.some((judgment) => hits(judgment, result, left))) return true;
    left -= result.text.length + 1;
    if (left <= 0) return false;
  }
  return false;
}

function grouped(scores: readonly Score[], by: (score: Score) => string): Record<string, Metrics> {
  const names = [...new Set(scores.map(by))].sort();
  return Object.fromEntries(names.map((name) => [name, metricsOf(scores.filter((score) => by(score) === name))]));
}

function metricsOf(scores: readonly Score[]): Metrics {
  const share = (test: (score: Score) => boolean) => mean(scores, (score) => (test(score) ? 1 : 0));
  return {
    n: scores.length,
    "recall@1": share(({ first }) => first <= 1),
    "recall@5": share(({ first }) => first <= 5),
    "recall@10": share(({ first }) => first <= MOST_RESULTS),
    "direct@10": share(({ direct }) => direct <= MOST_RESULTS),
    "nDCG@10": mean(scores, ({ ndcg }) => ndcg),
    "MRR@10": mean(scores, ({ first }) => 1 / first),
    answerWithin2000: share(({ within }) => within),
  };
}

function latencies(values: readonly number[]): Evaluation["latencyMs"] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { mean: mean(values, (value) => value), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function mean<T>(values: readonly T[], of: (value: T) => number): number {
  return values.length === 0 ? 0 : sum(values.map(of)) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
