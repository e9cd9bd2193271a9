import { stem } from "./stem.ts";

/** Name with version of everything in this file that changes which terms a text has. */
export const TOKENIZER_ID = "code-1";

const LONGEST_TERM = 64;
const CACHED_STEMS = 100_000;
const HINT_LETTERS = 4;

/** A word of a text with its place, UTF-16 offsets. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly terms: readonly string[];
}

/** Runs of letters, digits, `_` and `$`, joined by single dots or hyphens: `app.setErrorHandler`, `tree-shaking`, `--no-save`. */
const RUNS = /[\p{L}\p{N}\p{M}_$]+(?:[.-][\p{L}\p{N}\p{M}_$]+)*/gu;
const ASCII_RUNS = /[A-Za-z0-9_$]+(?:[.-][A-Za-z0-9_$]+)*/g;
const NOT_ASCII = /[^\0-\x7f]/;
/** Where camel case, digits and underscores divide a word. */
const PARTS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d_$]+/g;
/** Scripts without spaces, or whose words change at their ends. */
const IDEOGRAPHS = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]/;
/** A word of several scripts, as in `使用API接口`, in runs of one kind. */
const SCRIPTS =
  /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+/g;

/**
 * Cuts texts into terms that make code and prose meet: every word's parts are stemmed, and what is written as one identifier
 * (`setErrorHandler`, `set_error_handler`, `set-error-handler`, `--no-save`) has a joined term besides; a dotted path has one more.
 */
export class Tokenizer {
  readonly #stems = new Map<string, string>();
  readonly #words = new Map<string, readonly string[]>();

  /** Calls `emit` for each term in order of the text; a term that stands twice is emitted twice. */
  each(text: string, emit: (term: string) => void): void {
    for (const [run] of text.matchAll(NOT_ASCII.test(text) ? RUNS : ASCII_RUNS))
      for (const term of this.#run(run)) emit(term);
  }

  terms(text: string): string[] {
    const terms: string[] = [];
    this.each(text, (term) => terms.push(term));
    return terms;
  }

  /** Words with their places, for highlighting: each part of a dotted or hyphened run by itself. */
  words(text: string): Word[] {
    const words: Word[] = [];
    for (const match of text.matchAll(NOT_ASCII.test(text) ? RUNS : ASCII_RUNS)) {
      const run = match[0];
      for (const part of run.matchAll(/[^.-]+/g)) {
        const start = match.index + part.index;
        words.push({ start, end: start + part[0].length, terms: this.#word(part[0]) });
      }
    }
    return words;
  }

  /**
   * Words that have one of the terms, with their places, as `words` cuts them. Looks only at words that have a term's first letters:
   * a search marks ten texts, and cutting every word of them would take longer than finding them.
   */
  matching(text: string, wanted: ReadonlySet<string>): Word[] {
    const isWanted = ({ terms }: Word) => terms.some((term) => wanted.has(term));
    if (NOT_ASCII.test(text)) return this.words(text).filter(isWanted);
    const found: Word[] = [];
    const hint = hintOf(wanted);
    for (let match = hint.exec(text); match !== null; match = hint.exec(text)) {
      let start = match.index;
      while (start > 0 && isWordCode(text.charCodeAt(start - 1))) start--;
      let end = hint.lastIndex;
      while (end < text.length && isWordCode(text.charCodeAt(end))) end++;
      const word = { start, end, terms: this.#word(text.slice(start, end)) };
      if (isWanted(word)) found.push(word);
      hint.lastIndex = end;
    }
    return found;
  }

  #run(run: string): readonly string[] {
    const known = this.#words.get(run);
    if (known) return known;
    const terms = this.#cut(run);
    if (this.#words.size >= CACHED_STEMS) this.#words.clear();
    this.#words.set(run, terms);
    return terms;
  }

  #cut(run: string): readonly string[] {
    const words = run.split(/[.-]/);
    if (words.length === 1) return this.#word(run);
    const terms = words.flatMap((word) => [...this.#word(word)]);
    const dotted = run.includes(".") && !run.includes("-");
    // Versions and decimals are no paths.
    if (!/[A-Za-z]/.test(run) || words.length > 5 || run.length > LONGEST_TERM) return terms;
    terms.push(dotted ? run.toLowerCase() : words.join("").replaceAll("_", "").toLowerCase());
    return terms;
  }

  #word(word: string): readonly string[] {
    const plain = NOT_ASCII.test(word) ? withoutMarks(word) : word;
    if (!IDEOGRAPHS.test(plain)) return this.#parts(plain);
    return (plain.match(SCRIPTS) ?? []).flatMap((run) => (IDEOGRAPHS.test(run) ? bigrams(run) : [...this.#parts(run)]));
  }

  #parts(plain: string): readonly string[] {
    const parts = plain.match(PARTS);
    if (!parts) return plain !== "" && plain.length <= LONGEST_TERM ? [plain.toLowerCase()] : [];
    if (parts.length === 1 && parts[0] === plain) return plain.length <= LONGEST_TERM ? [this.#stem(plain)] : [];
    const terms = parts.filter((part) => part.length <= LONGEST_TERM).map((part) => this.#stem(part));
    const joined = parts.join("").toLowerCase();
    if (parts.length > 1 && parts.length <= 12 && joined.length <= LONGEST_TERM) terms.push(joined);
    return terms;
  }

  #stem(word: string): string {
    const known = this.#stems.get(word);
    if (known !== undefined) return known;
    const lower = word.toLowerCase();
    const stemmed = lower.length > 2 && /^[a-z]+$/.test(lower) ? stem(lower) : lower;
    if (this.#stems.size >= CACHED_STEMS) this.#stems.clear();
    this.#stems.set(word, stemmed);
    return stemmed;
  }
}

/** `Café` → `Cafe`, wide letters → plain ones; Hangul syllables stay whole. */
function withoutMarks(word: string): string {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
}

/** Scripts without spaces: every two neighbouring characters are a term. */
function bigrams(text: string): string[] {
  const characters = Array.from(text.toLowerCase());
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => (characters[at] ?? "") + character);
}

/**
 * Finds what may become one of the terms: stemming changes the last letter of its result at most, and a joined term may have been
 * written with separators.
 */
function hintOf(terms: ReadonlySet<string>): RegExp {
  const beginnings = [...terms]
    .filter((term) => term !== "" && !NOT_ASCII.test(term))
    .map((term) => Array.from(term.slice(0, term.length < 3 ? term.length : Math.min(term.length - 1, HINT_LETTERS))));
  const pattern = beginnings.map((letters) => letters.map((letter) => letter.replace(/\W/, "\\$&")).join("[_$]*"));
  return new RegExp(pattern.length > 0 ? pattern.join("|") : "(?!)", "gi");
}

/** ASCII letters, digits, `_` and `$`. */
function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  );
}
