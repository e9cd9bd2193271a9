import { builtinModules } from "node:module";

/** The package that an import specifier names. */
export interface PackageReference {
  /** npm name; `@types/node` for the built-ins. */
  readonly name: string;
  readonly builtin: boolean;
}

/** npm's own characters, and the capitals of old names; a scope is never empty, so `@/components` is an alias. */
const PACKAGE = /^((?:@[\w~-][\w.~-]*\/)?\w[\w.~-]*)(?:\/.*)?$/;
const BUILTINS: ReadonlySet<string> = new Set(builtinModules.filter((name) => !name.startsWith("_")));

/**
 * The package of an import specifier: `zod/mini` → `zod`, `@a/b/c` → `@a/b`, `node:fs` → `@types/node`.
 * A bare built-in name (`fs`) is the built-in, with a slash at its end (`punycode/`) the package.
 * @returns undefined for relative and absolute paths, `#imports`, URLs and what cannot be a package name
 */
export function packageNameOf(specifier: string): PackageReference | undefined {
  const plain = specifier.replace(/^npm:\/?/, "").replace(/\?.*$/, "");
  if (plain.startsWith("node:")) return { name: "@types/node", builtin: true };
  const name = PACKAGE.exec(plain)?.[1];
  if (name === undefined) return versionedName(specifier, plain);
  return BUILTINS.has(plain) ? { name: "@types/node", builtin: true } : { name, builtin: false };
}

/** `npm:zod@4/mini`, as Deno writes it. */
function versionedName(specifier: string, plain: string): PackageReference | undefined {
  if (!specifier.startsWith("npm:")) return undefined;
  const name = /^((?:@[\w~-][\w.~-]*\/)?\w[\w.~-]*)@[^/]+(?:\/.*)?$/.exec(plain)?.[1];
  return name === undefined ? undefined : { name, builtin: false };
}

/** The package that declares the types of one that has none: `@scope/name` → `@types/scope__name`. */
export function typesPackageOf(name: string): string {
  const scoped = /^@([^/]+)\/(.+)$/.exec(name);
  return scoped ? `@types/${scoped[1]}__${scoped[2]}` : `@types/${name}`;
}

/** The name that code imports: `@types/scope__name` → `@scope/name`, any other name is its own. */
export function importedNameOf(packageName: string): string {
  const typed = /^@types\/(.+)$/.exec(packageName)?.[1];
  if (typed === undefined) return packageName;
  const scoped = /^(.+?)__(.+)$/.exec(typed);
  return scoped ? `@${scoped[1]}/${scoped[2]}` : typed;
}
