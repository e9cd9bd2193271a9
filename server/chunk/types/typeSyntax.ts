import { NOTHING_MORE, readMembers, type TypeReaders } from "./members.ts";
import { readDotted, skipOne, skipToComma, skipType } from "./skipping.ts";
import type { Declaration, TypeNode, TypeParameter } from "./syntax.ts";
import { ARROW, ELLIPSIS, END, NUMBER, PUNCTUATION as P, STRING, TEMPLATE, type Tokens, WORD } from "./tokens.ts";

/** Types nested deeper than this are skipped. */
const MAX_DEPTH = 100;
const PRIMITIVES = new Set(
  "string number boolean any unknown never void null undefined object symbol bigint true false".split(" "),
);
const PARAMETER_MODIFIERS = new Set(["public", "private", "protected", "readonly", "override"]);

const NO_PARTS: readonly TypeNode[] = [];
const NO_MEMBERS: readonly Declaration[] = [];

/** Reads the members of a class, interface, enum or object type, from `{` past `}`. */
export function readObjectMembers(t: Tokens): readonly Declaration[] {
  return readMembers(t, readers);
}

function node(
  kind: TypeNode["kind"],
  parts: readonly TypeNode[],
  members: readonly Declaration[] = NO_MEMBERS,
): TypeNode {
  return { kind, name: "", from: "", parts, members };
}

/** Keeps the place of a type argument that names no symbol. */
const NOTHING = node("object", NO_PARTS);

/** Reads a type as far as it goes. @returns undefined where it names no symbol and holds no members */
export function readType(t: Tokens): TypeNode | undefined {
  if (t.depth > MAX_DEPTH) {
    skipType(t);
    return undefined;
  }
  t.depth++;
  const type = readConditional(t);
  t.depth--;
  return type;
}

function readConditional(t: Tokens): TypeNode | undefined {
  const type = readChoice(t, P.bar);
  if (!t.is("extends") || t.newLine) return type;
  t.next();
  readChoice(t, P.bar);
  if (!t.take(P.question)) return undefined;
  const yes = readType(t);
  const no = t.take(P.colon) ? readType(t) : undefined;
  return joined("choice", yes, no);
}

function joined(
  kind: "choice" | "intersection",
  a: TypeNode | undefined,
  b: TypeNode | undefined,
): TypeNode | undefined {
  if (!a || !b) return a ?? b;
  return node(kind, [a, b]);
}

/** Unions of intersections. */
function readChoice(t: Tokens, separator: typeof P.bar | typeof P.ampersand): TypeNode | undefined {
  t.take(separator);
  const first = separator === P.bar ? readChoice(t, P.ampersand) : readPostfix(t);
  if (!t.at(separator)) return first;
  const parts = first ? [first] : [];
  while (t.take(separator)) {
    const part = separator === P.bar ? readChoice(t, P.ampersand) : readPostfix(t);
    if (part) parts.push(part);
  }
  if (parts.length < 2) return parts[0];
  return node(separator === P.bar ? "choice" : "intersection", parts);
}

