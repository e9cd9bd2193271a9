import type { InstalledPackage } from "../../model/library.ts";

/** Whose declaration an editor points to. */
export type DeclarationPlace =
  | {
      readonly kind: "library";
      readonly package: InstalledPackage /** `/` separated, inside the package. */;
      readonly file: string;
    }
  /** The project's own code, or the language's own library: nothing to say about it. */
  | { readonly kind: "silent"; readonly language: boolean }
  /** In a package that is not installed here as far as is known (an editor's own download of types): another way may find it. */
  | { readonly kind: "unknown" };

/**
 * Which installed package a declaration file belongs to.
 * @param path absolute, with either kind of separators
 * @param packages with real paths; an editor may name the same file through a link, so the last `node_modules/NAME/` of the path counts too
 */
export function declarationToPackage(path: string, packages: readonly InstalledPackage[]): DeclarationPlace {
  const file = unified(path);
  if (languageLibrary.test(file)) return { kind: "silent", language: true };
  let best: InstalledPackage | undefined;
  for (const candidate of packages)
    if (isInside(file, candidate.directory) && candidate.directory.length > (best?.directory.length ?? -1))
      best = candidate;
  const marker = file.lastIndexOf("/node_modules/");
  // A package that another one brings along inside itself is not that other one.
  if (best && marker < unified(best.directory).length)
    return { kind: "library", package: best, file: file.slice(unified(best.directory).length + 1) };
  return marker < 0 ? { kind: "silent", language: false } : throughLink(file.slice(marker + 14), file, packages);
}

/** TypeScript's `lib.dom.d.ts` and its like, wherever it is installed. */
const languageLibrary = /\/typescript[^/]*\/(?:.*\/)?lib\/lib(?:\.[\w.-]+)?\.d\.ts$|\/@typescript\/lib-[^/]+\//;

function throughLink(inside: string, file: string, packages: readonly InstalledPackage[]): DeclarationPlace {
  const named = packages.filter((candidate) => inside.startsWith(`${candidate.name}/`));
  // pnpm writes the version into the folder: `.pnpm/zod@4.6.7/node_modules/zod`.
  const exact = named.find((candidate) => file.includes(`/${candidate.name.replace("/", "+")}@${candidate.version}`));
  const found = exact ?? (named.length === 1 && !file.includes("/.pnpm/") ? named[0] : undefined);
  return found ? { kind: "library", package: found, file: inside.slice(found.name.length + 1) } : { kind: "unknown" };
}

function isInside(file: string, directory: string): boolean {
  const folder = `${unified(directory)}/`;
  // Drive letters mean a file system that ignores case.
  if (/^[a-z]:\//i.test(file)) return file.toLowerCase().startsWith(folder.toLowerCase());
  return file.startsWith(folder);
}

function unified(path: string): string {
  return path.replaceAll("\\", "/").replace(/\/+$/, "");
}
