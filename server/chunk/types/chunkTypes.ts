import type { Problem } from "../../../shared/errors.ts";
import type { PackageInfo, SourceDocument } from "../../model/document.ts";
import type { SymbolTable } from "../../model/symbol.ts";
import { scanDeclarations } from "./declarations.ts";
import { link } from "./link.ts";
import { FileNode } from "./program.ts";
import { cutSections, type TypeSection } from "./sections.ts";
import { symbolTable } from "./symbolTable.ts";
import { END, Tokens } from "./tokens.ts";

export type { TypeSection };

export interface TypeChunks {
  /** In document order, within a file by line. */
  readonly sections: readonly TypeSection[];
  /** `SymbolEntry.section` is an index into `sections`, the first part of a cut one. */
  readonly symbols: SymbolTable;
  readonly problems: readonly Problem[];
}

/**
 * Cuts the declaration files of a library into one section a documented (or exported) symbol, and links them into a symbol
 * table. Syntax errors cost what they stand in. Pure, synchronous.
 * @param documents of kind `types` only
 * @throws what `signal` was aborted with
 */
export function chunkTypes(
  documents: readonly SourceDocument[],
  packages: readonly PackageInfo[],
  signal?: AbortSignal,
): TypeChunks {
  const problems: Problem[] = [];
  const files: FileNode[] = [];
  for (const document of documents) {
    signal?.throwIfAborted();
    const syntax = scanDeclarations(document.text);
    if (isUnreadable(document.text, syntax)) {
      const message = `${document.package}/${document.file} holds no declarations that can be read`;
      problems.push({ code: "chunk/unparsable", message, file: document.file });
    }
    files.push(new FileNode(document, syntax));
  }
  const library = link(files, packages);
  signal?.throwIfAborted();
  const { sections, indices } = cutSections(library);
  signal?.throwIfAborted();
  return { sections, symbols: symbolTable(library, indices), problems };
}

/** True for a text with code in it of which nothing could be made out. */
function isUnreadable(text: string, syntax: FileNode["syntax"]): boolean {
  const { declarations, exports, imports, specifiers, references, isModule } = syntax;
  if (isModule || declarations.length + exports.length + imports.length + specifiers.length + references.length > 0)
    return false;
  return !new Tokens(text).at(END);
}
