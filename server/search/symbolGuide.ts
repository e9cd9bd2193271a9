import type { SectionFacts } from "../model/retrieval.ts";
import { NameInText, proseOf, type TextEvidence } from "./symbolText.ts";
import { titleEvidence } from "./symbolTitle.ts";
import { escaped, nameWords, ownerOf } from "./symbolWords.ts";
import type { WantedSymbol } from "./wantedSymbol.ts";

export interface GuideCandidate {
  /** Number of the section in its generation. */
  readonly section: number;
  readonly facts: SectionFacts;
  readonly text: string;
  /** Fused score of a search for the symbol, 0 to 1. */
  readonly score: number;
}

/** Below this a section merely mentions the name in passing. */
const LEAST = 0.5;
/** Scores that differ by less say the same. */
const NEARLY = 0.1;
/** A name that so few sections write is what they are about. */
const FEW_WRITERS = 3;

/**
 * The prose section that explains a symbol best: one whose heading or list item defines it, else one that names it in its text or uses it in
 * code and that a search for the symbol ranks high. A section that never writes the name like code explains something else.
 * @returns undefined if none explains it
 */
export function bestGuide(wanted: WantedSymbol, candidates: readonly GuideCandidate[]): GuideCandidate | undefined {
  const scored = scoredGuides(wanted, candidates);
  const [best] = scored;
  if (!best || best.score <= LEAST) return undefined;
  if (titleEvidence(wanted, best.candidate.facts).heading > 0) return best.candidate;
  // A chapter's introduction goes before its details where both say about as much.
  const chapter = scored.find(
    ({ candidate, score }) =>
      score > LEAST && best.score - score < NEARLY && isChapterOf(candidate.facts, best.candidate.facts),
  );
  return (chapter ?? best).candidate;
}

