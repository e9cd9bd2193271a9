import { ERRORS, type Problem } from "../../shared/errors.ts";
import type { LibraryState, LibraryStatus } from "../../shared/protocol.ts";
import type { Generation } from "../model/generation.ts";
import { type Dependency, libraryName } from "../model/library.ts";
import type { Failure } from "../store/failures.ts";
import type { FolderOf } from "./answer.ts";

/** What is known of one library. */
export interface Known {
  readonly dependency?: Dependency;
  readonly generation?: Generation;
  readonly failure?: Failure;
  /** It is being built, or waits for it. */
  readonly activity?: "indexing" | "queued";
}

/** How a library is shown everywhere. @throws RangeError if neither dependency nor generation is known */
export function libraryStatus({ dependency, generation, failure, activity }: Known, folderOf: FolderOf): LibraryStatus {
  const library = dependency?.library ?? generation?.info.library;
  if (!library) throw new RangeError("a status needs a dependency or a generation");
  const info = generation?.info;
  const version = info?.version ?? dependency?.version;
  const differs = dependency?.version !== undefined && info !== undefined && dependency.version !== info.version;
  return {
    library,
    name: libraryName(library),
    ...(version !== undefined && { version }),
    ...(differs && dependency.version && { installedVersion: dependency.version }),
    ...(dependency && { wanted: dependency.wanted, group: dependency.group }),
    state: stateOf({ dependency, generation, failure, activity }, differs),
    description: info?.packages[0]?.description ?? "",
    sections: info?.sections ?? 0,
    passages: info?.passages ?? 0,
    symbols: info?.symbols ?? 0,
    sizeBytes: generation?.segmentBytes ?? 0,
    ...(generation && { indexedAt: generation.indexedAt }),
    packages: packagesOf(dependency, generation, folderOf),
    problems: [dependency?.problem, failure && asProblem(failure)].flatMap((problem) =>
      problem ? [{ ...problem, remedy: ERRORS[problem.code].remedy }] : [],
    ),
  };
}

function stateOf({ dependency, generation, failure, activity }: Known, differs: boolean): LibraryState {
  if (activity) return activity;
  if (dependency && dependency.state !== "installed") return dependency.state;
  if (failure) return "failed";
  if (!generation) return "queued";
  if (differs) return "outdated";
  return generation.info.sections === 0 ? "empty" : "indexed";
}

function packagesOf(
  dependency: Dependency | undefined,
  generation: Generation | undefined,
  folderOf: FolderOf,
): LibraryStatus["packages"] {
  if (generation)
    return generation.info.packages.map(({ name, version, readme }) => {
      const directory = folderOf(name, version);
      return { name, version, ...(directory && { directory }), ...(readme && { readme }) };
    });
  return dependency?.packages.map(({ name, version, directory }) => ({ name, version, directory })) ?? [];
}

function asProblem({ code, message }: Failure): Problem {
  return { code, message };
}
