import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Declaration } from "../../shared/protocol.ts";
import type { SymbolIndex } from "../index/symbols.ts";
import type { Generation } from "../model/generation.ts";
import { libraryName } from "../model/library.ts";
import { packageNameOf } from "../model/specifier.ts";
import type { Assets } from "../platform/assets.ts";
import { isSourceLanguage, TreeSitter } from "../platform/treeSitter.ts";
import type { Resolved } from "../surfaces/engine.ts";
import { dependencyAt } from "../workspace/dependencyAt.ts";
import { type Aliases, noAliases } from "../workspace/symbols/aliases.ts";
import { languageOwn } from "../workspace/symbols/byName.ts";
import type { ChainReference } from "../workspace/symbols/chain.ts";
import { declarationToPackage } from "../workspace/symbols/declaration.ts";
import { analyseDocument, type DocumentAnalysis } from "../workspace/symbols/document.ts";
import { LineIndex, type Position } from "../workspace/symbols/position.ts";
import { readAliases } from "../workspace/symbols/readAliases.ts";
import { resolveChain } from "../workspace/symbols/resolveChain.ts";
import { isLibrarySpecifier } from "../workspace/symbols/specifiers.ts";
import { wordAt } from "../workspace/symbols/word.ts";
import { declaredPath } from "./declaredSymbol.ts";
import type { Workspaces } from "./workspaces.ts";

type ResolvedSymbol = Extract<Resolved, { readonly kind: "symbol" }>;

interface OpenDocument {
  readonly languageId: string;
  readonly text: string;
  /** Of this text; made when first asked. */
  analysis?: Promise<DocumentAnalysis | undefined>;
}

export interface DocumentPorts {
  readonly assets: Assets;
  readonly workspaces: Workspaces;
  /** The generation that documents a package, by its plain name. */
  generationOf(packageName: string): Generation | undefined;
  symbols(generation: Generation): SymbolIndex;
}

/** The editor's open documents, and what stands at their positions. */
export class OpenDocuments {
  readonly #ports: DocumentPorts;
  readonly #treeSitter: TreeSitter;
  readonly #documents = new Map<string, OpenDocument>();
  readonly #aliases = new Map<string, Promise<Aliases>>();

  constructor(ports: DocumentPorts) {
    this.#ports = ports;
    this.#treeSitter = new TreeSitter(ports.assets);
  }

  set(uri: string, languageId: string, text: string | undefined): void {
    if (text === undefined) this.#documents.delete(uri);
    else this.#documents.set(uri, { languageId, text });
    // Path aliases may stand in the file that has just changed.
    if (/(?:tsconfig|jsconfig|package)[^/]*\.json$/.test(uri)) this.#aliases.clear();
  }

  wordAt(uri: string, position: Position): string | undefined {
    const document = this.#documents.get(uri);
    return document && wordAt(document.text, position)?.text;
  }

  /** Names of the packages that a document imports, in order. */
  async imports(uri: string): Promise<readonly string[]> {
    const analysis = await this.#analysis(uri);
    return analysis?.imports.flatMap(({ specifier }) => packageNameOf(specifier)?.name ?? []) ?? [];
  }

  /** What the editor knows of the declaration goes first; the own resolver answers where that is silent. */
  async resolve(uri: string, position: Position, declarations: readonly Declaration[]): Promise<Resolved | undefined> {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    if (uri.endsWith("/package.json")) return this.#dependency(document.text, position);
    const analysis = await this.#analysis(uri);
    const reference = analysis?.referenceAt(position);
    if (reference?.kind === "import") {
      const name = packageNameOf(reference.specifier)?.name;
      return name
        ? { kind: "import", library: name, specifier: reference.specifier, range: reference.range }
        : undefined;
    }
    const declared = this.#declared(document.text, position, declarations, reference);
    if (declared) return declared === "local" ? undefined : declared;
    return reference && this.#resolveChain(reference);
  }