export interface ScoredGuide {
  readonly candidate: GuideCandidate;
  /** Comparable between the candidates of one symbol only; 0 for a section that explains something else. */
  readonly score: number;
  /** What speaks for it, and what against it. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Candidates with what speaks for them, best first. */
export function scoredGuides(wanted: WantedSymbol, candidates: readonly GuideCandidate[]): ScoredGuide[] {
  const name = new NameInText(wanted);
  const read = candidates
    .filter(({ facts }) => mayExplain(facts))
    .map((candidate) => ({ candidate, found: name.in(candidate.text) }));
  const isRare = read.filter(({ found }) => found.uses > 0).length <= FEW_WRITERS;
  return read
    .map(({ candidate, found }) => {
      const parts = evidence(wanted, candidate, found, isRare);
      return { candidate, parts, score: Object.values(parts).reduce((sum, part) => sum + part, 0) };
    })
    .sort((a, b) => b.score - a.score);
}

/** Neither declarations nor tables of contents nor lists of changes explain. */
export function mayExplain({ types, audience, kind }: SectionFacts): boolean {
  return !types && audience !== "navigation" && kind !== "changelog";
}

/** True if a section's heading stands right above another's. */
export function isChapterOf(chapter: SectionFacts, { file, headingPath, package: owner }: SectionFacts): boolean {
  return (
    chapter.file === file &&
    chapter.package === owner &&
    chapter.headingPath.length === headingPath.length - 1 &&
    chapter.headingPath.every((title, at) => title === headingPath[at])
  );
}

function evidence(
  wanted: WantedSymbol,
  { facts, text, score }: GuideCandidate,
  { uses, defines, mention }: TextEvidence,
  isRare: boolean,
): Readonly<Record<string, number>> {
  const title = titleEvidence(wanted, facts);
  if (title.heading === 0 && !defines && uses === 0) return {};
  return {
    heading: Math.max(title.heading, defines ? 0.7 : 0),
    topic: title.topic,
    // What a section begins with is what it is about, unless its heading says otherwise.
    mention: (mention < 0 ? 0 : mention < 300 ? 0.4 : 0.2) * (title.isOther ? 0.5 : 1),
    uses: Math.min(uses, 4) * 0.05 + Math.min(0.2, (uses * 40) / (text.length + 200)),
    written: text.includes(tail(wanted.written)) ? 0.1 : 0,
    rare: isRare && uses > 0 && !isLoading(facts) ? 0.25 : 0,
    beginning: uses > 0 ? beginningScore(wanted, facts) : 0,
    owner: ownerScore(wanted, facts),
    other: title.isOther ? -0.35 : 0,
    aside: -penalties(wanted, facts) - (/deprecated/i.test(proseOf(text).slice(0, 200)) ? 0.3 : 0),
    // What comes first is the more basic; a README is a library's front page.
    early: 0.1 / (1 + facts.line / 200) + (/^readme/i.test(facts.file) ? 0.05 : 0),
    rank: score * 0.6,
  };
}

const BEGINNING =
  /^(?:usage|basic usage|quick ?start|getting started|example|factory|introduction|overview|your first|install)/i;

/**
 * What a library exports under its own name is what its documents begin with; their introduction only says what it is. The library's
 * other exports are shown there a little, too.
 */
function beginningScore({ isMain, path }: WantedSymbol, { headingPath }: SectionFacts): number {
  const begins = BEGINNING.test(headingPath.at(-1) ?? "");
  if (!isMain) return begins && !path.includes(".") ? 0.1 : 0;
  if (begins) return 0.4;
  return headingPath.length < 2 ? -0.4 : 0;
}

/** The headings above or the file name the symbol's owner, `Request` for `FastifyRequest.log`; or only that of another symbol of its name. */
function ownerScore(wanted: WantedSymbol, { headingPath, file }: SectionFacts): number {
  const words = (owner: string) => nameWords(owner).filter((word) => word.length > 3 && !wanted.library.includes(word));
  const own = words(ownerOf(wanted.path));
  const rivals = wanted.rivals.flatMap(words).filter((word) => !own.includes(word));
  // `ws: a WebSocket library` names the library, not one of its types.
  const isTitle = new RegExp(`^${escaped(wanted.library)}(?![\\w$])`, "i").test(headingPath[0] ?? "");
  const above = headingPath.slice(isTitle ? 1 : 0, -1);
  const context = nameWords([...above, file.replace(/^.*\//, "").replace(/\.\w+$/, "")].join(" "));
  const isOwn = own.some((word) => context.includes(word));
  const isRivals = rivals.some((word) => context.includes(word));
  return (isOwn ? 0.25 : 0) - (isRivals ? (isOwn ? 0.3 : 0.6) : 0);
}

/** Sections that mention everything and explain little. */
const ASIDE = /\b(?:migrat|upgrad|changelog|breaking|deprecat|ecosystem|community|benchmark|contribut)/i;
/** Sections about what goes wrong. */
const TROUBLE =
  /^(?:common (?:issues|problems|mistakes)|faq|frequently|troubleshoot|debugging|known (?:issues|limitations)|caveats)/i;
/** Sections that tell how to load a library use any of its symbols as an example. */
const LOADING = /^(?:how to )?(?:install|import|load)|^cdn\b|package managers?|\b(?:sub)?modules?$/i;
const TYPES_ASIDE = /(?:^|[/ ])(?:typescript|types?)(?:[. ]|$)/i;

function isLoading({ headingPath }: SectionFacts): boolean {
  return LOADING.test(headingPath.at(-1) ?? "");
}

function penalties({ kind }: WantedSymbol, facts: SectionFacts): number {
  const { file, headingPath, audience, anchor } = facts;
  const isType = kind === "interface" || kind === "type";
  const isOfTypes = TYPES_ASIDE.test(file) || /typescript|^types?$/i.test(headingPath.at(-1) ?? "");
  return (
    (audience ? 0.2 : 0) +
    (ASIDE.test(file) || headingPath.some((each) => ASIDE.test(each)) ? 0.4 : 0) +
    (headingPath.some((each) => TROUBLE.test(each)) ? 0.2 : 0) +
    (isLoading(facts) ? 0.3 : 0) +
    (isOfTypes && !isType ? 0.5 : 0) +
    // The first part of a cut section is where it says what it is about.
    (/~\d+$/.test(anchor) ? 0.1 : 0)
  );
}

/** The last two links of how it is written: `z.string().email` → `).email`. */
function tail(written: string): string {
  const at = written.lastIndexOf(".");
  return at > 0 ? written.slice(Math.max(0, at - 1)) : `${written}(`;
}
