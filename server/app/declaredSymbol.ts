import type { SymbolEntry } from "../model/symbol.ts";

/** What is asked of a library's symbols to find a declared one; a symbol is its index, −1 for none. */
export interface DeclaredSymbols {
  symbol(index: number): SymbolEntry;
  find(path: string): number;
  named(name: string): readonly number[];
  member(owner: number, name: string): number;
  at(packageName: string, file: string, place: { readonly line: number; readonly name: string }): number;
}

/** Where an editor says that something is declared. */
export interface DeclaredPlace {
  readonly package: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Path of the symbol that an editor's declaration means.
 * @param name what stands under the cursor
 * @param resolved paths that the own resolver found in the same library, best first
 */
export function declaredPath(
  symbols: DeclaredSymbols,
  place: DeclaredPlace,
  name: string,
  resolved: readonly string[],
): string {
  const index = symbols.at(place.package, place.file, { line: place.line, name });
  if (index < 0) return resolved[0] ?? name;
  const found = symbols.symbol(index);
  // In the twin of an indexed file the lines differ: of several members of that name the resolver knows better which one is meant.
  const known = found.file === place.file ? undefined : resolved.find((path) => isIn(symbols, path, found, name));
  if (known !== undefined) return known;
  return documentedPath(symbols, named(symbols, index, name));
}

function isIn(symbols: DeclaredSymbols, path: string, { file, package: owner }: SymbolEntry, name: string): boolean {
  const index = symbols.find(path);
  if (index < 0 || lastName(path) !== name) return false;
  const entry = symbols.symbol(index);
  return entry.file === file && entry.package === owner;
}

/** What surrounds a declaration is found by its lines: the symbol of the name is in it, or the nearest one of its file. */
function named(symbols: DeclaredSymbols, index: number, name: string): number {
  const { path, package: owner, file, line } = symbols.symbol(index);
  const last = lastName(path);
  if (last === name) return index;
  // What constructs or recognises a class's instances is written with the class's name.
  if (last === "constructor" || path.endsWith("]")) {
    const whole = symbols.find(path.replace(/\.(?:constructor|\[[^[\]]*\])$/, ""));
    return whole >= 0 ? whole : index;
  }
  const member = symbols.member(index, name);
  if (member >= 0) return member;
  const distance = (each: number) => Math.abs(symbols.symbol(each).line - line);
  const inFile = symbols.named(name).filter((each) => {
    const entry = symbols.symbol(each);
    return entry.file === file && entry.package === owner;
  });
  return [...inFile].sort((a, b) => distance(a) - distance(b))[0] ?? index;
}

/** `default: { watch: typeof watch }`: the function itself is what is documented. */
function documentedPath(symbols: DeclaredSymbols, index: number): string {
  const { path } = symbols.symbol(index);
  const plain = path.replace(/^default\./, "");
  return plain !== path && symbols.find(plain) >= 0 ? plain : path;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
