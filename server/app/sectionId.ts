import { type LibraryId, libraryId, libraryName } from "../model/library.ts";

/** The parts of a section's public id. */
export interface SectionId {
  readonly library: LibraryId;
  readonly version: string;
  readonly package: string;
  readonly file: string;
  readonly anchor: string;
}

/**
 * `pkg:npm/zod@4.1.0/README.md#basic-usage`; a file of another package carries its name, as in
 * `pkg:npm/express@5.1.0/@types/express:index.d.ts#Request`.
 */
export function formatSectionId(id: SectionId, libraryName: string): string {
  const file = id.package === libraryName ? id.file : `${id.package}:${id.file}`;
  return `${id.library}@${id.version}/${file}#${id.anchor}`;
}

const FORM = /^(pkg:[a-z]+\/[^@]+?)@([^/]+)\/(?:((?:@[^/:]+\/)?[^/:]+):)?([^#]+)#(.*)$/s;

/** @returns undefined for what has not the form of an id; a plain library name in front is accepted */
export function parseSectionId(text: string): SectionId | undefined {
  const match = FORM.exec(libraryId(text));
  if (!match) return undefined;
  const [, library = "", version = "", packageName, file = "", anchor = ""] = match;
  const id = libraryId(library);
  return { library: id, version, package: packageName ?? libraryName(id), file, anchor };
}
