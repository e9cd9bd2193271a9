export const SYMBOL_KINDS = [
  "function",
  "class",
  "interface",
  "type",
  "variable",
  "method",
  "property",
  "enum",
  "namespace",
] as const;
export type SymbolKind = (typeof SYMBOL_KINDS)[number];

/** One declared name of a library. References to other symbols are indices into the same table, −1 for none. */
export interface SymbolEntry {
  /** Dotted path as declared: `ZodString.email`, `readFile`, `promises.readFile`. */
  readonly path: string;
  readonly kind: SymbolKind;
  readonly package: string;
  readonly file: string;
  /** Lines of the declaration (not of its comment), from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Index of the section that documents it, −1 without. */
  readonly section: number;
  /** Symbol of what using it yields: a function's or method's return type, a variable's or property's type, an alias's target; instances of a class for `new`. */
  readonly yields: number;
  /** Class or interface whose members it also has (`extends`, and for a type alias of an intersection its parts). */
  readonly bases: readonly number[];
}

/** What a module offers: exported name → symbol index, or another module's file for `export * as name`. */
export interface ModuleExports {
  readonly package: string;
  readonly file: string;
  /** Specifiers under which it can be imported; empty for an inner module that a namespace export reaches. */
  readonly specifiers: readonly string[];
  /** Sorted by name. `default` is the default export, `export=` the CommonJS one. */
  readonly exports: readonly ModuleExport[];
}

export interface ModuleExport {
  readonly name: string;
  /** Index into `symbols`, −1 if it is a namespace. */
  readonly symbol: number;
  /** Index into `modules` of the namespace's module, −1 if it is a symbol. */
  readonly module: number;
}

/** Symbols in the order of (package, file, line, path). */
export interface SymbolTable {
  readonly symbols: readonly SymbolEntry[];
  readonly modules: readonly ModuleExports[];
}
