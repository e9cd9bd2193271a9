import type { SymbolEntry } from "../../model/symbol.ts";

/** What the resolver asks of a library's symbol table (`server/model/symbol.ts`); a symbol is its index. */
export interface SymbolLookup {
  /** Exports of the module behind a specifier; undefined if the library has no such entry point. */
  module(specifier: string): ModuleView | undefined;
  symbol(index: number): SymbolEntry;
  /** Symbol by its exact dotted path, reached ones first; −1 if there is none. */
  find(path: string): number;
  /** All symbols whose last path segment is `name`. */
  named(name: string): readonly number[];
  /** Direct member of a class, interface or namespace by name, its bases included; −1 if there is none. */
  member(owner: number, name: string): number;
}

export interface ModuleView {
  export(name: string): { readonly symbol: number } | { readonly module: ModuleView } | undefined;
}
