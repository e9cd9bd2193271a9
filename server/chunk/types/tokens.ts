/** Kinds of token; punctuation is its character's code, which starts at 33. */
export const END = 0;
export const WORD = 1;
export const STRING = 2;
export const TEMPLATE = 3;
export const NUMBER = 4;
export const ARROW = 5;
export const ELLIPSIS = 6;

/** Character codes of the punctuation that declarations are made of. */
export const PUNCTUATION = {
  openParen: 40,
  closeParen: 41,
  star: 42,
  comma: 44,
  minus: 45,
  plus: 43,
  dot: 46,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  exclamation: 33,
  openBracket: 91,
  closeBracket: 93,
  openBrace: 123,
  bar: 124,
  ampersand: 38,
  closeBrace: 125,
} as const;

const SPACE = 1;
const NAME = 2;
const DIGIT = 3;
const classes = new Uint8Array(128);
for (const code of [9, 11, 12, 13, 32]) classes[code] = SPACE;
for (let code = 48; code <= 57; code++) classes[code] = DIGIT;
for (let code = 0; code < 26; code++) classes[65 + code] = classes[97 + code] = NAME;
// `#private` names and unicode escapes count as parts of a name
for (const code of [35, 36, 92, 95]) classes[code] = NAME;

const NO_DOCS: readonly number[] = [];

/** A place to return to; see `Tokens.save`. */
export interface TokenState {
  readonly end: number;
  readonly previousEnd: number;
  readonly kind: number;
  readonly start: number;
  readonly newLine: boolean;
  readonly docs: readonly number[];
}

/** Reads the tokens of a declaration file one by one. Never fails: broken literals end at their line, broken comments at the end. */
export class Tokens {
  readonly text: string;
  /** Kind of the current token. */
  kind = END;
  start = 0;
  end = 0;
  /** Where the token before the current one ends. */
  previousEnd = 0;
  /** Whether a line break stands before the current token. */
  newLine = true;
  /** Doc comments right before the current token: start and end offset of each. */
  docs: readonly number[] = NO_DOCS;
  /** Doc comments that were given to a declaration so far. */
  documented = 0;
  /** How deep in nested types the reader is. */
  depth = 0;

  constructor(text: string) {
    this.text = text;
    this.next();
  }

  /** Moves to the next token. */
  next(): void {
    const { text } = this;
    this.previousEnd = this.end;
    const at = this.#skipTrivia(this.end);
    this.start = at;
    const code = text.charCodeAt(at);
    if (at >= text.length) {
      this.kind = END;
      this.end = at;
      return;
    }
    const type = code < 128 ? classes[code] : NAME;
    if (type === NAME) {
      this.kind = WORD;
      this.end = this.#nameEnd(at + 1);
    } else if (type === DIGIT) {
      this.kind = NUMBER;
      this.end = this.#nameEnd(at + 1);
    } else if (code === 34 || code === 39) {
      this.kind = STRING;
      this.end = this.#stringEnd(at, code);
    } else if (code === 96) {
      this.kind = TEMPLATE;
      this.end = this.#templateEnd(at);
    } else if (code === PUNCTUATION.equals && text.charCodeAt(at + 1) === PUNCTUATION.greater) {
      this.kind = ARROW;
      this.end = at + 2;
    } else if (code === PUNCTUATION.dot && text.startsWith("...", at)) {
      this.kind = ELLIPSIS;
      this.end = at + 3;
    } else {
      this.kind = code;
      this.end = at + 1;
    }
  }

  /** The current token as written. */
  value(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Whether the current token is of this kind. */
  at(kind: number): boolean {
    return this.kind === kind;
  }

  /** Whether the current token is this word. */
  is(word: string): boolean {
    return this.kind === WORD && this.end - this.start === word.length && this.text.startsWith(word, this.start);
  }

  /** Moves on if the current token is of this kind. */
  take(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  /** Moves on if the current token is this word. */
  takeWord(word: string): boolean {
    if (!this.is(word)) return false;
    this.next();
    return true;
  }

  save(): TokenState {
    const { end, previousEnd, kind, start, newLine, docs } = this;
    return { end, previousEnd, kind, start, newLine, docs };
  }

  restore(state: TokenState): void {
    this.end = state.end;
    this.previousEnd = state.previousEnd;
    this.kind = state.kind;
    this.start = state.start;
    this.newLine = state.newLine;
    this.docs = state.docs;
  }

  /** Skips from an opening bracket past the closing one of the same depth, or to the end. */
  skipBalanced(): void {
    this.next();
    this.skipToClosing();
  }

  /** Skips past the bracket that closes what is open, or to the end. */
  skipToClosing(): void {
    for (let depth = 1; depth > 0 && this.kind !== END; this.next()) {
      if (isOpening(this.kind)) depth++;
      else if (isClosing(this.kind)) depth--;
    }
  }

  #skipTrivia(from: number): number {
    const { text } = this;
    let at = from;
    let docs: readonly number[] = NO_DOCS;
    this.newLine = from === 0;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 10) {
        this.newLine = true;
        at++;
      } else if (code < 128 ? classes[code] === SPACE : isWideSpace(code)) at++;
      else if (code === 47 && text.charCodeAt(at + 1) === 47) {
        const end = text.indexOf("\n", at);
        at = end < 0 ? text.length : end;
      } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        const close = text.indexOf("*/", at + 2);
        const end = close < 0 ? text.length : close + 2;
        if (text.charCodeAt(at + 2) === PUNCTUATION.star && end - at > 4) docs = [...docs, at, end];
        if (!this.newLine && text.slice(at, end).includes("\n")) this.newLine = true;
        at = end;
      } else break;
    }
    this.docs = docs;
    return at;
  }

  #nameEnd(from: number): number {
    const { text } = this;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      const isPart = code < 128 ? (classes[code] ?? 0) >= NAME : at < text.length && !isWideSpace(code);
      if (!isPart) return at;
      at++;
    }
  }

  #stringEnd(start: number, quote: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) return at + 1;
      if (code === 10) return at;
      if (code === 92) at++;
    }
    return text.length;
  }

  /** Up to the next back tick: a template inside a hole ends the outer one early, which costs no more than that type. */
  #templateEnd(start: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 92) at++;
      else if (code === 96) return at + 1;
    }
    // Without its end it would swallow the rest of the file; its line is the smaller loss.
    const line = text.indexOf("\n", start);
    return line < 0 ? text.length : line;
  }
}

export function isOpening(kind: number): boolean {
  return kind === PUNCTUATION.openParen || kind === PUNCTUATION.openBracket || kind === PUNCTUATION.openBrace;
}

export function isClosing(kind: number): boolean {
  return kind === PUNCTUATION.closeParen || kind === PUNCTUATION.closeBracket || kind === PUNCTUATION.closeBrace;
}

function isWideSpace(code: number): boolean {
  return code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029 || code === 0x3000;
}
