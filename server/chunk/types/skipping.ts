import { END, isClosing, isOpening, PUNCTUATION as P, type Tokens, WORD } from "./tokens.ts";

/** The rest of a dotted name. */
export function readDotted(t: Tokens, first: string): string {
  let name = first;
  while (t.at(P.dot)) {
    t.next();
    if (!t.at(WORD)) break;
    name += `.${t.value()}`;
    t.next();
  }
  return name;
}

/** Skips one token or one bracketed group. @returns false at what ends a statement */
export function skipOne(t: Tokens): boolean {
  if (t.at(END) || t.at(P.semicolon) || isClosing(t.kind)) return false;
  if (isOpening(t.kind)) t.skipBalanced();
  else t.next();
  return true;
}

/** Skips a type that is nested too deep to be read. */
export function skipType(t: Tokens): void {
  while (!t.at(P.comma) && !t.at(P.greater) && skipOne(t));
}

/** Skips past the next comma. @returns false where the list ends without one */
export function skipToComma(t: Tokens): boolean {
  while (!t.at(P.comma) && !t.at(P.closeParen)) {
    if (!skipOne(t)) return false;
  }
  t.take(P.comma);
  return true;
}
