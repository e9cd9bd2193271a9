import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Settings } from "../../shared/settings.ts";
import { errnoOf } from "../errors.ts";
import type { Dependency, InstalledPackage, LibraryId, WorkspaceSnapshot } from "../model/library.ts";
import type { Disposable } from "../platform/disposable.ts";
import { parseJsonObject } from "../platform/json.ts";
import type { StoreReader } from "../store/store.ts";
import { readWorkspace } from "../workspace/readWorkspace.ts";
import { watchWorkspace } from "../workspace/watchWorkspace.ts";
import type { UsedLibrary } from "./scope.ts";

/** The workspace folders in scope, with what they use. Snapshots are read when first needed and again when told to. */
export class Workspaces implements Disposable {
  readonly roots: readonly string[];
  readonly #settings: () => Settings;
  readonly #store: StoreReader;
  #snapshots: readonly WorkspaceSnapshot[] | undefined;
  readonly #folders = new Map<string, string | undefined>();
  #reading: Promise<readonly WorkspaceSnapshot[]> | undefined;
  #watch: { readonly paths: readonly string[]; readonly watcher: Disposable } | undefined;
  #onChange: (() => void) | undefined;

  constructor(roots: readonly string[], settings: () => Settings, store: StoreReader) {
    this.roots = roots.map((root) => resolve(root));
    this.#settings = settings;
    this.#store = store;
  }

  /** Reads all folders anew. */
  async read(signal: AbortSignal): Promise<readonly WorkspaceSnapshot[]> {
    const reading = this.#read(signal);
    this.#reading = reading;
    this.#snapshots = await reading;
    this.#rewatch(this.#snapshots);
    return this.#snapshots;
  }

  /** What was read last, or is being read. */
  async snapshots(signal: AbortSignal): Promise<readonly WorkspaceSnapshot[]> {
    const known = this.#snapshots ?? (await this.#reading?.catch(() => undefined));
    return known ?? this.read(signal);
  }

  async #read(signal: AbortSignal): Promise<readonly WorkspaceSnapshot[]> {
    const settings = this.#settings();
    const options = {
      exclude: settings["contexter.workspace.exclude"],
      devDependencies: settings["contexter.workspace.devDependencies"],
    };
    const snapshots: WorkspaceSnapshot[] = [];
    for (const root of this.roots) snapshots.push(await readWorkspace(root, options, signal));
    return snapshots;
  }

  /** All dependencies, production before development; empty before the first reading. */
  get dependencies(): readonly Dependency[] {
    return this.#snapshots?.flatMap(({ dependencies }) => dependencies) ?? [];
  }

  /**
   * What the workspaces use. From the last snapshot, else from what the last index run noted, which a cold search in a terminal has
   * without reading a manifest; else read now. Undefined without any workspace.
   */
  async used(signal: AbortSignal): Promise<readonly UsedLibrary[] | undefined> {
    if (this.roots.length === 0) return undefined;
    if (!this.#snapshots) {
      const noted = this.roots.map((root) => this.#store.uses(root));
      if (noted.every((uses) => uses.length > 0)) return noted.flat();
    }
    const snapshots = await this.snapshots(signal);
    if (snapshots.every(({ dependencies }) => dependencies.length === 0)) return undefined;
    return snapshots.flatMap(({ dependencies }) => dependencies.flatMap(asUsed));
  }

  /** Where a package lies that some workspace has installed. */
  folderOf(packageName: string, version: string): string | undefined {
    if (!this.#snapshots) return this.#folderInRoots(packageName, version);
    return this.installed().find((each) => each.name === packageName && each.version === version)?.directory;
  }

  /** Without a snapshot, as in a cold search: the place where a package manager puts a direct dependency. */
  #folderInRoots(packageName: string, version: string): string | undefined {
    const key = `${packageName}@${version}`;
    if (!this.#folders.has(key)) {
      const folders = this.roots.map((root) => join(root, "node_modules", packageName));
      this.#folders.set(
        key,
        folders.find((folder) => installedVersion(folder) === version),
      );
    }
    return this.#folders.get(key);
  }

  installed(): readonly InstalledPackage[] {
    return this.dependencies.flatMap(({ packages }) => packages);
  }

  dependency(library: LibraryId): Dependency | undefined {
    return this.dependencies.find((each) => each.library === library);
  }

  /** Calls back when manifests, lock files or installed packages change, from the first reading on. */
  watch(onChange: () => void): void {
    this.#onChange = onChange;
    if (this.#snapshots) this.#rewatch(this.#snapshots);
  }

  dispose(): void {
    this.#onChange = undefined;
    this.#watch?.watcher.dispose();
  }

  /** A new reading may name other files to watch, such as those of a `node_modules` that was not there before. */
  #rewatch(snapshots: readonly WorkspaceSnapshot[]): void {
    const onChange = this.#onChange;
    const paths = snapshots.flatMap(({ watch }) => watch);
    const before = this.#watch;
    if (!onChange || before?.paths.join("\n") === paths.join("\n")) return;
    this.#watch = { paths, watcher: watchWorkspace(paths, onChange) };
    if (!before) return;
    before.watcher.dispose();
    onChange(); // for what the old watcher had seen and not told yet
  }
}

function asUsed({ library, version }: Dependency): UsedLibrary[] {
  return version ? [{ library, version }] : [];
}

/** Version of the package in a folder; undefined if there is none. */
function installedVersion(folder: string): string | undefined {
  try {
    const { version } = parseJsonObject(readFileSync(join(folder, "package.json"), "utf8")) ?? {};
    return typeof version === "string" ? version : undefined;
  } catch (error) {
    if (errnoOf(error)) return undefined;
    throw error;
  }
}
