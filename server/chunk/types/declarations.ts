import { readExport, readImport } from "./imports.ts";
import { NOTHING_MORE } from "./members.ts";
import { readDotted } from "./skipping.ts";
import type { Block, Declaration, DeclarationFile, DeclarationKind, OpenBlock, TypeNode } from "./syntax.ts";
import { END, isOpening, PUNCTUATION as P, STRING, Tokens, WORD } from "./tokens.ts";
import { readObjectMembers, readParameters, readType, readTypeParameters } from "./typeSyntax.ts";

const REFERENCE = /^[ \t]*\/\/\/[ \t]*<reference[ \t]+(path|types)[ \t]*=[ \t]*["']([^"'\n]+)["']/gm;
const FILE_TAG = /@(?:packageDocumentation|module|fileoverview|file|overview)\b/;
/** Namespaces nested deeper than this are skipped. */
const MAX_DEPTH = 60;

/** What stands before a declaration's keyword. */
interface Lead {
  readonly docs: readonly number[];
  readonly start: number;
  exported: boolean;
  isDefault: boolean;
}

/** Reads all declarations of a file. Any text gives a result; what cannot be read is skipped to the next declaration. Pure. */
export function scanDeclarations(text: string): DeclarationFile {
  const t = new Tokens(text);
  const fileDocs = takeFileDocs(t);
  const block = readBlock(t, 0);
  const references: { kind: "path" | "types"; target: string }[] = [];
  if (text.includes("<reference")) {
    for (const [, kind, target] of text.matchAll(REFERENCE))
      if (target !== undefined) references.push({ kind: kind === "path" ? "path" : "types", target });
  }
  return { ...block, references, fileDocs };
}

