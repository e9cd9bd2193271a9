import type { Problem } from "../../shared/errors.ts";
import { messageOf } from "../errors.ts";
import type { LibraryChunks } from "../model/chunks.ts";
import type { LibraryDocuments, SourceDocument } from "../model/document.ts";
import type { Section } from "../model/section.ts";
import { chunkMarkdown } from "./markdown/chunkMarkdown.ts";
import { cutPassages } from "./passages.ts";
import { chunkTypes } from "./types/chunkTypes.ts";

/**
 * Cuts all documents of a library: prose first, then declarations, each in document order. Pure and deterministic; a document that
 * cannot be cut costs itself and is named in the problems.
 * @throws what `signal` was aborted with
 */
export function chunkLibrary(documents: LibraryDocuments, signal: AbortSignal): LibraryChunks {
  const prose: Section[] = [];
  const problems: Problem[] = [];
  for (const document of documents.documents) {
    if (document.kind === "types") continue;
    signal.throwIfAborted();
    prose.push(...chunkProse(document, problems));
  }
  const declarations = documents.documents.filter((document) => document.kind === "types");
  const types = chunkTypes(declarations, documents.packages, signal);
  // Signatures are not embedded: their vectors crowd out prose and fill a third of the disk (`docs/decisions`).
  const sections = types.sections.map(({ prose: stretches, ...section }) => ({
    ...section,
    passages: stretches.flatMap(({ start, end }) => cutPassages(section.text.slice(0, end), start)),
  }));
  return {
    sections: [...prose, ...sections],
    symbols: {
      // Declarations come behind the prose: their numbers move by as much.
      symbols: types.symbols.symbols.map((symbol) =>
        symbol.section < 0 ? symbol : { ...symbol, section: symbol.section + prose.length },
      ),
      modules: types.symbols.modules,
    },
    problems: [...problems, ...types.problems],
  };
}

function chunkProse(document: SourceDocument, problems: Problem[]): Section[] {
  try {
    return chunkMarkdown(document);
  } catch (error) {
    problems.push({
      code: "chunk/unparsable",
      message: messageOf(error),
      file: `${document.package}/${document.file}`,
    });
    return [];
  }
}
