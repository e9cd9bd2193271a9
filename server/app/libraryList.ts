import { ERRORS } from "../../shared/errors.ts";
import type { LibraryStatus, StoreStatus } from "../../shared/protocol.ts";
import type { Generation } from "../model/generation.ts";
import { type Dependency, libraryName } from "../model/library.ts";
import type { Failure } from "../store/failures.ts";
import { libraryStatus } from "./libraryStatus.ts";
import type { Parts } from "./parts.ts";

interface ListParts extends Pick<Parts, "store" | "open" | "spaces" | "model"> {
  /** What happens to a dependency right now. */
  activity(name: string): "indexing" | "queued" | undefined;
}

/** As `Engine.libraries`; with `named` only those of that name. */
export async function listLibraries(
  parts: ListParts,
  { all, named }: { readonly all: boolean; readonly named?: string },
): Promise<readonly LibraryStatus[]> {
  const { open, spaces, store } = parts;
  const snapshots = spaces.roots.length > 0 ? await spaces.snapshots(new AbortController().signal) : [];
  // Each look into the store asks the disk whether it has changed: once is enough here.
  const stored = { generations: open.current(), failures: store.reader.failures() };
  const isWanted = (name: string) => named === undefined || name === named;
  const used = snapshots
    .flatMap(({ dependencies }) => dependencies)
    .filter(({ library }) => isWanted(libraryName(library)))
    .map((dependency) => statusOf(parts, dependency, stored));
  const shown = new Set(used.map(({ library, version }) => `${library}@${version}`));
  const others = stored.generations.filter(
    ({ info }) => all && isWanted(libraryName(info.library)) && !shown.has(`${info.library}@${info.version}`),
  );
  const folderOf = spaces.folderOf.bind(spaces);
  return [...used, ...others.map((generation) => libraryStatus({ generation }, folderOf))].sort(byName);
}

function statusOf(
  { spaces, activity }: ListParts,
  dependency: Dependency,
  { generations, failures }: { readonly generations: readonly Generation[]; readonly failures: readonly Failure[] },
): LibraryStatus {
  const { library, name, version = "" } = dependency;
  const own = generations.filter(({ info }) => info.library === library);
  const generation = own.find(({ info }) => info.version === version) ?? own.sort((a, b) => b.id - a.id)[0];
  const failure = failures.find((each) => each.library === library && each.version === version);
  const active = activity(name);
  return libraryStatus(
    { dependency, ...(generation && { generation }), ...(failure && { failure }), ...(active && { activity: active }) },
    spaces.folderOf.bind(spaces),
  );
}

function byName(a: LibraryStatus, b: LibraryStatus): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** As `Engine.status`. */
export function storeStatus({ store, open, model }: Omit<ListParts, "activity">, workers: number): StoreStatus {
  const generations = open.current();
  const sum = (of: (generation: Generation) => number) => generations.reduce((total, each) => total + of(each), 0);
  return {
    dataDir: store.reader.dataDir,
    readOnly: !store.writable,
    schema: store.reader.schema,
    libraries: generations.length,
    sections: sum(({ info }) => info.sections),
    passages: sum(({ info }) => info.passages),
    segmentBytes: sum(({ segmentBytes }) => segmentBytes),
    rawBytes: sum(({ info }) => info.rawBytes),
    model: model.id,
    workers,
    problems: [...store.problems, ...open.problems].map((each) => ({ ...each, remedy: ERRORS[each.code].remedy })),
  };
}
