import type { SearchRequest } from "../../shared/searchResponse.ts";
import type { Generation } from "../model/generation.ts";
import { type LibraryId, libraryId, libraryName } from "../model/library.ts";
import type { OpenGenerations } from "./openGenerations.ts";

/** A library at the version that a workspace uses. */
export interface UsedLibrary {
  readonly library: LibraryId;
  readonly version: string;
}

/** What is indexed. */
type Generations = Pick<OpenGenerations, "current" | "find" | "newest">;

/** Which generations a request means. */
export interface Scope {
  readonly kind: "workspace" | "store";
  /** Those that may answer. */
  readonly generations: readonly Generation[];
  /** Those whose statistics weigh the words. */
  readonly statistics: readonly Generation[];
  /** Set if only some packages of the generations were asked for. */
  readonly packages?: readonly string[];
  readonly note?: string;
}

/**
 * The libraries of the workspace; the whole store outside of one, when asked for, and for a library that the workspace does not have.
 * @param used what the workspace uses; undefined outside of a workspace
 */
export function scopeOf(request: SearchRequest, used: readonly UsedLibrary[] | undefined, open: Generations): Scope {
  const store = newestOfEach(open.current());
  const inWorkspace = used && !request.all ? generationsOf(used, open) : undefined;
  const base = inWorkspace ?? store;
  const kind = inWorkspace ? "workspace" : "store";
  const outside =
    !used && !request.all ? "No workspace with dependencies here: searched everything in the store." : undefined;
  if (!request.libraries || request.libraries.length === 0)
    return { kind, generations: base, statistics: base, ...(outside && { note: outside }) };
  const found = request.libraries.map((name) => findLibrary(libraryId(name), request.version, { base, store, open }));
  const generations = [...new Set(found.flatMap((each) => each.generations))];
  const widened = generations.some((generation) => !base.includes(generation)) || generations.length === 0;
  const whole = generations.every(({ info }) => found.some(({ library }) => library === info.library));
  const notes = [
    outside,
    ...found.map((each) => (inWorkspace || each.missing === "version" ? noteOf(each) : undefined)),
  ];
  const note = notes.filter((each) => each !== undefined).join(" ");
  return {
    kind: widened ? "store" : kind,
    generations,
    statistics: [...new Set([...(widened ? store : base), ...generations])],
    ...(!whole && { packages: found.map(({ library }) => libraryName(library)) }),
    ...(note && { note }),
  };
}

/** What was found for one name of a request. */
interface Found {
  readonly library: LibraryId;
  readonly generations: readonly Generation[];
  /** What the request or the workspace means, and is not indexed. */
  readonly missing?: "version" | "dependency";
}

/** The asked version, else what the workspace uses, else the newest in the store. */
function findLibrary(
  library: LibraryId,
  version: string | undefined,
  {
    base,
    store,
    open,
  }: { readonly base: readonly Generation[]; readonly store: readonly Generation[]; readonly open: Generations },
): Found {
  const exact = version
    ? matching(
        open.current().filter(({ info }) => info.version === version),
        library,
      )
    : [];
  if (exact.length > 0) return { library, generations: exact };
  const here = matching(base, library);
  const generations = here.length > 0 ? here : matching(store, library);
  if (version && generations.length > 0) return { library, generations, missing: "version" };
  return { library, generations, ...(here.length === 0 && { missing: "dependency" }) };
}

function noteOf({ library, generations, missing }: Found): string | undefined {
  const name = libraryName(library);
  const versions = generations.map(({ info }) => info.version).join(", ");
  if (missing === "version") return `This version of ${name} is not indexed: searched ${versions}.`;
  if (generations.length === 0) return `${name} is not indexed, neither for this workspace nor elsewhere in the store.`;
  if (missing === "dependency") return `${name} is not a dependency here: searched the whole store.`;
  return undefined;
}

/** Generations of a library, or that hold a package of that name. */
function matching(generations: readonly Generation[], library: LibraryId): Generation[] {
  const own = generations.filter(({ info }) => info.library === library);
  if (own.length > 0) return own;
  const name = libraryName(library);
  return generations.filter(({ info }) => info.packages.some((each) => each.name === name));
}

function generationsOf(used: readonly UsedLibrary[], open: Generations): Generation[] {
  const found = used.map(({ library, version }) => open.find(library, version) ?? open.newest(library));
  return [...new Set(found.filter((generation) => generation !== undefined))];
}

function newestOfEach(generations: readonly Generation[]): Generation[] {
  const newest = new Map<LibraryId, Generation>();
  for (const generation of generations)
    if ((newest.get(generation.info.library)?.id ?? -1) < generation.id)
      newest.set(generation.info.library, generation);
  return [...newest.values()];
}
