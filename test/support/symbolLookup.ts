import type { SymbolEntry, SymbolKind } from "../../server/model/symbol.ts";
import type { ModuleView, SymbolLookup } from "../../server/workspace/symbols/symbolLookup.ts";

/** A symbol in short: its kind, what it yields and extends by path, the file it lies in; documented unless it says otherwise. */
export interface ShortSymbol {
  readonly kind: SymbolKind;
  readonly yields?: string;
  readonly bases?: readonly string[];
  readonly file?: string;
  readonly undocumented?: true;
}

/** Exported name → path of its symbol, or the exports of a namespace. */
export interface ShortModule {
  readonly [name: string]: string | ShortModule;
}

/** A symbol table in memory, to resolve against. */
export function memoryLookup(
  symbols: Readonly<Record<string, ShortSymbol>>,
  modules: Readonly<Record<string, ShortModule>> = {},
): SymbolLookup {
  const paths = Object.keys(symbols);
  const find = (path: string) => paths.indexOf(path);
  const entries = Object.entries(symbols).map(([path, short], index): SymbolEntry => {
    const { kind, yields, bases = [], file = "index.d.ts", undocumented } = short;
    const place = { package: "lib", file, line: index + 1, endLine: index + 1, section: undocumented ? -1 : index };
    return { path, kind, ...place, yields: yields === undefined ? -1 : find(yields), bases: bases.map(find) };
  });
  const symbol = (index: number): SymbolEntry => {
    const entry = entries[index];
    if (!entry) throw new RangeError(`no symbol ${index}`);
    return entry;
  };
  const member = (owner: number, name: string): number => {
    const { path, bases } = symbol(owner);
    const own = find(`${path}.${name}`);
    return own >= 0 ? own : (bases.map((base) => member(base, name)).find((found) => found >= 0) ?? -1);
  };
  const view = (exports: ShortModule): ModuleView => ({
    export: (name) => {
      const found = Object.hasOwn(exports, name) ? exports[name] : undefined;
      if (found === undefined) return undefined;
      return typeof found === "string" ? { symbol: find(found) } : { module: view(found) };
    },
  });
  return {
    module: (specifier) => {
      const exports = modules[specifier];
      return exports && view(exports);
    },
    symbol,
    find,
    named: (name) => paths.flatMap((path, index) => (path.split(".").at(-1) === name ? [index] : [])),
    member,
  };
}
