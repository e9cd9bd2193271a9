import type { Candidate } from "../model/retrieval.ts";

/** The symbol that a guide is wanted for. */
export interface WantedSymbol {
  /** Declared dotted path, e.g. `ZodString.email`. */
  readonly path: string;
  /** How the code writes it, e.g. `z.string().email`. */
  readonly written: string;
}

export interface GuideCandidate {
  readonly candidate: Candidate;
  readonly text: string;
  /** Fused score of a search for the symbol, 0 to 1. */
  readonly score: number;
}

/** Below this a section merely mentions the name in passing. */
const LEAST = 0.55;

/**
 * The prose section that explains a symbol best: one whose heading names it, else one whose code uses it and that a search for the symbol
 * ranks high. A section that never writes the name like code explains something else.
 * @returns undefined if none explains it
 */
export function bestGuide(wanted: WantedSymbol, candidates: readonly GuideCandidate[]): GuideCandidate | undefined {
  let best: GuideCandidate | undefined;
  let highest = LEAST;
  for (const each of candidates) {
    const score = guideScore(wanted, each);
    if (score <= highest) continue;
    highest = score;
    best = each;
  }
  return best;
}

/** Heading, use in code, share of the text; comparable between candidates of one symbol only. */
export function guideScore(wanted: WantedSymbol, { candidate, text, score }: GuideCandidate): number {
  const name = wanted.path.slice(wanted.path.lastIndexOf(".") + 1);
  const { facts } = candidate;
  if (facts.types || facts.audience === "navigation" || facts.kind === "changelog") return 0;
  const heading = headingScore(wanted, name, facts.headingPath.at(-1) ?? "", facts.symbols);
  const uses = countUses(text, name);
  if (heading === 0 && uses === 0) return 0;
  const chained = wanted.written !== "" && text.includes(tail(wanted.written)) ? 0.15 : 0;
  const density = Math.min(0.25, (uses * 40) / (text.length + 200));
  const audience = facts.audience ? -0.2 : 0;
  const migration = /migrat|upgrad/i.test(facts.file) ? -0.25 : 0;
  return heading + Math.min(uses, 4) * 0.06 + density + chained + score * 0.6 + audience + migration;
}

function headingScore(wanted: WantedSymbol, name: string, title: string, symbols: readonly string[]): number {
  if (symbols.includes(wanted.path)) return 1.2;
  const owner = wanted.path.includes(".") ? wanted.path.slice(0, wanted.path.lastIndexOf(".")) : "";
  for (const symbol of symbols) {
    if (symbol.slice(symbol.lastIndexOf(".") + 1) !== name) continue;
    if (!symbol.includes(".")) return owner === "" ? 1.1 : 0.95;
    const says = symbol.slice(0, symbol.lastIndexOf(".")).toLowerCase();
    if (owner.toLowerCase().includes(says) || wanted.written.toLowerCase().includes(`${says}.`)) return 1.1;
    return 0.7;
  }
  return new RegExp(`(?:^|[^\\w$])${escaped(name)}(?:$|[^\\w$])`).test(title) ? 0.6 : 0;
}

/** How often a text writes a name like code: called, as a member, in a code span, as a component or imported. */
export function countUses(text: string, name: string): number {
  const n = escaped(name);
  const uses = text.match(new RegExp(`(?:[.\`<{,]\\s?|new |\\bimport )${n}(?![\\w$])|(?<![\\w$])${n}(?=[(<\`])`, "g"));
  return uses?.length ?? 0;
}

/** The last two links of how it is written: `z.string().email` → `).email`. */
function tail(written: string): string {
  const at = written.lastIndexOf(".");
  return at > 0 ? written.slice(Math.max(0, at - 1)) : `${written}(`;
}

function escaped(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
