import type { SymbolKind } from "../model/symbol.ts";

/** The symbol that a guide is wanted for. */
export interface WantedSymbol {
  /** Declared dotted path, e.g. `ZodString.email`. */
  readonly path: string;
  /** What texts call it: the last part of its path, or of how it is written where that is only declared under a makeshift name. */
  readonly name: string;
  /** How the code writes it, e.g. `z.string().email`. */
  readonly written: string;
  /** Plain name of its library without scope. */
  readonly library: string;
  /** Undefined for a name that is not declared. */
  readonly kind: SymbolKind | undefined;
  /** Owners of the library's other symbols of the same name. */
  readonly rivals: readonly string[];
  /** It is what the library exports under its own name. */
  readonly isMain: boolean;
  /** Whether the library declares anything of that name. */
  declares(name: string): boolean;
}
