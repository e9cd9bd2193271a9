const EXTENSION = /\.d\.[cm]?ts$/;
const BUILD_FOLDER = /(^|\/)(?:esm?|es\d+|esm\d+|esm?-?node|cjs|commonjs|module|mjs|import|require|node|browser|web)(?=\/)/g;

/**
 * The name that a declaration file shares with its twins of other module formats:
 * `dist/cjs/x.d.cts` and `dist/esm/x.d.ts` → `dist/∗/x`. Where twins say the same, only one of them is indexed,
 * with the same line numbers; so a place in one is a place in the other.
 */
export function declarationKey(file: string): string {
  return file.replace(EXTENSION, "").replace(BUILD_FOLDER, "$1∗");
}

export function isDeclarationFile(file: string): boolean {
  return EXTENSION.test(file);
}
