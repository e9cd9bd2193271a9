import { packageNameOf } from "../../model/specifier.ts";
import { type Aliases, matchesAlias } from "./aliases.ts";

/** Whether a specifier names a package or a module of Node: not a path, a URL, a name inside the package (`#x`) or an alias. */
export function isLibrarySpecifier(specifier: string, aliases: Aliases): boolean {
  const named = packageNameOf(specifier);
  return named !== undefined && (named.builtin || !matchesAlias(specifier, aliases));
}

/** Whether a specifier is one of Node's own modules, with `node:` or without. */
export function isBuiltin(specifier: string): boolean {
  return packageNameOf(specifier)?.builtin ?? false;
}
