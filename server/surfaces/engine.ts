import type {
  Declaration,
  IndexSummary,
  LibraryStatus,
  Progress,
  StoreStatus,
  SymbolQuery,
} from "../../shared/protocol.ts";
import type { SearchRequest, SearchResponse, SearchResult } from "../../shared/searchResponse.ts";
import type { Settings } from "../../shared/settings.ts";
import type { Disposable } from "../platform/disposable.ts";

/** What every surface (hover, view, terminal, agents) needs of the engine. `server/app.ts` provides it. */
export interface Engine extends Disposable {
  readonly settings: Settings;

  /** Takes new settings; they hold from the next call on. */
  configure(settings: Settings): void;

  /** Folders whose dependencies are in scope; may be empty. */
  readonly workspaces: readonly string[];

  /** @throws ContexterError `search/empty-query`, `search/nothing-indexed`, `store/library-unknown` */
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse>;

  /** One section whole. @throws ContexterError `store/section-unknown` */
  section(id: string, signal: AbortSignal): Promise<SearchResult>;

  /** Sections of a library in document order, without their texts. @throws ContexterError `store/library-unknown` */
  contents(library: string, version: string | undefined, signal: AbortSignal): Promise<readonly ContentsEntry[]>;

  /** The workspaces' libraries, or with `all` every library of the store; sorted by name. */
  libraries(options: { readonly all: boolean }): Promise<readonly LibraryStatus[]>;

  /** Reads the workspaces again and builds what is missing or outdated. @throws ContexterError `store/newer-schema`, `store/unavailable` */
  index(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary>;

  /** @returns how many generations were removed */
  remove(what: { readonly library: string; readonly version?: string } | { readonly all: true }): Promise<number>;

  status(): Promise<StoreStatus>;

  /** Documentation of a symbol for a hover; undefined where the library is not indexed or has no such symbol or passage. */
  symbolDocs(reference: SymbolReference, signal: AbortSignal): Promise<SymbolDocs | undefined>;

  /** A library as a whole, for hovers on its name; undefined if no workspace names it. */
  libraryDocs(name: string, fromFile: string): Promise<LibraryDocs | undefined>;

  /** Text of an open document or, with no text, its closing; positions are resolved in it. */
  setDocument(uri: string, languageId: string, text: string | undefined): void;

  /** What stands at a position of an open document. Own resolver, helped by the editor's declarations. */
  resolveAt(
    uri: string,
    position: { readonly line: number; readonly character: number },
    declarations: readonly Declaration[],
  ): Promise<Resolved | undefined>;

  /** What to search for at a position: the symbol as it is written, or the word. */
  queryAt(
    uri: string,
    position: { readonly line: number; readonly character: number },
    declarations: readonly Declaration[],
  ): Promise<SymbolQuery | undefined>;

  /** Calls back when a workspace's manifests or installed packages change, or something must be built again; from then on the engine also follows what other processes index. */
  watch(onWorkspaceChange: () => void): void;

  onDidChangeLibraries(listener: () => void): Disposable;
  onDidProgress(listener: (progress: Progress) => void): Disposable;

  /** Cancels what runs, gives back what this process holds in the store and ends every thread; `dispose` does not wait for it. */
  end(): Promise<void>;
}

export interface IndexOptions {
  /** Only these (names or package URLs); absent: all dependencies. */
  readonly libraries?: readonly string[];
  /** Build also what is up to date. */
  readonly force?: boolean;
  /** Read what is up to date byte by byte first, and build again what is damaged; in an editor, searching finds that. */
  readonly check?: boolean;
}

export interface ContentsEntry {
  readonly id: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly kind: SearchResult["kind"];
  readonly package: string;
  readonly file: string;
  readonly line: number;
}

/** A symbol of a library, by the names that code uses and, where known, its place of declaration. */
export interface SymbolReference {
  /** Plain name of the library, e.g. `zod`. */
  readonly library: string;
  readonly version: string;
  /** Candidates for the declared dotted path, best first: `["ZodString.email"]`. */
  readonly paths: readonly string[];
  /** How the code writes it, for search: `z.string().email`. */
  readonly written: string;
}

/** What stands at a position. */
export type Resolved =
  | {
      readonly kind: "symbol";
      readonly reference: SymbolReference;
      /** Who knew it. */
      readonly by: "editor" | "resolver" | "name";
      readonly range: ResolvedRange;
    }
  | { readonly kind: "import"; readonly library: string; readonly specifier: string; readonly range: ResolvedRange }
  | { readonly kind: "dependency"; readonly library: string; readonly range: ResolvedRange };

export interface ResolvedRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface SymbolDocs {
  readonly name: string;
  readonly version: string;
  /** Best guide passage's section; undefined where only TSDoc exists. */
  readonly guide?: SearchResult;
  /** The symbol's own declaration section. */
  readonly api?: SearchResult;
}

export interface LibraryDocs {
  readonly status: LibraryStatus;
  /** "Start here": up to three guide sections. */
  readonly entryPoints: readonly ContentsEntry[];
}
