import { type GuideCandidate, isChapterOf } from "./symbolGuide.ts";
import { NameInText, proseOf } from "./symbolText.ts";
import { titleEvidence } from "./symbolTitle.ts";
import type { WantedSymbol } from "./wantedSymbol.ts";

/** A section with fewer letters outside its code says nothing about it. */
const LEAST_PROSE = 20;
/** Headings that are surely the symbol's own. */
const OWN_HEADING = 0.8;

/**
 * Where the reader of a symbol's guide begins: a cut section begins with its first part, and what is only a signature with code is introduced
 * by the text of the heading above.
 * @param earlier sections before it, in the order of their document
 */
export function introductionOf(
  wanted: WantedSymbol,
  guide: GuideCandidate,
  earlier: readonly GuideCandidate[],
): GuideCandidate {
  const start = firstPart(wanted, guide, earlier);
  const { heading } = titleEvidence(wanted, start.facts);
  if (heading < OWN_HEADING || proseOf(start.text).length >= LEAST_PROSE) return start;
  const chapter = earlier.find(
    ({ facts, text }) => isChapterOf(facts, start.facts) && proseOf(text).length >= LEAST_PROSE,
  );
  return chapter ?? start;
}

/** The first part explains what all parts are about; a later one only goes before it where it alone tells of the name. */
function firstPart(wanted: WantedSymbol, guide: GuideCandidate, earlier: readonly GuideCandidate[]): GuideCandidate {
  const whole = (anchor: string) => anchor.replace(/~\d+$/, "");
  const parts = earlier.filter(
    ({ facts }) => facts.file === guide.facts.file && whole(facts.anchor) === whole(guide.facts.anchor),
  );
  if (parts.length === 0) return guide;
  const name = new NameInText(wanted);
  const isToldOf = titleEvidence(wanted, guide.facts).heading < OWN_HEADING && name.in(guide.text).mention >= 0;
  const first = isToldOf ? parts.find(({ text }) => name.in(text).uses > 0) : parts[0];
  return first ?? guide;
}
