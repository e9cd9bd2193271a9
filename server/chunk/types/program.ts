import type { Audience, SourceDocument } from "../../model/document.ts";
import type { Declaration, DeclarationFile, DeclarationKind, ExportItem, ExportName, ImportBinding } from "./syntax.ts";

/** A declaration file with all that it declares. */
export class FileNode {
  readonly package: string;
  readonly path: string;
  readonly text: string;
  readonly audience: Audience | undefined;
  readonly syntax: DeclarationFile;
  /** In the order in which they were first declared. */
  readonly parts: Part[] = [];
  /** Whether an entry point leads here through imports, exports or references. */
  reached = false;
  #lineStarts: number[] | undefined;

  constructor(document: SourceDocument, syntax: DeclarationFile) {
    this.package = document.package;
    this.path = document.file;
    this.text = document.text;
    this.audience = document.audience;
    this.syntax = syntax;
  }

  /** Line of an offset, from 1. */
  lineAt(offset: number): number {
    this.#lineStarts ??= lineStarts(this.text);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Names of a module, of a namespace or of the global scope; several files may add to one. */
export class NameTable {
  readonly names = new Map<string, Entity>();
  readonly exports: { readonly item: ExportItem; readonly scope: Scope }[] = [];
  /** Of a namespace. */
  readonly owner: Entity | undefined;
  defaultExport: Entity | undefined;
  #index: Map<string, ExportPlace> | undefined;

  constructor(owner?: Entity) {
    this.owner = owner;
  }

  /** Names that export statements give, `export *` left out. */
  get exportedNames(): ReadonlyMap<string, ExportPlace> {
    if (!this.#index) {
      this.#index = new Map();
      for (const { item, scope } of this.exports)
        for (const name of item.names)
          if (!this.#index.has(name.exported)) this.#index.set(name.exported, { item, name, scope });
    }
    return this.#index;
  }
}

/** Where an export statement gives a name. */
export interface ExportPlace {
  readonly item: ExportItem;
  readonly name: ExportName;
  readonly scope: Scope;
}

/** What a stretch of a file sees: its own table, its imports, then what is around it. */
export interface Scope {
  readonly file: FileNode;
  readonly table: NameTable;
  readonly imports: ReadonlyMap<string, ImportBinding>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly parent: Scope | undefined;
}

/** A file that imports or exports, or a `declare module "x"`. */
export class Module {
  /** First file that declares it. */
  readonly file: FileNode;
  readonly table: NameTable;
  /** Name of an ambient module. */
  readonly ambientName: string | undefined;
  /** A foreign module that the library only adds to. */
  readonly foreign: boolean;
  /** Names under which entry points offer it. */
  readonly specifiers: string[] = [];
  /** Exports that were looked up. */
  readonly resolved = new Map<string, Target | undefined>();

  constructor(file: FileNode, table: NameTable, ambientName?: string, foreign = false) {
    this.file = file;
    this.table = table;
    this.ambientName = ambientName;
    this.foreign = foreign;
  }
}

export type Target = Entity | Module;

/** All that one file says about an entity. */
export interface Part {
  readonly entity: Entity;
  readonly file: FileNode;
  readonly declarations: PlacedDeclaration[];
}

export interface PlacedDeclaration {
  readonly declaration: Declaration;
  readonly scope: Scope;
}

const KIND_BITS: Readonly<Record<DeclarationKind, number>> = {
  function: 1,
  class: 2,
  interface: 4,
  type: 8,
  variable: 16,
  enum: 32,
  namespace: 64,
  module: 128,
  global: 256,
  method: 512,
  property: 1024,
  constructor: 2048,
  call: 4096,
  construct: 8192,
  parameter: 16384,
};
const NO_MEMBERS: ReadonlyMap<string, Entity> = new Map();

/** One name with all its declarations: overloads, merged interfaces, a function and its namespace. */
export class Entity {
  readonly name: string;
  readonly owner: Entity | undefined;
  /** One for each file. */
  readonly parts: Part[] = [];
  body: NameTable | undefined;
  exported = false;
  reached = false;
  /** Dotted path under which an entry point offers it, where that is not its own name. */
  publicPath: readonly string[] | undefined;
  /** Further names under which entry points offer it. */
  alsoNamed: readonly string[] = [];
  yields: Target | undefined | "pending" = "pending";
  bases: readonly Entity[] | "pending" = "pending";
  #kinds = 0;
  #members: Map<string, Entity> | undefined;

  constructor(name: string, owner: Entity | undefined) {
    this.name = name;
    this.owner = owner;
  }

  /** Own members of a class, interface, enum or object type. */
  get members(): ReadonlyMap<string, Entity> {
    return this.#members ?? NO_MEMBERS;
  }

  get path(): readonly string[] {
    return this.publicPath ?? (this.owner ? [...this.owner.path, this.name] : [this.name]);
  }

  get declarations(): readonly PlacedDeclaration[] {
    const [first] = this.parts;
    return first && this.parts.length === 1 ? first.declarations : this.parts.flatMap((part) => part.declarations);
  }

  is(...kinds: readonly DeclarationKind[]): boolean {
    return kinds.some((kind) => (this.#kinds & KIND_BITS[kind]) !== 0);
  }

  add(declaration: Declaration, scope: Scope): void {
    const { file } = scope;
    this.#kinds |= KIND_BITS[declaration.kind];
    let part = this.parts.findLast((each) => each.file === file);
    if (!part) {
      part = { entity: this, file, declarations: [] };
      this.parts.push(part);
      file.parts.push(part);
    }
    part.declarations.push({ declaration, scope });
  }

  /** The member of this name, new where there is none. */
  member(name: string): Entity {
    this.#members ??= new Map();
    let member = this.#members.get(name);
    if (!member) {
      member = new Entity(name, this);
      this.#members.set(name, member);
    }
    return member;
  }
}
