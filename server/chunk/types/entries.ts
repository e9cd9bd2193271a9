import { SECTION_CHARACTERS } from "../markdown/chunkMarkdown.ts";
import { docLines, fence, isBareReference, type TextLine } from "./docText.ts";
import type { Entity, FileNode, Part } from "./program.ts";
import type { NamedExport, PublicNames } from "./publicNames.ts";
import { type Signature, signatureOf } from "./signature.ts";
import { type Declaration, type ExportItem, isSignature } from "./syntax.ts";

/** Shorter comments of what no entry point reaches say nothing. */
const MIN_DOC_CHARACTERS = 20;
/** Most characters of one symbol's signature. */
const MAX_SIGNATURE = 12 * SECTION_CHARACTERS;
const LEGAL = /@licen[cs]e|@copyright|\bcopyright\b|\(c\)/i;
const CONTAINERS: readonly Declaration["kind"][] = ["interface", "class", "enum", "type", "variable", "property"];

/** All that one symbol, or a comment about a file, says. */
export interface Entry {
  /** What the section documents. */
  readonly keys: (Part | NamedExport)[];
  readonly file: FileNode;
  readonly path: readonly string[];
  readonly symbols: readonly string[];
  readonly lines: readonly TextLine[];
  readonly reached: boolean;
  readonly deprecated: boolean;
  readonly internal: boolean;
}

/** Gathers the text of each symbol: its comments, then its declaration, over all overloads. */
export class Entries {
  readonly #named: ReadonlyMap<ExportItem, NamedExport>;
  readonly #internal = new Map<Entity, boolean>();

  constructor(names: PublicNames) {
    this.#named = new Map(names.named.map((each) => [each.place.item, each]));
  }

  /** In the order of their lines. */
  of(file: FileNode): readonly Entry[] {
    const entries: Entry[] = [];
    const whole = fileEntry(file);
    if (whole) entries.push(whole);
    for (const item of file.syntax.exports) {
      const entry = item.docs.length > 0 ? this.#exportEntry(file, item) : undefined;
      if (entry) entries.push(entry);
    }
    for (const part of file.parts) {
      const entry = this.#symbolEntry(part);
      if (entry) entries.push(entry);
    }
    return entries.sort((a, b) => (a.lines[0]?.line ?? 0) - (b.lines[0]?.line ?? 0));
  }

  #exportEntry(file: FileNode, item: ExportItem): Entry | undefined {
    const lines = docs(file, item.docs);
    const [name] = item.names;
    if (sizeOf(lines) < MIN_DOC_CHARACTERS || LEGAL.test(textOf(lines))) return undefined;
    const named = this.#named.get(item);
    const single = item.names.length === 1 && name ? (item.kind === "default" ? name.local : name.exported) : undefined;
    const statement = file.text.slice(item.start, item.end).trim();
    const code = statement.split("\n").map((text, index) => ({ text, line: file.lineAt(item.start) + index }));
    return {
      keys: named ? [named] : [],
      file,
      path: named?.path ?? [single ?? baseName(file.path)],
      symbols: single === undefined ? [] : [single],
      lines: [...lines, ...fence(limited(code))],
      reached: file.reached,
      deprecated: /@deprecated\b/.test(textOf(lines)),
      internal: false,
    };
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

function fileEntry(file: FileNode): Entry | undefined {
  const lines = docs(file, file.syntax.fileDocs);
  const text = textOf(lines);
  if (text.length < MIN_DOC_CHARACTERS || LEGAL.test(text)) return undefined;
  const internal = /@internal\b/.test(text);
  const path = [baseName(file.path)];
  return {
    keys: [],
    file,
    path,
    symbols: [],
    lines,
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

function docs(file: FileNode, ranges: readonly number[]): TextLine[] {
  const lines: TextLine[] = [];
  for (let at = 0; at + 1 < ranges.length; at += 2) {
    const own = docLines(file, ranges[at] ?? 0, ranges[at + 1] ?? 0);
    const [first] = own;
    if (lines.length > 0 && first) lines.push({ text: "", line: first.line });
    lines.push(...own);
  }
  return lines;
}

function meaningfulDocs(file: FileNode, declaration: Declaration): TextLine[] {
  if (declaration.docs.length === 0) return [];
  const lines = docs(file, declaration.docs);
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
  let room = SECTION_CHARACTERS;
  const flush = (): void => {
    if (code.length > 0) lines.push({ text: "", line: code[0]?.line ?? 1 }, ...fence(limited(code)));
    code = [];
  };
  for (const [at, declaration] of declarations.entries()) {
    const comment = comments[at] ?? [];
    const text = textOf(comment);
    if (comment.length > 0 && !seen.has(text)) {
      seen.add(text);
      flush();
      if (lines.length > 0) lines.push({ text: "", line: comment[0]?.line ?? 1 });
      lines.push(...comment);
    }
    room = SECTION_CHARACTERS - sizeOf(lines) - sizeOf(code);
    if (comment.length > 0 || saysMore(declaration)) code.push(...fitting(file, declaration, room).lines);
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
    if (!isEmpty) code.push(...signature.lines);
  }
  return code.length > 0 ? fence(limited(code)) : [];
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
