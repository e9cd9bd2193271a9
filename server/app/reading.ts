import { LRUCache } from "lru-cache";
import type { SearchResult } from "../../shared/searchResponse.ts";
import { ContexterError } from "../errors.ts";
import type { Generation } from "../model/generation.ts";
import { type LibraryId, libraryId, libraryName } from "../model/library.ts";
import type { ContentsEntry, SymbolDocs, SymbolReference } from "../surfaces/engine.ts";
import { isDamage } from "./openGenerations.ts";
import type { Parts } from "./parts.ts";
import { formatSectionId, parseSectionId } from "./sectionId.ts";

const CACHED_CONTENTS = 8;

type ReadingParts = Pick<Parts, "open" | "spaces" | "index" | "model" | "answers">;

/** Reads what is asked for by name: a section, a library's contents, the docs of a symbol. */
export class Reading {
  readonly #parts: ReadingParts;
  /** By generation: a hover on a library's name asks for the whole list each time, 20 ms for 5,000 sections. */
  readonly #contents = new LRUCache<number, readonly ContentsEntry[]>({ max: CACHED_CONTENTS });

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /** As `Engine.section`. */
  async section(id: string, signal: AbortSignal): Promise<SearchResult> {
    const { open, index, spaces, answers } = this.#parts;
    await spaces.used(signal);
    const place = parseSectionId(id);
    const [generation] = place ? open.open(list(open.find(place.library, place.version))) : [];
    const section = generation && place ? index.locate(generation.id, place) : -1;
    if (!generation || section < 0) throw new ContexterError("store/section-unknown", `There is no section ${id}.`);
    const address = { generation: generation.id, section };
    const text = await open.guard(generation.id, () => index.text(address));
    return answers.ofSection(index.facts(address), text, generation);
  }

  /** As `Engine.contents`. */
  contents(library: string, version: string | undefined): readonly ContentsEntry[] {
    const generation = this.generationOf(libraryId(library), version);
    if (!generation) throw new ContexterError("store/library-unknown", `${library} is not in the store.`);
    let entries = this.#contents.get(generation.id);
    if (!entries) {
      entries = this.#list(generation);
      this.#contents.set(generation.id, entries);
    }
    return entries;
  }

  #list(generation: Generation): readonly ContentsEntry[] {
    const { index } = this.#parts;
    const { library: id, version: indexed } = generation.info;
    const name = libraryName(id);
    return Array.from({ length: index.count(generation.id) }, (_, section) => {
      const facts = index.facts({ generation: generation.id, section });
      const { headingPath, kind, package: owner, file, line } = facts;
      const title = headingPath.at(-1) ?? file;
      const sectionId = formatSectionId({ ...facts, library: id, version: indexed }, name);
      return { id: sectionId, title, headingPath, kind, package: owner, file, line };
    });
  }

  /** As `Engine.symbolDocs`. */
  async symbolDocs(reference: SymbolReference, signal: AbortSignal): Promise<SymbolDocs | undefined> {
    const generation = this.generationOf(libraryId(reference.library), reference.version);
    if (!generation) return undefined;
    const { symbolDocs } = await import("./symbolDocs.ts");
    const { open } = this.#parts;
    try {
      return await open.reading(() =>
        open.guard(generation.id, () => symbolDocs(this.#parts, generation, reference, signal)),
      );
    } catch (error) {
      if (isDamage(error)) return undefined;
      throw error;
    }
  }

  /** The given version, else the one that the workspace uses, else the newest; open. Undefined for one that is not indexed. */
  generationOf(library: LibraryId, version: string | undefined): Generation | undefined {
    const { open, spaces } = this.#parts;
    const wanted = version ?? spaces.dependency(library)?.version;
    const found = (wanted ? open.find(library, wanted) : undefined) ?? (version ? undefined : open.newest(library));
    return open.open(list(found))[0];
  }

  /** The generation that documents a package: its own library's, or one that holds it beside. */
  generationOfPackage(name: string): Generation | undefined {
    const own = this.generationOf(libraryId(name), undefined);
    if (own) return own;
    const { dependencies } = this.#parts.spaces;
    const host = dependencies.find(({ packages }) => packages.some((each) => each.name === name));
    return host && this.generationOf(host.library, host.version);
  }
}

function list<T>(item: T | undefined): T[] {
  return item === undefined ? [] : [item];
}
