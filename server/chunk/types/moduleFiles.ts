import { declarationKey } from "../../model/declarationFile.ts";
import type { PackageInfo } from "../../model/document.ts";
import type { FileNode } from "./program.ts";

const ENDINGS = [".d.ts", ".d.mts", ".d.cts"];

/** Finds the declaration file behind a specifier. */
export class ModuleFiles {
  readonly #files = new Map<string, FileNode>();
  /** One file for each key that twins of other module formats share: not all twins are kept. */
  readonly #twins = new Map<string, FileNode>();
  readonly #specifiers = new Map<string, FileNode>();
  readonly #packages: readonly string[];

  constructor(files: readonly FileNode[], packages: readonly PackageInfo[]) {
    for (const file of files) {
      this.#files.set(`${file.package}\n${file.path}`, file);
      const key = `${file.package}\n${declarationKey(file.path)}`;
      if (!this.#twins.has(key)) this.#twins.set(key, file);
    }
    for (const info of packages)
      for (const entry of info.entryPoints) {
        const file = this.at(info.name, entry.file);
        if (file && !this.#specifiers.has(entry.specifier)) this.#specifiers.set(entry.specifier, file);
      }
    this.#packages = packages.map((info) => info.name);
  }

  at(packageName: string, path: string): FileNode | undefined {
    return this.#files.get(`${packageName}\n${path}`);
  }

  /** @param specifier as written in an import of `from` */
  resolve(from: FileNode, specifier: string): FileNode | undefined {
    if (specifier.startsWith(".")) return this.#inside(from.package, join(folderOf(from.path), specifier), from.path);
    const found = this.#specifiers.get(specifier);
    if (found) return found;
    for (const name of this.#packages)
      if (specifier.startsWith(`${name}/`)) return this.#inside(name, specifier.slice(name.length + 1), "");
    return undefined;
  }

  /** The main declarations of a package that `/// <reference types="x" />` names. */
  typesOf(name: string): FileNode | undefined {
    return this.#specifiers.get(name) ?? this.#specifiers.get(`@types/${name}`);
  }

  #inside(packageName: string, path: string, importer: string): FileNode | undefined {
    for (const candidate of candidates(path, importer)) {
      const file = this.at(packageName, candidate);
      if (file) return file;
    }
    for (const candidate of candidates(path, importer)) {
      const twin = this.#twins.get(`${packageName}\n${declarationKey(candidate)}`);
      if (twin) return twin;
    }
    return undefined;
  }
}

function candidates(path: string, importer: string): readonly string[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [path];
  const [, stem, kind] = /^(.*)\.([cm]?)[jt]sx?$/.exec(path) ?? [];
  const own = ENDINGS.filter((ending) => importer.endsWith(ending));
  const endings = [...own, ...ENDINGS.filter((ending) => !own.includes(ending))];
  const folder = path === "" ? "" : `${path}/`;
  const bare = [...endings.map((ending) => path + ending), ...endings.map((ending) => `${folder}index${ending}`)];
  if (stem === undefined) return bare;
  return [`${stem}.d.${kind}ts`, ...endings.map((ending) => stem + ending), ...bare];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function join(folder: string, relative: string): string {
  const joined: string[] = [];
  for (const part of `${folder}/${relative}`.split("/")) {
    if (part === "..") joined.pop();
    else if (part !== "" && part !== ".") joined.push(part);
  }
  return joined.join("/");
}
