import { lastName, ownerOf } from "../../server/search/symbolWords.ts";
import type { WantedSymbol } from "../../server/search/wantedSymbol.ts";

/** A symbol to find a guide for: a property of the library `acme` unless said otherwise. */
export function wanted(path: string, rest: Partial<WantedSymbol> = {}): WantedSymbol {
  const library = rest.library ?? "acme";
  return {
    path,
    name: lastName(path),
    written: path,
    library,
    kind: ownerOf(path) === "" ? "function" : "property",
    rivals: [],
    isMain: path === library,
    declares: (name) => /^[a-z]+[A-Z]|[A-Z][a-z]+[A-Z]/.test(name),
    ...rest,
  };
}
