import { basename, dirname, join, relative, sep } from "node:path";
import type { Problem } from "../../shared/errors.ts";
import { errnoOf, messageOf } from "../errors.ts";
import type { PackageManager } from "../model/library.ts";
import { readNames, readTextIfThere } from "./files.ts";
import { ancestors } from "./installedPackages.ts";
import { type LockedVersions, parseLockFile } from "./lockFiles.ts";
import { LOCK_FILES, PNP_FILES } from "./manager.ts";
import { privateScopes, REGISTRY_FILES } from "./registries.ts";

/** What the files around a project say about how its dependencies are installed. Remembers what it saw: for one reading. */
export class Installation {
  readonly problems: Problem[] = [];
  readonly #homeFolder: string;
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();
  readonly #locks = new Map<string, Promise<LockedVersions | undefined>>();
  readonly #scopes = new Map<string, Promise<readonly string[]>>();

  /** @param homeFolder whose registry settings are left alone: they hold the user's credentials */
  constructor(homeFolder: string) {
    this.#homeFolder = homeFolder;
  }

  /** The lock file that governs a folder: its own or the nearest above. */
  async lockFile(folder: string): Promise<{ readonly path: string; readonly manager: PackageManager } | undefined> {
    for (const place of ancestors(folder)) {
      const names = await this.#namesIn(place);
      const found = LOCK_FILES.find(([file]) => names.has(file));
      if (found) return { path: join(place, found[0]), manager: found[1] };
      if (names.has(".git")) return undefined;
    }
    return undefined;
  }

  /** Whether the folder's dependencies are in Plug'n'Play archives. */
  async isPlugAndPlay(folder: string): Promise<boolean> {
    for (const place of ancestors(folder)) {
      const names = await this.#namesIn(place);
      if (PNP_FILES.some((file) => names.has(file))) return true;
      if (names.has(".git")) return false;
    }
    return false;
  }

  /** The version that the lock file promises. */
  async lockedVersion(folder: string, name: string, wanted: string): Promise<string | undefined> {
    const lock = await this.lockFile(folder);
    if (lock === undefined) return undefined;
    const known = this.#locks.get(lock.path) ?? this.#readLock(lock.path);
    this.#locks.set(lock.path, known);
    const inside = relative(dirname(lock.path), folder).split(sep).join("/");
    return (await known)?.versionOf(inside, name, wanted);
  }

  /** Scopes that come from another registry than the public one, for a project in this folder. */
  async privateScopes(folder: string): Promise<ReadonlySet<string>> {
    const places = ancestors(folder).filter((place) => place !== this.#homeFolder);
    const scopes = await Promise.all(places.map((place) => this.#scopesAt(place)));
    return new Set(scopes.flat());
  }

  #scopesAt(place: string): Promise<readonly string[]> {
    const known = this.#scopes.get(place) ?? this.#readScopes(place);
    this.#scopes.set(place, known);
    return known;
  }

  async #readScopes(place: string): Promise<readonly string[]> {
    const names = await this.#namesIn(place);
    const scopes: string[] = [];
    for (const file of REGISTRY_FILES.filter((candidate) => names.has(candidate))) {
      const text = await this.#readOrReport(join(place, file));
      scopes.push(...privateScopes(file, text ?? ""));
    }
    return scopes;
  }

  async #readLock(path: string): Promise<LockedVersions | undefined> {
    const file = basename(path);
    if (file === "bun.lockb") {
      this.#report(path, "is binary; `bun install --save-text-lockfile` writes one that can be read");
      return undefined;
    }
    const text = await this.#readOrReport(path);
    const lock = text === undefined ? undefined : parseLockFile(file, text);
    if (text !== undefined && lock === undefined) this.#report(path, "could not be read");
    return lock;
  }

  async #readOrReport(path: string): Promise<string | undefined> {
    try {
      return await readTextIfThere(path);
    } catch (error) {
      this.#report(path, `could not be read (${errnoOf(error) ?? messageOf(error)})`);
      return undefined;
    }
  }

  #report(path: string, what: string): void {
    this.problems.push({ code: "workspace/bad-manifest", message: `${path} ${what}`, file: path });
  }

  #namesIn(place: string): Promise<ReadonlySet<string>> {
    const known = this.#names.get(place) ?? readNames(place);
    this.#names.set(place, known);
    return known;
  }
}
