import type { Declaration, DeclarationKind, TypeNode, TypeParameter } from "./syntax.ts";
import { END, isOpening, NUMBER, PUNCTUATION as P, STRING, type Tokens, WORD } from "./tokens.ts";

/** How types are read; handed in because types hold members and members have types. */
export interface TypeReaders {
  readonly type: (t: Tokens) => TypeNode | undefined;
  readonly parameters: (t: Tokens) => { readonly parameters: readonly Declaration[] };
  readonly typeParameters: (t: Tokens) => readonly TypeParameter[];
}

const MODIFIERS = new Set(
  "public private protected static readonly abstract override declare async accessor get set const".split(" "),
);
const DECLARING = new Set(
  "class interface type function const let var enum namespace module abstract declare".split(" "),
);

const NO_DECLARATIONS: readonly Declaration[] = [];
const NO_TYPES: readonly TypeNode[] = [];
const NO_PARAMETERS: readonly TypeParameter[] = [];

/** Everything of a declaration that is seldom there. */
export const NOTHING_MORE = {
  type: undefined,
  heritage: NO_TYPES,
  typeParameters: NO_PARAMETERS,
  members: NO_DECLARATIONS,
  parameters: NO_DECLARATIONS,
  body: undefined,
  exported: false,
  isDefault: false,
  isPrivate: false,
} as const;

/** Reads the members of a class, interface, enum or object type, from `{` past `}`. */
export function readMembers(t: Tokens, readers: TypeReaders): readonly Declaration[] {
  const members: Declaration[] = [];
  t.next();
  while (!t.at(P.closeBrace) && !t.at(END)) {
    if (t.newLine && startsDeclaration(t)) return members;
    const before = t.start;
    const member = readMember(t, readers);
    if (member) members.push(member);
    else if (t.start === before) t.next();
  }
  t.take(P.closeBrace);
  return members;
}

/** True at `export class X`, `declare function x`: the closing bracket of what was open is missing. */
function startsDeclaration(t: Tokens): boolean {
  if (!t.is("export") && !t.is("declare")) return false;
  const state = t.save();
  t.next();
  let isOne = false;
  while (t.at(WORD) && !t.newLine && DECLARING.has(t.value())) {
    isOne = true;
    t.next();
  }
  isOne &&= t.at(WORD) && !t.newLine;
  t.restore(state);
  return isOne;
}

function readMember(t: Tokens, readers: TypeReaders): Declaration | undefined {
  const { docs, start } = t;
  if (docs.length > 0) t.documented++;
  const { documented } = t;
  const modifiers = readModifiers(t);
  const head = readMemberHead(t);
  if (!head) {
    skipMember(t);
    return undefined;
  }
  let { kind } = head;
  t.take(P.question);
  t.take(P.exclamation);
  const isCallable = t.at(P.openParen) || t.at(P.less);
  const typeParameters = t.at(P.less) ? readers.typeParameters(t) : NO_PARAMETERS;
  const parameters = t.at(P.openParen) ? readers.parameters(t).parameters : NO_DECLARATIONS;
  if (isCallable && kind === "property") kind = modifiers.isAccessor ? "property" : "method";
  const type = t.take(P.colon) ? readers.type(t) : undefined;
  endMember(t);
  if (head.name === undefined) {
    // What an index signature or mapped type holds belongs to its owner, as far as it is documented.
    if (!type || t.documented === documented) return undefined;
    return { ...NOTHING_MORE, kind: "parameter", name: "", docs: [], start, end: t.previousEnd, type };
  }
  const { name } = head;
  const isPrivate = modifiers.isPrivate || name.startsWith("#");
  const own = kind === "method" && name === "constructor" ? "constructor" : kind;
  return {
    ...NOTHING_MORE,
    kind: own,
    name,
    docs,
    start,
    end: t.previousEnd,
    type,
    typeParameters,
    parameters,
    isPrivate,
  };
}

interface Modifiers {
  readonly isPrivate: boolean;
  readonly isAccessor: boolean;
}

const NO_MODIFIERS: Modifiers = { isPrivate: false, isAccessor: false };

function readModifiers(t: Tokens): Modifiers {
  if (t.at(P.minus) || t.at(P.plus)) t.next();
  let found = NO_MODIFIERS;
  while (t.at(WORD)) {
    const word = t.value();
    if (!MODIFIERS.has(word)) break;
    const state = t.save();
    t.next();
    if (endsName(t)) {
      t.restore(state);
      break;
    }
    if (word === "private") found = { ...found, isPrivate: true };
    else if (word === "get" || word === "set") found = { ...found, isAccessor: true };
  }
  return found;
}

/** Whether the word before was a member's name, not a modifier. */
function endsName(t: Tokens): boolean {
  switch (t.kind) {
    case P.openParen:
    case P.less:
    case P.colon:
    case P.question:
    case P.exclamation:
    case P.semicolon:
    case P.comma:
    case P.equals:
    case P.closeBrace:
    case END:
      return true;
    default:
      return false;
  }
}

interface MemberHead {
  readonly kind: DeclarationKind;
  /** Undefined for index signatures and mapped types. */
  readonly name: string | undefined;
}

function readMemberHead(t: Tokens): MemberHead | undefined {
  if (t.at(P.openParen) || t.at(P.less)) return { kind: "call", name: "" };
  if (t.at(P.openBracket)) return { kind: "property", name: readComputedName(t) };
  if (!t.at(WORD) && !t.at(STRING) && !t.at(NUMBER)) return undefined;
  const isNew = t.is("new");
  const name = t.at(STRING) ? t.text.slice(t.start + 1, t.end - 1) : t.value();
  t.next();
  if (isNew && (t.at(P.openParen) || t.at(P.less))) return { kind: "construct", name: "" };
  return { kind: "property", name };
}

/** `[Symbol.iterator]`; undefined for `[key: string]` and `[K in Keys]`. */
function readComputedName(t: Tokens): string | undefined {
  const { start } = t;
  t.next();
  const wasWord = t.at(WORD);
  if (wasWord) t.next();
  const isSignature = wasWord && (t.at(P.colon) || t.is("in"));
  t.skipToClosing();
  if (isSignature) {
    if (t.at(P.minus) || t.at(P.plus)) t.next();
    return undefined;
  }
  return t.text.slice(start, t.previousEnd).replace(/\s+/g, " ");
}

/** Takes the separator; what else stands there (a value, a body, an error) is skipped. */
function endMember(t: Tokens): void {
  if (t.at(P.openBrace)) t.skipBalanced();
  else if (t.at(P.semicolon) || t.at(P.comma)) {
    t.next();
    return;
  } else if (!t.at(P.closeBrace) && !t.newLine) skipMember(t);
  if (t.at(P.semicolon) || t.at(P.comma)) t.next();
}

/** Skips to the end of a member: past its separator, before `}`, or before a new line. */
function skipMember(t: Tokens): void {
  do {
    if (isOpening(t.kind)) t.skipBalanced();
    else if (t.at(P.closeBrace) || t.at(END)) return;
    else if (t.at(P.semicolon) || t.at(P.comma)) return;
    else t.next();
  } while (!t.newLine);
}
