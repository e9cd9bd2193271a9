import type { Candidate, SectionFacts } from "../model/retrieval.ts";
import { withoutCode } from "./example.ts";

/** The symbol that a guide is wanted for. */
export interface WantedSymbol {
  /** Declared dotted path, e.g. `ZodString.email`. */
  readonly path: string;
  /** How the code writes it, e.g. `z.string().email`. */
  readonly written: string;
  /** Plain name of its library. */
  readonly library: string;
}

export interface GuideCandidate {
  readonly candidate: Candidate;
  readonly text: string;
  /** Fused score of a search for the symbol, 0 to 1. */
  readonly score: number;
}

/** Below this a section merely mentions the name in passing. */
const LEAST = 0.5;

/**
 * The prose section that explains a symbol best: one whose heading or list item defines it, else one that names it in its text or uses it in
 * code and that a search for the symbol ranks high. A section that never writes the name like code explains something else.
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

/** Sections that mention everything and explain little. */
const ASIDE = /\b(?:migrat|upgrad|changelog|breaking|deprecat|ecosystem|community|benchmark|package managers?)/i;
const TYPES_ASIDE = /(?:^|[/ ])(?:typescript|types?)(?:[. ]|$)/i;
const BEGINNING =
  /^(?:usage|basic usage|quick ?start|getting started|example|factory|introduction|overview|your first|install)/i;

/** Heading, definition, mentions in text, use in code, rank; comparable between candidates of one symbol only. */
export function guideScore(wanted: WantedSymbol, { candidate, text, score }: GuideCandidate): number {
  const { facts } = candidate;
  if (facts.types || facts.audience === "navigation" || facts.kind === "changelog") return 0;
  const name = lastName(wanted.path);
  // Text outside code blocks decides what a section is about.
  const prose = withoutCode(text);
  const defines = Math.max(headingScore(wanted, facts), definitionScore(prose, name));
  const uses = countUses(text, name);
  if (defines === 0 && uses === 0) return 0;
  const parts =
    defines +
    mentionScore(prose, name) +
    Math.min(uses, 4) * 0.05 +
    Math.min(0.2, (uses * 40) / (text.length + 200)) +
    (wanted.written !== "" && text.includes(tail(wanted.written)) ? 0.15 : 0) +
    beginningScore(wanted, facts, uses) +
    ownerScore(wanted, facts) +
    score * 0.6;
  return parts - penalties(facts, defines);
}

function headingScore(wanted: WantedSymbol, { headingPath, symbols }: SectionFacts): number {
  const name = lastName(wanted.path);
  const title = headingPath.at(-1) ?? "";
  if (symbols.includes(wanted.path)) return 1.2;
  for (const symbol of symbols) {
    if (lastName(symbol) !== name) continue;
    if (!symbol.includes(".")) return 1;
    return isOwner(wanted, symbol.slice(0, symbol.lastIndexOf("."))) ? 1.15 : 0.35;
  }
  const head = title.split("(")[0]?.trim() ?? "";
  if (head.replace(/^(?:new|await|class|interface|type)\s+/i, "").replace(/^\./, "") === name) return 1.05;
  return new RegExp(`(?:^|[^\\w$:/@.-])\\.?${escaped(name)}(?:$|[^\\w$:/@.-])`).test(head) ? 0.45 : 0;
}

/** A list item or table row that begins with the name: ``- `awaitWriteFinish` (default: false) …``. */
function definitionScore(prose: string, name: string): number {
  const n = escaped(name);
  const item = new RegExp(`^\\s*(?:[-*+]\\s+|\\|\\s*|\\d+\\.\\s+)[*_]*\`?[\\w$]*\\.?${n}(?![\\w$])`, "m");
  return item.test(prose) ? 0.7 : 0;
}

/** A code span with the name in running text; more if the section begins with it. */
function mentionScore(prose: string, name: string): number {
  const mention = new RegExp(`\`[^\`\\n]*?(?<![\\w$])${escaped(name)}(?![\\w$])[^\`\\n]*\``).exec(prose);
  if (!mention) return 0;
  return mention.index < 400 ? 0.4 : 0.2;
}

/** What a library exports under its own name is what its README begins with. */
function beginningScore({ path, library }: WantedSymbol, { headingPath, file }: SectionFacts, uses: number): number {
  if (uses === 0 || library.toLowerCase().replace(/^.*\//, "") !== path.toLowerCase()) return 0;
  const title = headingPath.at(-1) ?? "";
  return (BEGINNING.test(title) ? 0.4 : 0) + (/^readme/i.test(file) ? 0.1 : 0);
}

/** The headings above or the file name the symbol's owner: `Request` for `FastifyRequest.log`. */
function ownerScore(wanted: WantedSymbol, { headingPath, file }: SectionFacts): number {
  if (!wanted.path.includes(".")) return 0;
  const owner = lastName(wanted.path.slice(0, wanted.path.lastIndexOf(".")));
  const words = owner.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)?.filter((word) => word.length > 3) ?? [];
  const context = [...headingPath.slice(0, -1), file.replace(/^.*\//, "")].join(" ").toLowerCase();
  return words.some((word) => context.includes(word.toLowerCase()) && !wanted.library.includes(word.toLowerCase()))
    ? 0.2
    : 0;
}

function penalties({ file, headingPath, audience, anchor }: SectionFacts, defines: number): number {
  const title = headingPath.at(-1) ?? "";
  return (
    (audience ? 0.2 : 0) +
    (ASIDE.test(file) || ASIDE.test(title) ? 0.35 : 0) +
    (TYPES_ASIDE.test(file) || /^types?\b|\btypes$/i.test(title) ? 0.2 : 0) +
    // The first part of a cut section is where it says what it is about.
    (defines > 0.9 && /~\d+$/.test(anchor) ? 0.3 : 0)
  );
}

function isOwner({ path, written }: WantedSymbol, says: string): boolean {
  const owner = path.includes(".") ? path.slice(0, path.lastIndexOf(".")).toLowerCase() : "";
  const said = says.toLowerCase();
  return (
    owner.includes(said) || said.includes(owner || " ") || written.toLowerCase().includes(`${said}.`) || owner === ""
  );
}

/** How often a text writes a name like code: called, as a member, in a code span, as a component or imported. */
export function countUses(text: string, name: string): number {
  const n = escaped(name);
  const uses = text.match(new RegExp(`(?:[.\`<{,]\\s?|new |\\bimport )${n}(?![\\w$-])|(?<![\\w$])${n}(?=[(<\`])`, "g"));
  return uses?.length ?? 0;
}

/** The last two links of how it is written: `z.string().email` → `).email`. */
function tail(written: string): string {
  const at = written.lastIndexOf(".");
  return at > 0 ? written.slice(Math.max(0, at - 1)) : `${written}(`;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function escaped(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
