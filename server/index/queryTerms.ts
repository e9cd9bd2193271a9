import type { Tokenizer } from "./terms.ts";

/** Words that carry no subject in a question; left out of a query unless nothing else is there. */
const STOP = new Set(
  (
    "a about after all also am an and any are as at be because been before being but by can cannot could did do does doing don else ever " +
    "for from get gets getting had has have having he her here hers him his how i if in instead into is isn it its just let lets like " +
    "make makes me might mine more most much must my need needs no nor not of off on once one only onto or other our out over own per please " +
    "same she should show so some still such than that the their them then there these they thing this those through to too try trying under " +
    "until up upon us use used uses using very via want wants was way we were what when where whether which while who whole whose why will " +
    "with within without won would yet you your"
  ).split(" "),
);

export interface QueryTerm {
  readonly term: string;
  /** Share of a term's full weight. */
  readonly weight: number;
}

/** Words that look like code keep their weight even if they are common words. */
const CODE_SHAPED = /[a-z][A-Z]|[_$.()]|^--?[a-z]|^[A-Z][A-Z_]{2,}$/;

/**
 * The terms that a query asks for, each once, stop words left out. Where a word is written as one identifier its parts count
 * less than the whole: they are there for texts that spell it otherwise.
 */
export function queryTerms(tokenizer: Tokenizer, query: string): QueryTerm[] {
  const weights = new Map<string, number>();
  const dropped: string[] = [];
  for (const chunk of query.split(/\s+/)) {
    const bare = chunk.replace(/^[^\p{L}\p{N}_$-]+|[^\p{L}\p{N}_$]+$/gu, "");
    if (bare === "") continue;
    const terms = tokenizer.terms(bare);
    const stop = STOP.has(bare.toLowerCase().replace(/['’].*$/, "")) && !CODE_SHAPED.test(chunk);
    if (stop) dropped.push(...terms);
    else addTerms(weights, terms, bare);
  }
  if (weights.size === 0) for (const term of dropped) weights.set(term, 1);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}

function addTerms(weights: Map<string, number>, terms: readonly string[], bare: string): void {
  const identifier = terms.length > 1 && !/[\s-]/.test(bare);
  for (const term of terms) {
    const whole = term.length >= Math.max(...terms.map((each) => each.length));
    const weight = identifier && !whole ? 0.6 : 1;
    weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  }
}
