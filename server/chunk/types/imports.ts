import { readDotted } from "./skipping.ts";
import type { ExportItem, ExportName, OpenBlock } from "./syntax.ts";
import { END, PUNCTUATION as P, STRING, type Tokens, WORD } from "./tokens.ts";

/** Reads `import …` in all its forms. */
export function readImport(t: Tokens, block: OpenBlock, exported: boolean): void {
  const { start } = t;
  t.next();
  if (t.at(STRING)) {
    block.isModule = true;
    block.specifiers.push(readString(t));
    endImport(t);
    return;
  }
  if (t.is("type") || t.is("defer")) skipKeyword(t);
  const bindings: { local: string; imported: string }[] = [];
  if (t.at(WORD)) {
    const local = t.value();
    t.next();
    if (t.take(P.equals)) {
      readImportEquals(t, { block, local, exported, start });
      return;
    }
    bindings.push({ local, imported: "default" });
    t.take(P.comma);
  }
  if (t.take(P.star)) {
    if (t.takeWord("as") && t.at(WORD)) bindings.push({ local: t.value(), imported: "*" });
    t.next();
  } else if (t.at(P.openBrace)) {
    for (const { local, exported: own } of readNames(t)) bindings.push({ local: own, imported: local });
  }
  if (t.takeWord("from") && t.at(STRING)) {
    const specifier = readString(t);
    block.isModule = true;
    block.specifiers.push(specifier);
    for (const binding of bindings) block.imports.push({ ...binding, specifier });
  }
  endImport(t);
}

/** Skips `type` in `import type x from`, where it is not itself the name. */
function skipKeyword(t: Tokens): void {
  const state = t.save();
  t.next();
  const isKeyword = (t.at(WORD) && !t.is("from")) || t.at(P.openBrace) || t.at(P.star);
  if (!isKeyword) t.restore(state);
}

interface Equals {
  readonly block: OpenBlock;
  readonly local: string;
  readonly exported: boolean;
  readonly start: number;
}

function readImportEquals(t: Tokens, { block, local, exported, start }: Equals): void {
  if (!t.at(WORD)) return;
  const first = t.value();
  t.next();
  if (first === "require" && t.take(P.openParen)) {
    if (t.at(STRING)) {
      const specifier = readString(t);
      block.isModule = true;
      block.specifiers.push(specifier);
      block.imports.push({ local, imported: "=", specifier });
    }
    t.take(P.closeParen);
  } else block.aliases.push({ local, target: readDotted(t, first) });
  endImport(t);
  if (!exported) return;
  const names = [{ local, exported: local, docs: [], start, end: t.previousEnd }];
  block.exports.push({ kind: "names", specifier: "", names, docs: [], start, end: t.previousEnd });
}

/** `import … with { type: "json" };` */
function endImport(t: Tokens): void {
  if ((t.is("with") || t.is("assert")) && !t.newLine) {
    t.next();
    if (t.at(P.openBrace)) t.skipBalanced();
  }
  t.take(P.semicolon);
}

function readString(t: Tokens): string {
  const value = t.text.slice(t.start + 1, t.end - 1);
  t.next();
  return value;
}

/** Reads `{ a, type b as c, default as d }`. */
function readNames(t: Tokens): readonly ExportName[] {
  const names: ExportName[] = [];
  t.next();
  while (!t.at(P.closeBrace) && !t.at(END)) {
    const { start, docs } = t;
    if (t.is("type")) skipNameKeyword(t);
    if (!t.at(WORD) && !t.at(STRING)) {
      if (t.at(P.semicolon)) break;
      t.next();
      continue;
    }
    const local = nameOf(t);
    let exported = local;
    if (t.takeWord("as") && (t.at(WORD) || t.at(STRING))) exported = nameOf(t);
    names.push({ local, exported, docs, start, end: t.previousEnd });
    t.take(P.comma);
  }
  t.take(P.closeBrace);
  return names;
}

function nameOf(t: Tokens): string {
  if (t.at(STRING)) return readString(t);
  const name = t.value();
  t.next();
  return name;
}

/** `type a` is a name behind a keyword; `type`, `type as b` and `type as as b` are the name `type` or have one. */
function skipNameKeyword(t: Tokens): void {
  const state = t.save();
  t.next();
  if (!t.at(WORD) && !t.at(STRING)) t.restore(state);
  else if (t.is("as")) {
    t.next();
    // `type as as b` renames `as`; `type as b` renames `type`.
    if (!t.is("as")) t.restore(state);
  }
}

/**
 * Reads an export statement that declares nothing itself.
 * @returns false, with nothing read, if a declaration follows `export`
 */
export function readExport(
  t: Tokens,
  lead: { readonly docs: readonly number[]; readonly start: number },
  block: OpenBlock,
): boolean {
  const state = t.save();
  t.next();
  const item = readExportItem(t, block);
  if (item === undefined) {
    t.restore(state);
    return false;
  }
  block.isModule = true;
  if (item) block.exports.push({ ...item, docs: lead.docs, start: lead.start, end: t.previousEnd });
  return true;
}

type Item = Pick<ExportItem, "kind" | "specifier" | "names">;

/** @returns undefined for a declaration, null for a statement that exports nothing known */
function readExportItem(t: Tokens, block: OpenBlock): Item | null | undefined {
  if (t.is("type")) {
    t.next();
    if (!t.at(P.star) && !t.at(P.openBrace)) return undefined;
  }
  if (t.take(P.star)) return readStar(t, block);
  if (t.at(P.openBrace)) {
    const names = readNames(t);
    return { kind: "names", specifier: readFrom(t, block), names };
  }
  if (t.at(P.equals) || t.is("default")) {
    const kind = t.is("default") ? "default" : "equals";
    t.next();
    return readAssignment(t, kind);
  }
  if (!t.is("as")) return undefined;
  t.next();
  t.takeWord("namespace");
  t.take(WORD);
  t.take(P.semicolon);
  return null;
}

function readStar(t: Tokens, block: OpenBlock): Item {
  if (!t.takeWord("as")) return { kind: "star", specifier: readFrom(t, block), names: [] };
  const { start, end } = t;
  const exported = nameOf(t);
  return { kind: "namespace", specifier: readFrom(t, block), names: [{ local: "*", exported, docs: [], start, end }] };
}

function readFrom(t: Tokens, block: OpenBlock): string {
  let specifier = "";
  if (t.takeWord("from") && t.at(STRING)) {
    specifier = readString(t);
    block.specifiers.push(specifier);
  }
  endImport(t);
  return specifier;
}

const DECLARING = new Set("abstract async class function interface enum declare namespace const type".split(" "));

function readAssignment(t: Tokens, kind: "equals" | "default"): Item | null | undefined {
  if (!t.at(WORD)) {
    if (t.at(P.openBrace)) t.skipBalanced();
    return null;
  }
  const { start } = t;
  const first = t.value();
  t.next();
  // `export default interface` declares, `export default type;` names
  if (kind === "default" && DECLARING.has(first) && (t.at(WORD) || t.at(P.openParen) || t.at(P.openBrace)))
    return undefined;
  const local = readDotted(t, first);
  const names = [{ local, exported: kind === "default" ? "default" : "export=", docs: [], start, end: t.previousEnd }];
  t.take(P.semicolon);
  return { kind, specifier: "", names };
}
