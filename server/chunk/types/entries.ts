import { append, docLines, fenceSignature, isBareReference, type TextLine } from "./docText.ts";
import { SECTION_CHARACTERS } from "./parts.ts";
import type { Entity, FileNode, Part } from "./program.ts";
import type { NamedExport, PublicNames } from "./publicNames.ts";
import { type Signature, signatureOf } from "./signature.ts";
import { type Block, type Declaration, type ExportItem, type ExportName, isSignature } from "./syntax.ts";

/** Shorter comments of what no entry point reaches say nothing. */
const MIN_DOC_CHARACTERS = 20;
/** Most characters of one symbol's signature. */
const MAX_SIGNATURE = 12 * SECTION_CHARACTERS;
const LEGAL = /^.{0,160}(?:@licen[cs]e|@copyright|\bcopyright\b|\(c\) \d)/is;
const CONTAINERS: readonly Declaration["kind"][] = ["interface", "class", "enum", "type", "variable", "property"];

/** All that one symbol, or a comment about a file, says. */
export interface Entry {
  /** What the section documents. */
  readonly keys: (Part | NamedExport)[];
  readonly file: FileNode;
  readonly path: readonly string[];
  readonly symbols: readonly string[];
  readonly lines: readonly TextLine[];
  /** Whether a comment explains it; else it shows its declaration alone. */
  readonly documented: boolean;
  readonly reached: boolean;
  readonly deprecated: boolean;
  readonly internal: boolean;
}

/** Gathers the text of each symbol: its comments, then its declaration, over all overloads. */
export class Entries {
  readonly #named: ReadonlyMap<ExportName, NamedExport>;
  readonly #internal = new Map<Entity, boolean>();

  constructor(names: PublicNames) {
    this.#named = new Map(names.named.map((each) => [each.place.name, each]));
  }

  /** In the order of their lines. */
  of(file: FileNode): readonly Entry[] {
    const entries: Entry[] = [];
    const whole = fileEntry(file);
    if (whole) entries.push(whole);
    for (const item of exportsIn(file.syntax)) {
      const [only] = item.names.length === 1 ? item.names : [];
      if (item.docs.length > 0) entries.push(...this.#exportEntry(file, item, only));
      for (const name of item.names) if (name.docs.length > 0) entries.push(...this.#exportEntry(file, name, name));
    }
    for (const declaration of modulesIn(file.syntax)) {
      const entry = moduleEntry(file, declaration);
      if (entry) entries.push(entry);
    }
    for (const part of file.parts) {
      const entry = this.#symbolEntry(part);
      if (entry) entries.push(entry);
    }
    return entries.sort((a, b) => (a.lines[0]?.line ?? 0) - (b.lines[0]?.line ?? 0));
  }

  /** A comment on an export statement, or on a name in one. */
  #exportEntry(file: FileNode, { docs, start, end }: ExportItem | ExportName, name: ExportName | undefined): Entry[] {
    const lines = linesOf(file, docs);
    if (sizeOf(lines) < MIN_DOC_CHARACTERS || LEGAL.test(textOf(lines))) return [];
    const named = name && this.#named.get(name);
    const single =
      named?.path.join(".") ??
      (name?.exported === "default" || name?.exported === "export=" ? name.local : name?.exported);
    const code = file.text
      .slice(start, end)
      .trim()
      .split("\n")
      .map((text, index) => ({ text, line: file.lineAt(start) + index }));
    const entry: Entry = {
      keys: named ? [named] : [],
      file,
      path: named?.path ?? [single ?? baseName(file.path)],
      symbols: single === undefined ? [] : [single],
      lines: [...lines, ...fenceSignature(limited(code))],
      documented: true,
      reached: file.reached,
      deprecated: /@deprecated\b/.test(textOf(lines)),
      internal: false,
    };
    return [entry];
  }

  #symbolEntry(part: Part): Entry | undefined {
    const { entity, file } = part;
    const declarations = part.declarations.map((each) => each.declaration).filter((each) => each.kind !== "parameter");
    const comments = declarations.map((each) => meaningfulDocs(file, each));
    const size = comments.reduce((sum, lines) => sum + sizeOf(lines), 0);
    if (size === 0 && !(entity.reached && isTopLevel(entity))) return undefined;
    if (size > 0 && size < MIN_DOC_CHARACTERS && !entity.reached) return undefined;
    const lines = size > 0 ? documentedLines(file, declarations, comments) : signatureLines(file, declarations);
    if (lines.length === 0) return undefined;
    return {
      keys: [part],
      file,
      path: entity.path,
      symbols: [entity.path.join("."), ...entity.alsoNamed],
      lines,
      documented: size > 0,
      reached: entity.reached,
      deprecated: isDeprecated(file, declarations),
      internal: this.#isInternal(entity),
    };
  }

  #isInternal(entity: Entity): boolean {
    let internal = this.#internal.get(entity);
    if (internal === undefined) {
      internal =
        (!entity.reached && entity.name.startsWith("_")) ||
        entity.parts.some((part) =>
          part.declarations.some(({ declaration }) => isMarkedInternal(part.file, declaration)),
        ) ||
        (entity.owner !== undefined && this.#isInternal(entity.owner));
      this.#internal.set(entity, internal);
    }
    return internal;
  }
}

function isMarkedInternal(file: FileNode, declaration: Declaration): boolean {
  return declaration.isPrivate || rawDocs(file, declaration).some((text) => /@internal\b/.test(text));
}

function isDeprecated(file: FileNode, declarations: readonly Declaration[]): boolean {
  const commented = declarations.filter((each) => each.docs.length > 0);
  const isMarked = (each: Declaration) => rawDocs(file, each).some((text) => /@deprecated\b/.test(text));
  return commented.length > 0 && commented.every(isMarked);
}