  /** @returns "local" where the editor says that the symbol is the project's own */
  #declared(
    text: string,
    position: Position,
    declarations: readonly Declaration[],
    reference: ChainReference | undefined,
  ): Resolved | "local" | undefined {
    const word = wordAt(text, position);
    if (!word) return undefined;
    const installed = this.#ports.workspaces.installed();
    const places = declarations.map((declaration) => ({
      declaration,
      place: declarationToPackage(declaration.path, installed),
    }));
    const resolved = reference && this.#resolveChain(reference);
    for (const { declaration, place } of places) {
      if (place.kind !== "library") continue;
      const generation = this.#ports.generationOf(place.package.name);
      if (!generation) continue;
      const library = libraryName(generation.info.library);
      if (resolved && this.#inherits(resolved, library)) return { ...resolved, by: "editor" };
      const path = declaredPath(
        this.#ports.symbols(generation),
        { package: place.package.name, file: place.file, line: declaration.line },
        word.text,
        resolved?.reference.library === library ? resolved.reference.paths : [],
      );
      return {
        kind: "symbol",
        reference: { library, version: generation.info.version, paths: [path], written: reference?.written ?? path },
        by: "editor",
        range: word.range,
      };
    }
    // The language's own members say nothing about a library, whatever value has them.
    if (places.some(({ place }) => place.kind === "silent" && place.language)) return "local";
    // A declaration in the project itself: a local of the same name, unless it merely holds a library's value.
    const local = places.length > 0 && places.every(({ place }) => place.kind === "silent");
    return local && !reference ? "local" : undefined;
  }

  /** A member that a library's class has from another library counts for the class: its own documentation tells what it does there. */
  #inherits({ reference }: ResolvedSymbol, declaredIn: string): boolean {
    const [path = ""] = reference.paths;
    const generation = reference.library === declaredIn ? undefined : this.#ports.generationOf(reference.library);
    if (!generation || !path.includes(".")) return false;
    const symbols = this.#ports.symbols(generation);
    const owner = symbols.find(path.slice(0, path.lastIndexOf(".")));
    return owner >= 0 && symbols.symbol(owner).kind === "class" && symbols.find(path) < 0;
  }

  #resolveChain(reference: ChainReference): ResolvedSymbol | undefined {
    const name = packageNameOf(reference.specifier)?.name;
    const generation = name === undefined ? undefined : this.#ports.generationOf(name);
    if (!name || !generation) return undefined;
    const resolved = resolveChain(reference, this.#ports.symbols(generation));
    const last = reference.steps.at(-1)?.name ?? reference.root;
    // What every array or string has is no sign of the library.
    if (!resolved && reference.steps.length > 0 && languageOwn.has(last)) return undefined;
    const paths = resolved?.paths ?? [last];
    return {
      kind: "symbol",
      reference: {
        library: libraryName(generation.info.library),
        version: generation.info.version,
        paths,
        written: reference.written,
      },
      by: resolved?.by ?? "name",
      range: reference.range,
    };
  }

  #dependency(text: string, position: Position): Resolved | undefined {
    const lines = new LineIndex(text);
    const found = dependencyAt(text, lines.offset(position));
    if (!found) return undefined;
    return { kind: "dependency", library: found.name, range: lines.range(found.range.start, found.range.end) };
  }

  #analysis(uri: string): Promise<DocumentAnalysis | undefined> {
    const document = this.#documents.get(uri);
    if (!document) return Promise.resolve(undefined);
    document.analysis ??= this.#analyse(uri, document);
    return document.analysis;
  }

  async #analyse(uri: string, { languageId, text }: OpenDocument): Promise<DocumentAnalysis | undefined> {
    if (!isSourceLanguage(languageId)) return undefined;
    const [parser, aliases] = await Promise.all([this.#treeSitter.parser(languageId), this.#aliasesFor(uri)]);
    const tree = parser.parse(text);
    try {
      return analyseDocument(tree, text, (specifier) => isLibrarySpecifier(specifier, aliases));
    } finally {
      tree.delete();
    }
  }

  #aliasesFor(uri: string): Promise<Aliases> {
    if (!uri.startsWith("file:")) return Promise.resolve(noAliases);
    const folder = dirname(fileURLToPath(uri));
    let aliases = this.#aliases.get(folder);
    if (!aliases) {
      aliases = readAliases(folder);
      this.#aliases.set(folder, aliases);
    }
    return aliases;
  }
}
