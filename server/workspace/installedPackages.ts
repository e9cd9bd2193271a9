import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { errnoOf } from "../errors.ts";
import type { InstalledPackage } from "../model/library.ts";
import { typesPackageOf } from "../model/specifier.ts";
import { type JsonRecord, parseJsonObject, recordIn, stringIn } from "../platform/json.ts";
import { readTextIfThere } from "./files.ts";
import { isPackageName } from "./manifest.ts";
import { isPublicRegistry } from "./registries.ts";

/** A package found in a `node_modules` folder. */
export interface FoundPackage extends InstalledPackage {
  readonly manifest: JsonRecord;
  /** False where `node_modules` only links to a folder elsewhere, such as a workspace member. */
  readonly isCopied: boolean;
}

/** Looks packages up as Node does, upwards through `node_modules` folders. Remembers what it saw: for one reading. */
export class InstalledPackages {
  readonly #found = new Map<string, Promise<FoundPackage | undefined>>();
  readonly #folders = new Map<string, Promise<boolean>>();

  /** The package that code in `folder` gets by this name. */
  async find(folder: string, name: string): Promise<FoundPackage | undefined> {
    if (!isPackageName(name)) return undefined;
    for (const modules of await this.modulesFolders(folder)) {
      const found = await this.#at(join(modules, name), name);
      if (found) return found;
    }
    return undefined;
  }

  /** Existing `node_modules` folders that serve a folder, nearest first. */
  async modulesFolders(folder: string): Promise<readonly string[]> {
    const candidates = ancestors(folder)
      .filter((place) => basename(place) !== "node_modules")
      .map((place) => join(place, "node_modules"));
    const exist = await Promise.all(candidates.map((candidate) => this.#isFolder(candidate)));
    return candidates.filter((_, at) => exist[at]);
  }

  /**
   * The packages that document one: itself, then `@types/…` of it where it has no types of its own, then the `@types/…`
   * that those build on. `@types/node` is never among the latter: it is a library of its own.
   */
  async documentedBy(found: FoundPackage, folder: string, name: string): Promise<readonly InstalledPackage[]> {
    const packages: FoundPackage[] = [found];
    const isTypes = found.name.startsWith("@types/");
    // the package `node` is a binary; `@types/node` declares the built-ins
    const isTyped = isTypes || name === "node" || (await this.#hasOwnTypes(found));
    const types = isTyped ? undefined : await this.find(folder, typesPackageOf(name));
    if (types) packages.push(types);
    const declaring = isTypes ? found : types;
    for (const dependency of Object.keys(recordIn(declaring?.manifest ?? {}, "dependencies")).sort()) {
      if (!dependency.startsWith("@types/") || dependency === "@types/node") continue;
      const inner = await this.find(declaring?.directory ?? folder, dependency);
      if (inner) packages.push(inner);
    }
    const unique = new Map(packages.map((one) => [one.directory, one]));
    return [...unique.values()].map(({ name: own, version, directory }) => ({ name: own, version, directory }));
  }

  async #hasOwnTypes({ manifest, directory }: FoundPackage): Promise<boolean> {
    if (declaresTypes(manifest)) return true;
    const main = (stringIn(manifest, "main") ?? "index.js").replace(/\.([cm]?)jsx?$/, "");
    const candidates = ["index.d.ts", `${main}.d.ts`, join(main, "index.d.ts")];
    const exist = await Promise.all(candidates.map((file) => isFile(join(directory, file))));
    return exist.includes(true);
  }

  #at(place: string, name: string): Promise<FoundPackage | undefined> {
    const known = this.#found.get(place) ?? readPackage(place, name);
    this.#found.set(place, known);
    return known;
  }

  #isFolder(path: string): Promise<boolean> {
    const known = this.#folders.get(path) ?? isFolder(path);
    this.#folders.set(path, known);
    return known;
  }
}

/** A folder and all above it, nearest first. */
export function ancestors(folder: string): readonly string[] {
  const all = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) all.push(dirname(at));
  return all;
}

/** Whether an installed manifest says that the package is not for everyone. */
export function isMarkedPrivate(manifest: JsonRecord): boolean {
  const publish = recordIn(manifest, "publishConfig");
  const registry = stringIn(publish, "registry");
  return (
    manifest.private === true ||
    publish.access === "restricted" ||
    (registry !== undefined && !isPublicRegistry(registry))
  );
}

/** Whether a manifest names declaration files; files that lie there unnamed are found otherwise. */
export function declaresTypes(manifest: JsonRecord): boolean {
  if (stringIn(manifest, "types") !== undefined || stringIn(manifest, "typings") !== undefined) return true;
  return /\.d\.[cm]?ts"/.test(JSON.stringify(manifest.exports ?? null));
}

async function readPackage(place: string, name: string): Promise<FoundPackage | undefined> {
  try {
    const text = await readTextIfThere(join(place, "package.json"));
    if (text === undefined) return undefined;
    const manifest = parseJsonObject(text) ?? {};
    const directory = await realpath(place);
    const own = stringIn(manifest, "name");
    return {
      name: own !== undefined && isPackageName(own) ? own : name,
      version: stringIn(manifest, "version") ?? "0.0.0",
      directory,
      manifest,
      isCopied: directory.split(sep).includes("node_modules"),
    };
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined; // a package that may not be read is as good as not installed
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
}