function readPostfix(t: Tokens): TypeNode | undefined {
  let type = readOperand(t);
  while (t.at(P.openBracket) && !t.newLine) {
    const start = t.start;
    t.skipBalanced();
    const inner = t.text.slice(start + 1, t.previousEnd - 1).trim();
    const property = /^["']([\w$]+)["']$/.exec(inner)?.[1];
    if (inner === "") type = type?.kind === "wrapper" ? type : type && node("wrapper", [type]);
    else if (property !== undefined && type?.name) type = { ...type, name: `${type.name}.${property}` };
    else type = undefined;
  }
  return type;
}

function readOperand(t: Tokens): TypeNode | undefined {
  switch (t.kind) {
    case WORD:
      return readWordOperand(t);
    case P.openParen:
      return readParenthesised(t);
    case P.openBrace: {
      const members = readObjectMembers(t);
      return members.length > 0 ? node("object", NO_PARTS, members) : undefined;
    }
    case P.openBracket:
      t.skipBalanced();
      return undefined;
    case P.less:
      readTypeParameters(t);
      return t.at(P.openParen) ? readParenthesised(t) : undefined;
    case P.minus:
    case P.plus:
      t.next();
      t.next();
      return undefined;
    default:
      // What cannot start a type stays for the caller, who knows how to recover.
      if (t.at(STRING) || t.at(TEMPLATE) || t.at(NUMBER)) t.next();
      return undefined;
  }
}

function readWordOperand(t: Tokens): TypeNode | undefined {
  const word = t.value();
  t.next();
  switch (word) {
    case "keyof":
    case "unique":
      while (t.is("keyof") || t.is("readonly")) t.next();
      readPostfix(t);
      return undefined;
    case "infer":
      t.take(WORD);
      return undefined;
    case "readonly":
      while (t.is("readonly")) t.next();
      return t.is("keyof") ? undefined : readPostfix(t);
    case "abstract":
    case "new":
      if (word === "abstract" && !t.takeWord("new")) break;
      if (t.at(P.less)) readTypeParameters(t);
      return t.at(P.openParen) ? readParenthesised(t) : undefined;
    case "typeof":
      return readQuery(t);
    case "import":
      if (t.at(P.openParen)) return readImportType(t, "reference");
      break;
    case "asserts":
      if (t.at(WORD) && !t.newLine) {
        t.next();
        if (t.takeWord("is")) readType(t);
        return undefined;
      }
      break;
  }
  return readReference(t, word, "reference");
}

function readQuery(t: Tokens): TypeNode | undefined {
  if (!t.at(WORD)) return undefined;
  const word = t.value();
  t.next();
  if (word === "import" && t.at(P.openParen)) return readImportType(t, "query");
  return readReference(t, word, "query");
}

function readReference(t: Tokens, first: string, kind: "reference" | "query"): TypeNode | undefined {
  const name = readDotted(t, first);
  if (kind === "reference" && t.is("is") && !t.newLine) {
    t.next();
    readType(t);
    return undefined;
  }
  const parts = t.at(P.less) && !t.newLine ? readTypeArguments(t) : NO_PARTS;
  if (PRIMITIVES.has(name)) return undefined;
  return { kind, name, from: "", parts, members: NO_MEMBERS };
}

function readImportType(t: Tokens, kind: "reference" | "query"): TypeNode | undefined {
  t.next();
  const from = t.at(STRING) ? t.text.slice(t.start + 1, t.end - 1) : "";
  t.skipToClosing();
  const name = readDotted(t, "").slice(1);
  const parts = t.at(P.less) && !t.newLine ? readTypeArguments(t) : NO_PARTS;
  return from === "" ? undefined : { kind, name, from, parts, members: NO_MEMBERS };
}

/** As many as are written, so that their places tell which is which. */
function readTypeArguments(t: Tokens): readonly TypeNode[] {
  const parts: TypeNode[] = [];
  t.next();
  while (!t.at(P.greater) && !t.at(END)) {
    const before = t.start;
    parts.push(readType(t) ?? NOTHING);
    if (t.take(P.comma)) continue;
    if (t.at(P.greater)) break;
    if (t.start === before && !skipOne(t)) break;
    else if (t.at(P.semicolon) || t.at(P.closeBrace)) break;
  }
  t.take(P.greater);
  return parts.length > 0 ? parts : NO_PARTS;
}

/** Reads from `<` past `>`. */
export function readTypeParameters(t: Tokens): readonly TypeParameter[] {
  const parameters: TypeParameter[] = [];
  t.next();
  while (!t.at(P.greater)) {
    const before = t.start;
    while (t.is("const") || t.is("in") || t.is("out")) t.next();
    if (t.at(WORD)) {
      const name = t.value();
      t.next();
      const bound = t.takeWord("extends") ? readType(t) : undefined;
      const standard = t.take(P.equals) ? readType(t) : undefined;
      parameters.push({ name, bound: bound ?? standard });
    }
    if (t.take(P.comma)) continue;
    if (!t.at(P.greater) && t.start === before && !skipOne(t)) return parameters;
    if (t.at(END)) return parameters;
  }
  t.next();
  return parameters;
}

/** A type in brackets, or the parameters of a function type with what follows. */
function readParenthesised(t: Tokens): TypeNode | undefined {
  const { first, parameters } = readParameters(t);
  if (!t.at(ARROW)) return first;
  t.next();
  const result = readType(t);
  return node("function", result ? [result] : NO_PARTS, parameters);
}

export interface Parameters {
  /** Of a single item without a name: the type itself. */
  readonly first: TypeNode | undefined;
  /** Those whose types hold doc comments. */
  readonly parameters: readonly Declaration[];
}

/** Reads from `(` past `)`. */
export function readParameters(t: Tokens): Parameters {
  let first: TypeNode | undefined;
  let parameters: Declaration[] | undefined;
  t.next();
  while (!t.at(P.closeParen) && !t.at(END)) {
    const documented = t.documented;
    const start = t.start;
    t.take(ELLIPSIS);
    const name = readParameterName(t);
    let type = name === undefined ? readType(t) : undefined;
    if (t.take(P.colon)) type = readType(t);
    else first ??= type;
    if (t.documented > documented && type) {
      parameters ??= [];
      parameters.push({
        ...NOTHING_MORE,
        kind: "parameter",
        name: name ?? "",
        docs: [],
        start,
        end: t.previousEnd,
        type,
      });
    }
    if (t.take(P.comma)) continue;
    if (t.at(P.closeParen)) break;
    if (!skipToComma(t)) return { first, parameters: parameters ?? NO_MEMBERS };
  }
  t.take(P.closeParen);
  return { first, parameters: parameters ?? NO_MEMBERS };
}

/** Reads `name` or `name?` where it is one; undefined where a type begins. */
function readParameterName(t: Tokens): string | undefined {
  if (!t.at(WORD)) return undefined;
  const state = t.save();
  let name = t.value();
  t.next();
  if (t.at(WORD) && PARAMETER_MODIFIERS.has(name)) {
    name = t.value();
    t.next();
  }
  if (t.at(P.question)) t.next();
  if (t.at(P.colon)) return name;
  t.restore(state);
  return undefined;
}

const readers: TypeReaders = { type: readType, parameters: readParameters, typeParameters: readTypeParameters };
