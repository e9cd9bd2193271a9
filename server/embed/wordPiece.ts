const IDEOGRAPHS =
  /[\u4E00-\u9FFF\u3400-\u4DBF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;
const REMOVED = /[\0\uFFFD]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}]/gu;
const WORDS = /[!-/:-@[-`{-~]|\p{P}|[^\p{White_Space}\p{P}!-/:-@[-`{-~]+/gu;
const ASCII = /^[\t\n\r\x20-\x7e]*$/;
const LONGEST_WORD = 100;
/** Distinct words whose pieces are remembered; documentation repeats few words often. */
const CACHED_WORDS = 50_000;

/**
 * The words of a text as `model/MODEL.md` defines them (steps 1 to 4): camel case opened, control characters dropped, accents
 * stripped, lower case, each punctuation character by itself.
 */
export function words(text: string): string[] {
  const opened = text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").replace(/(?<=[A-Z])(?=[A-Z][a-z])/g, " ");
  if (ASCII.test(opened)) return opened.toLowerCase().match(/[!-/:-@[-`{-~]|[^\s!-/:-@[-`{-~]+/g) ?? [];
  const cleaned = opened
    .replace(REMOVED, "")
    .replace(IDEOGRAPHS, " $& ")
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "");
  // Each code point by itself: whole-string lower-casing has a rule for the final sigma.
  return (
    Array.from(cleaned, (character) => character.toLowerCase())
      .join("")
      .match(WORDS) ?? []
  );
}

/** Greedy longest-prefix WordPiece over a fixed vocabulary; row 0 is "unknown". */
export class WordPiece {
  readonly #rows: ReadonlyMap<string, number>;
  readonly #cache = new Map<string, readonly number[]>();

  /** @param vocabulary tokens, the index is the row */
  constructor(vocabulary: readonly string[]) {
    this.#rows = new Map(vocabulary.map((token, row) => [token, row]));
  }

  /** Rows of all tokens of the text, in order, unknown words as 0. */
  tokenIds(text: string): number[] {
    const ids: number[] = [];
    for (const word of words(text)) for (const id of this.#pieces(word)) ids.push(id);
    return ids;
  }

  #pieces(word: string): readonly number[] {
    const known = this.#cache.get(word);
    if (known) return known;
    const pieces = this.#split(word);
    if (this.#cache.size >= CACHED_WORDS) this.#cache.clear();
    this.#cache.set(word, pieces);
    return pieces;
  }

  #split(word: string): readonly number[] {
    const whole = this.#rows.get(word);
    if (whole !== undefined && word.length <= LONGEST_WORD) return [whole];
    const characters = Array.from(word);
    if (characters.length > LONGEST_WORD) return [0];
    const pieces: number[] = [];
    for (let start = 0; start < characters.length; ) {
      const [row, end] = this.#longest(characters, start);
      if (row === undefined) return [0];
      pieces.push(row);
      start = end;
    }
    return pieces;
  }

  #longest(characters: readonly string[], start: number): [row: number | undefined, end: number] {
    const prefix = start > 0 ? "##" : "";
    for (let end = characters.length; end > start; end--) {
      const row = this.#rows.get(prefix + characters.slice(start, end).join(""));
      if (row !== undefined) return [row, end];
    }
    return [undefined, start];
  }
}