function rawDocs(file: FileNode, { docs: ranges }: Declaration): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < ranges.length; at += 2) texts.push(file.text.slice(ranges[at], ranges[at + 1]));
  return texts;
}

function* exportsIn(block: Block): Generator<ExportItem> {
  yield* block.exports;
  for (const { body } of block.declarations) if (body) yield* exportsIn(body);
}

/** `declare module` and `declare global` with a comment. */
function* modulesIn(block: Block): Generator<Declaration> {
  for (const declaration of block.declarations) {
    const isModule = declaration.kind === "module" || declaration.kind === "global";
    if (isModule && declaration.docs.length > 0) yield declaration;
    if (declaration.kind === "module" && declaration.body) yield* modulesIn(declaration.body);
  }
}

function moduleEntry(file: FileNode, declaration: Declaration): Entry | undefined {
  return textEntry(file, linesOf(file, declaration.docs), declaration.name || baseName(file.path));
}

function fileEntry(file: FileNode): Entry | undefined {
  return textEntry(file, linesOf(file, file.syntax.fileDocs), baseName(file.path));
}

/** A comment that is about no symbol. */
function textEntry(file: FileNode, lines: TextLine[], title: string): Entry | undefined {
  const text = textOf(lines);
  if (text.length < MIN_DOC_CHARACTERS || LEGAL.test(text)) return undefined;
  const internal = /@internal\b/.test(text);
  return {
    keys: [],
    file,
    path: [title],
    symbols: [],
    lines,
    documented: true,
    reached: file.reached,
    deprecated: /@deprecated\b/.test(text),
    internal,
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.d\.[cm]?ts$/, "");
}

/** Whether it stands by itself, not inside a class or object type. */
function isTopLevel(entity: Entity): boolean {
  return entity.owner?.members.get(entity.name) !== entity;
}

function linesOf(file: FileNode, ranges: readonly number[]): TextLine[] {
  const lines: TextLine[] = [];
  for (let at = 0; at + 1 < ranges.length; at += 2) {
    const own = docLines(file, ranges[at] ?? 0, ranges[at + 1] ?? 0);
    const [first] = own;
    if (lines.length > 0 && first) lines.push({ text: "", line: first.line });
    append(lines, own);
  }
  return lines;
}

function meaningfulDocs(file: FileNode, declaration: Declaration): TextLine[] {
  if (declaration.docs.length === 0) return [];
  const lines = linesOf(file, declaration.docs);
  return isBareReference(lines) ? [] : lines;
}

function textOf(lines: readonly TextLine[]): string {
  return lines.map((line) => line.text).join("\n");
}

function sizeOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0);
}

/** Comment and declaration of each overload; a comment that was already there is not repeated. */
function documentedLines(
  file: FileNode,
  declarations: readonly Declaration[],
  comments: readonly (readonly TextLine[])[],
): TextLine[] {
  const lines: TextLine[] = [];
  const seen = new Set<string>();
  let code: TextLine[] = [];
  let size = 0;
  const flush = (): void => {
    if (code.length > 0) append(lines, [{ text: "", line: code[0]?.line ?? 1 }, ...fenceSignature(limited(code))]);
    code = [];
  };
  for (const [at, declaration] of declarations.entries()) {
    const comment = comments[at] ?? [];
    const text = textOf(comment);
    if (comment.length > 0 && !seen.has(text)) {
      seen.add(text);
      flush();
      if (lines.length > 0) lines.push({ text: "", line: comment[0]?.line ?? 1 });
      append(lines, comment);
      size += text.length;
    }
    if (comment.length === 0 && !saysMore(declaration)) continue;
    const signature = fitting(file, declaration, SECTION_CHARACTERS - size);
    append(code, signature.lines);
    size += sizeOf(signature.lines);
  }
  flush();
  return lines;
}

/** Whether an undocumented declaration beside documented ones of the same name is worth showing. */
function saysMore(declaration: Declaration): boolean {
  if (declaration.kind === "namespace" || isSignature(declaration)) return false;
  const isContainer = declaration.kind === "interface" || declaration.kind === "class" || declaration.kind === "enum";
  return !isContainer || declaration.members.some((member) => member.docs.length === 0 && !member.isPrivate);
}

function signatureLines(file: FileNode, declarations: readonly Declaration[]): TextLine[] {
  const code: TextLine[] = [];
  for (const declaration of declarations) {
    if (declaration.kind === "namespace" || isSignature(declaration)) continue;
    const signature = fitting(file, declaration, SECTION_CHARACTERS - sizeOf(code));
    const isEmpty = signature.members === 0 && (declaration.kind === "interface" || declaration.members.length > 0);
    if (!isEmpty) append(code, signature.lines);
  }
  return code.length > 0 ? fenceSignature(limited(code)) : [];
}

/** The declaration with all its members if that fits, else without the documented ones, which have sections of their own. */
function fitting(file: FileNode, declaration: Declaration, room: number): Signature {
  const whole = signatureOf(file, declaration, true);
  if (!CONTAINERS.includes(declaration.kind) || sizeOf(whole.lines) <= room) return whole;
  return signatureOf(file, declaration, false);
}

function limited(lines: readonly TextLine[]): readonly TextLine[] {
  let size = 0;
  const end = lines.findIndex(({ text }) => {
    size += text.length;
    return size > MAX_SIGNATURE;
  });
  return end < 0 ? lines : [...lines.slice(0, Math.max(1, end)), { text: "// …", line: lines[end]?.line ?? 1 }];
}
