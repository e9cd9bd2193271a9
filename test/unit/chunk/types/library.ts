import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chunkTypes, type TypeChunks, type TypeSection } from "../../../../server/chunk/types/chunkTypes.ts";
import type { EntryPoint, PackageInfo, SourceDocument } from "../../../../server/model/document.ts";
import type { SymbolEntry } from "../../../../server/model/symbol.ts";

export type Files = Readonly<Record<string, string>>;

/** A library of one package `lib`; its entry point is `index.d.ts` unless others are given as specifier → file. */
export function chunkFiles(
  files: Files | string,
  entries: Readonly<Record<string, string>> = { lib: "index.d.ts" },
): Chunked {
  const texts = typeof files === "string" ? { "index.d.ts": files } : files;
  const documents = Object.entries(texts).map(([file, text]) => types("lib", file, text));
  return new Chunked(chunkTypes(documents, [info("lib", entries)]));
}

export function types(packageName: string, file: string, text: string): SourceDocument {
  return { package: packageName, file, kind: "types", text };
}

export function info(name: string, entries: Readonly<Record<string, string>>): PackageInfo {
  const entryPoints = Object.entries(entries).map(([specifier, file]): EntryPoint => ({ specifier, file }));
  return { name, version: "1.0.0", description: "", dependencies: [], entryPoints };
}

/** The declaration files of a package in the project's own node_modules. */
export function installed(name: string): readonly SourceDocument[] {
  const root = new URL(`../../../../node_modules/${name}/`, import.meta.url).pathname;
  assert.ok(existsSync(root), `${name} is not installed`);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.d\.[cm]?ts$/.test(file));
  return files.sort().map((file) => types(name, file.replaceAll("\\", "/"), readFileSync(join(root, file), "utf8")));
}

/** What a library was cut into, asked the way its readers ask. */
export class Chunked {
  readonly chunks: TypeChunks;

  constructor(chunks: TypeChunks) {
    this.chunks = chunks;
  }

  get anchors(): readonly string[] {
    return this.chunks.sections.map((section) => section.anchor);
  }

  get paths(): readonly string[] {
    return this.chunks.symbols.symbols.map((symbol) => symbol.path);
  }

  section(anchor: string): TypeSection {
    const found = this.chunks.sections.find((section) => section.anchor === anchor);
    assert.ok(found, `no section ${anchor}, only ${this.anchors.join(", ")}`);
    return found;
  }

  symbol(path: string, file?: string): SymbolEntry {
    const found = this.chunks.symbols.symbols.find((each) => each.path === path && (!file || each.file === file));
    assert.ok(found, `no symbol ${path}`);
    return found;
  }

  /** Path of what a symbol yields, empty without. */
  yields(path: string, file?: string): string {
    return this.chunks.symbols.symbols[this.symbol(path, file).yields]?.path ?? "";
  }

  bases(path: string): readonly string[] {
    return this.symbol(path).bases.map((index) => this.chunks.symbols.symbols[index]?.path ?? "");
  }

  /** Exported names of a module, each with the path of its symbol, or the file of the module that a namespace is. */
  exports(specifier: string): Readonly<Record<string, string>> {
    const { modules, symbols } = this.chunks.symbols;
    const found = modules.find((module) => module.specifiers.includes(specifier));
    assert.ok(found, `no module ${specifier}`);
    return Object.fromEntries(
      found.exports.map((each) => [each.name, symbols[each.symbol]?.path ?? modules[each.module]?.file ?? ""]),
    );
  }

  /** The symbol at the end of a chain: an exported name, then members as the language would find them. */
  chain(specifier: string, ...names: readonly string[]): SymbolEntry | undefined {
    const [first = "", ...rest] = names;
    const { modules, symbols } = this.chunks.symbols;
    const offered = modules.find((module) => module.specifiers.includes(specifier))?.exports;
    let at = offered?.find((each) => each.name === first)?.symbol ?? -1;
    for (const name of rest) at = this.#member(at, name, new Set());
    return symbols[at];
  }

  #member(owner: number, name: string, seen: Set<number>): number {
    const { symbols } = this.chunks.symbols;
    const symbol = symbols[owner];
    if (!symbol || seen.has(owner)) return -1;
    seen.add(owner);
    const own = symbols.findIndex(
      (each) => each.package === symbol.package && each.file === symbol.file && each.path === `${symbol.path}.${name}`,
    );
    if (own >= 0) return own;
    for (const next of [...symbol.bases, symbol.yields]) {
      const found = this.#member(next, name, seen);
      if (found >= 0) return found;
    }
    return -1;
  }
}
