const VOWEL = /[aeiouy]/;
const DOUBLED = /([bdfgmnprt])\1$/;

/** Endings that make another word of the same thing, longest first, with what takes their place. Short words keep theirs. */
const DERIVED: readonly (readonly [ending: string, least: number, replacement: string])[] = [
  ["ation", 8, "at"],
  ["ction", 8, "ct"],
  ["ment", 8, ""],
  ["er", 7, ""],
  ["ly", 7, ""],
];

/**
 * The common form of an English word's inflections: `handlers`, `handled`, `handling` → `handl`. Lighter than Porter's, which also makes
 * `optionally` an `option`: names of symbols are words too, and must stay apart (`docs/decisions` has the measurement).
 * @param word lower case, ASCII letters
 */
export function stem(word: string): string {
  let stemmed = withoutPlural(word);
  if (stemmed.length > 5 && stemmed.endsWith("ing") && VOWEL.test(stemmed.slice(0, -3)))
    stemmed = undoubled(stemmed.slice(0, -3));
  else if (stemmed.length > 4 && stemmed.endsWith("ed") && !stemmed.endsWith("eed") && VOWEL.test(stemmed.slice(0, -2)))
    stemmed = undoubled(stemmed.slice(0, -2));
  const derived = DERIVED.find(([ending, least]) => stemmed.length >= least && stemmed.endsWith(ending));
  if (derived) stemmed = stemmed.slice(0, -derived[0].length) + derived[2];
  if (stemmed.length > 5 && stemmed.endsWith("y")) stemmed = `${stemmed.slice(0, -1)}i`;
  return stemmed.length > 3 && stemmed.endsWith("e") ? stemmed.slice(0, -1) : stemmed;
}

function withoutPlural(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

function undoubled(stemmed: string): string {
  return DOUBLED.test(stemmed) ? stemmed.slice(0, -1) : stemmed;
}
