import type { SearchRequest } from "../../shared/searchResponse.ts";
import type { Generation } from "../model/generation.ts";
import { type LibraryId, libraryId, libraryName } from "../model/library.ts";
import type { OpenGenerations } from "./openGenerations.ts";

/** A library at the version that a workspace uses. */
export interface UsedLibrary {
  readonly library: LibraryId;
  readonly version: string;
}

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
export function scopeOf(
  request: SearchRequest,
  used: readonly UsedLibrary[] | undefined,
  open: OpenGenerations,
): Scope {
  const store = newestOfEach(open.current());
  const inWorkspace = used && !request.all ? generationsOf(used, open) : undefined;
  const base = inWorkspace ?? store;
  const kind = inWorkspace ? "workspace" : "store";
  const outside = !used && !request.all ? "No workspace here: searched everything in the store." : undefined;
  if (!request.libraries || request.libraries.length === 0)
    return { kind, generations: base, statistics: base, ...(outside && { note: outside }) };
  const wanted = request.libraries.map(libraryId);
  const candidates = request.version ? open.current().filter(({ info }) => info.version === request.version) : base;
  const here = matching(candidates, wanted);
  if (here.length > 0) return filtered(kind, here, base, wanted, outside);
  const elsewhere = matching(request.version ? candidates : store, wanted);
  const note = inWorkspace ? `${names(wanted)} is not a dependency here: searched the whole store.` : outside;
  return filtered("store", elsewhere, store, wanted, note);
}

function filtered(
  kind: Scope["kind"],
  found: readonly Generation[],
  statistics: readonly Generation[],
  wanted: readonly LibraryId[],
  note?: string,
): Scope {
  const whole = found.every(({ info }) => wanted.includes(info.library));
  const all = [...new Set([...statistics, ...found])];
  return {
    kind,
    generations: found,
    statistics: all,
    ...(!whole && { packages: wanted.map(libraryName) }),
    ...(note && { note }),
  };
}

/** Generations of the libraries, or that hold a package of that name. */
function matching(generations: readonly Generation[], wanted: readonly LibraryId[]): Generation[] {
  const own = generations.filter(({ info }) => wanted.includes(info.library));
  if (own.length > 0) return own;
  const packages = wanted.map(libraryName);
  return generations.filter(({ info }) => info.packages.some(({ name }) => packages.includes(name)));
}

function generationsOf(used: readonly UsedLibrary[], open: OpenGenerations): Generation[] {
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

function names(libraries: readonly LibraryId[]): string {
  return libraries.map(libraryName).join(", ");
}
