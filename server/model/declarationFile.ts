const EXTENSION = /\.d\.[cm]?ts$/;
const BUILD_FOLDER = /^(?:esm?|es\d+|esm\d+|cjs|commonjs|umd|lib|module|mjs|import|require)$/;
/** `purify.cjs.d.ts` beside `purify.es.d.mts`. */
const BUILD_SUFFIX = /\.(?:esm?|cjs|umd|module)$/;

/**
 * The name that a declaration file shares with its twins of other module formats: `dist/cjs/x.d.cts` and
 * `dist/esm/x.d.ts` → `dist/x`. Where twins say the same, only one of them is indexed. Mostly a line of one is the same
 * line of the other; builds that export differently (`export =` in a namespace) shift lines, so compare the name too.
 */
export function declarationKey(file: string): string {
  const path = file.replace(EXTENSION, "").replace(BUILD_SUFFIX, "").split("/");
  return path.filter((part, at) => at === path.length - 1 || !BUILD_FOLDER.test(part)).join("/");
}

/** The folders of a path that name a module format, in order. */
export function buildFolders(file: string): readonly string[] {
  return file
    .split("/")
    .slice(0, -1)
    .filter((part) => BUILD_FOLDER.test(part));
}
