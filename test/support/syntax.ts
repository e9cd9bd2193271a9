import { type SourceLanguage, TreeSitter } from "../../server/platform/treeSitter.ts";
import type { Aliases } from "../../server/workspace/symbols/aliases.ts";
import { noAliases } from "../../server/workspace/symbols/aliases.ts";
import { analyseDocument, type DocumentAnalysis } from "../../server/workspace/symbols/document.ts";
import { isLibrarySpecifier } from "../../server/workspace/symbols/specifiers.ts";
import { assets } from "./assets.ts";

/** One for all tests of a process: the parser runtime is shared by the module. */
export const treeSitter = new TreeSitter(assets);

/** Analyses a text as an open document of a language. */
export async function analyse(
  text: string,
  languageId: SourceLanguage = "typescript",
  aliases: Aliases = noAliases,
): Promise<DocumentAnalysis> {
  const tree = (await treeSitter.parser(languageId)).parse(text);
  try {
    return analyseDocument(tree, text, (specifier) => isLibrarySpecifier(specifier, aliases));
  } finally {
    tree.delete();
  }
}
