import type { Problem } from "../../shared/errors.ts";

/** Package URL without its version: `pkg:npm/zod`, `pkg:npm/%40scope/name`. */
export type LibraryId = `pkg:${string}`;

/** @param name an npm package name, or a package URL, which is passed through */
export function libraryId(name: string): LibraryId {
  if (name.startsWith("pkg:")) return name as LibraryId;
  return `pkg:npm/${name.replace(/^@/, "%40")}`;
}

/** The plain name of a library: `pkg:npm/%40scope/name` → `@scope/name`. */
export function libraryName(id: LibraryId): string {
  return id.slice(id.indexOf("/") + 1).replace(/^%40/, "@");
}

/** A package that lies unpacked on this disk. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute real path of its folder. */
  readonly directory: string;
}

export type DependencyState = "installed" | "missing" | "local" | "unsupported";

/** One library that a workspace names in a manifest. */
export interface Dependency {
  readonly library: LibraryId;
  readonly name: string;
  /** The range as it is written in the manifest. */
  readonly wanted: string;
  readonly group: "prod" | "dev" | "peer" | "optional";
  /** Absolute path of the `package.json` that names it, and its line there, from 1. */
  readonly manifest: string;
  readonly line: number;
  readonly state: DependencyState;
  /** What is wrong with a dependency that is not `installed`, with the remedy in the error table. */
  readonly problem?: Problem;
  /** Installed or, where not installed, locked version. */
  readonly version?: string;
  /** The packages whose files document it, the library's own first, then `@types/…` of it and theirs. Empty unless `installed`. */
  readonly packages: readonly InstalledPackage[];
  /** Local, workspace or from another registry: never named to anyone outside this machine. */
  readonly private: boolean;
}

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** What a workspace folder uses, read at one moment. */
export interface WorkspaceSnapshot {
  readonly root: string;
  readonly manager: PackageManager;
  /** Sorted by name, then version; one entry for each library and version, production before development. */
  readonly dependencies: readonly Dependency[];
  readonly problems: readonly Problem[];
  /** Absolute paths of the files and folders whose change asks for a new snapshot (manifests, lock files, managers' state files). */
  readonly watch: readonly string[];
}