/** The first comment is about the file if it says so, if another one follows, or if imports follow it. */
function takeFileDocs(t: Tokens): readonly number[] {
  const [start, end] = t.docs;
  if (start === undefined || end === undefined) return [];
  const followed = t.docs.length > 2;
  const importing =
    t.is("import") || (t.is("export") && /^export\s*(?:type\s*)?[*{]/.test(t.text.slice(t.start, t.start + 20)));
  if (!followed && !importing && !FILE_TAG.test(t.text.slice(start, end))) return [];
  t.docs = t.docs.slice(2);
  return [start, end];
}

function readBlock(t: Tokens, depth: number): Block {
  const block: OpenBlock = { declarations: [], imports: [], aliases: [], specifiers: [], exports: [], isModule: false };
  while (!t.at(END)) {
    if (t.at(P.closeBrace)) {
      if (depth > 0) break;
      t.next();
      continue;
    }
    const before = t.start;
    readStatement(t, block, depth);
    if (t.start === before && !t.at(END)) t.next();
  }
  return block;
}

function readStatement(t: Tokens, block: OpenBlock, depth: number): void {
  const lead: Lead = { docs: t.docs, start: t.start, exported: false, isDefault: false };
  if (t.docs.length > 0) t.documented++;
  if (t.is("export")) {
    if (readExport(t, lead, block)) return;
    block.isModule = true;
    lead.exported = true;
    t.next();
    if (t.takeWord("default")) lead.isDefault = true;
  }
  while (t.is("declare") || t.is("abstract") || t.is("async")) {
    t.next();
    if (t.newLine && !t.at(WORD)) break;
  }
  if (!t.at(WORD) || !readDeclaration(t, { lead, block, depth })) skipStatement(t);
}

interface Place {
  readonly lead: Lead;
  readonly block: OpenBlock;
  readonly depth: number;
}

function readDeclaration(t: Tokens, place: Place): boolean {
  const word = t.value();
  const { block } = place;
  switch (word) {
    case "function":
      block.declarations.push(readFunction(t, place.lead));
      return true;
    case "class":
    case "interface":
      block.declarations.push(readClass(t, word, place.lead));
      return true;
    case "type":
      return readAlias(t, place);
    case "const":
    case "let":
    case "var":
      t.next();
      if (t.is("enum")) block.declarations.push(readEnum(t, place.lead));
      else readVariables(t, place);
      return true;
    case "enum":
      block.declarations.push(readEnum(t, place.lead));
      return true;
    case "namespace":
    case "module":
    case "global":
      return readNamespace(t, place);
    case "import":
      readImport(t, place.block, place.lead.exported);
      return true;
    default:
      return false;
  }
}

function declaration(t: Tokens, kind: DeclarationKind, name: string, lead: Lead): Declaration {
  const { docs, start, exported, isDefault } = lead;
  return { ...NOTHING_MORE, kind, name, docs, start, end: t.previousEnd, exported, isDefault };
}

function readName(t: Tokens): string {
  if (!t.at(WORD)) return "";
  const name = t.value();
  t.next();
  return name;
}

function readFunction(t: Tokens, lead: Lead): Declaration {
  t.next();
  t.take(P.star);
  const name = readName(t);
  const typeParameters = t.at(P.less) ? readTypeParameters(t) : [];
  const { parameters } = t.at(P.openParen) ? readParameters(t) : { parameters: [] };
  const type = t.take(P.colon) ? readType(t) : undefined;
  if (t.at(P.openBrace)) t.skipBalanced();
  t.take(P.semicolon);
  return { ...declaration(t, "function", name, lead), typeParameters, parameters, type };
}

function readClass(t: Tokens, kind: "class" | "interface", lead: Lead): Declaration {
  t.next();
  const isUnnamed = t.is("extends") || t.is("implements");
  const name = isUnnamed ? "" : readName(t);
  const typeParameters = t.at(P.less) ? readTypeParameters(t) : [];
  const heritage: TypeNode[] = [];
  while (t.is("extends") || t.is("implements")) {
    do {
      t.next();
      const base = readType(t);
      if (base) heritage.push(base);
    } while (t.at(P.comma));
  }
  while (!t.at(P.openBrace) && !t.at(END) && !t.at(P.semicolon) && !t.newLine) t.next();
  const members = t.at(P.openBrace) ? readObjectMembers(t) : [];
  return { ...declaration(t, kind, name, lead), typeParameters, heritage, members };
}

function readAlias(t: Tokens, { lead, block }: Place): boolean {
  const state = t.save();
  t.next();
  if (!t.at(WORD) || t.newLine) {
    t.restore(state);
    return false;
  }
  const name = readName(t);
  const typeParameters = t.at(P.less) ? readTypeParameters(t) : [];
  const type = t.take(P.equals) ? readType(t) : undefined;
  endStatement(t);
  block.declarations.push({ ...declaration(t, "type", name, lead), typeParameters, type });
  return true;
}

function readVariables(t: Tokens, { lead, block }: Place): void {
  const first = block.declarations.length;
  do {
    if (!t.at(WORD)) {
      if (isOpening(t.kind)) t.skipBalanced();
      if (t.take(P.colon)) readType(t);
      continue;
    }
    const name = readName(t);
    t.take(P.exclamation);
    const type = t.take(P.colon) ? readType(t) : undefined;
    if (t.take(P.equals)) skipValue(t);
    block.declarations.push({ ...declaration(t, "variable", name, lead), type });
  } while (t.take(P.comma));
  endStatement(t);
  const last = block.declarations.length - 1;
  const only = block.declarations[last];
  if (last === first && only) block.declarations[last] = { ...only, end: t.previousEnd };
}

function skipValue(t: Tokens): void {
  while (!t.at(P.comma) && !t.at(P.semicolon) && !t.at(P.closeBrace) && !t.at(END)) {
    if (isOpening(t.kind)) t.skipBalanced();
    else t.next();
    if (t.newLine) return;
  }
}

function readEnum(t: Tokens, lead: Lead): Declaration {
  t.next();
  const name = readName(t);
  const members = t.at(P.openBrace) ? readObjectMembers(t) : [];
  return { ...declaration(t, "enum", name, lead), members };
}

function readNamespace(t: Tokens, { lead, block, depth }: Place): boolean {
  const state = t.save();
  const isGlobal = t.is("global");
  t.next();
  const isModule = t.at(STRING);
  const named = isModule || (t.at(WORD) && !t.newLine && !isGlobal);
  if (!named && !(isGlobal && t.at(P.openBrace))) {
    t.restore(state);
    return false;
  }
  let name = "";
  if (isModule) {
    name = t.text.slice(t.start + 1, t.end - 1);
    t.next();
  } else if (!isGlobal) name = readDotted(t, readName(t));
  const kind = isGlobal ? "global" : isModule ? "module" : "namespace";
  if (!t.at(P.openBrace)) {
    endStatement(t);
    block.declarations.push(declaration(t, kind, name, lead));
    return true;
  }
  let body: Block | undefined;
  if (depth >= MAX_DEPTH) t.skipBalanced();
  else {
    t.next();
    body = readBlock(t, depth + 1);
    t.take(P.closeBrace);
  }
  block.declarations.push({ ...declaration(t, kind, name, lead), body });
  return true;
}

/** Takes the semicolon; an error before it is skipped to the end of the line. */
function endStatement(t: Tokens): void {
  if (t.take(P.semicolon) || t.newLine || t.at(P.closeBrace) || t.at(END)) return;
  skipStatement(t);
}

/** Skips to behind the next semicolon, before the next line or before a closing bracket. */
function skipStatement(t: Tokens): void {
  while (!t.at(END) && !t.at(P.closeBrace)) {
    if (t.take(P.semicolon)) return;
    if (isOpening(t.kind)) t.skipBalanced();
    else t.next();
    if (t.newLine) return;
  }
}
