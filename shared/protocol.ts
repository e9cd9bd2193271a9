import { NotificationType, NotificationType0, RequestType, RequestType0 } from "vscode-languageserver-protocol";
import type { Problem, WireError } from "./errors.ts";
import type { SearchRequest, SearchResponse, SearchResult } from "./searchResponse.ts";
import type { SettingKey } from "./settings.ts";
import type { Stage } from "./stages.ts";

/** LSP's position: line and UTF-16 character, both from 0. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** A declaration as the editor's language service found it. */
export interface Declaration {
  /** Absolute path of the file. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly character: number;
}

export interface HoverParams {
  readonly uri: string;
  readonly position: WirePosition;
  /** What the editor knows of the symbol; empty where it was silent within its deadline. */
  readonly declarations: readonly Declaration[];
}

/** A hover in parts, so that the client (which alone may trust command links) composes the Markdown. */
export interface HoverContent {
  /** Untrusted Markdown from the documentation: rendered without HTML and commands. */
  readonly documentation: string;
  /** The one line of links; each is a command of this extension with JSON arguments. Empty for none. */
  readonly links: readonly HoverLink[];
  /** Range that the hover is about. */
  readonly start: WirePosition;
  readonly end: WirePosition;
}

export interface HoverLink {
  readonly title: string;
  readonly command: "contexter.openInView" | "contexter.openSource" | "contexter.openReadme" | "contexter.search";
  readonly arguments: readonly unknown[];
}

/** What stands under the cursor, ready to be searched for. */
export interface SymbolQuery {
  readonly query: string;
  /** Plain name of the library, absent for none. */
  readonly library?: string;
}

export type LibraryState =
  | "indexed"
  | "indexing"
  | "queued"
  | "outdated"
  | "missing"
  | "local"
  | "unsupported"
  | "empty"
  | "failed";

/** A library as the libraries view, `list` and `list_libraries` show it. */
export interface LibraryStatus {
  readonly library: string;
  readonly name: string;
  /** Version that is indexed; of a library that is not, the installed one. */
  readonly version?: string;
  /** Version that is installed now, where it differs from `version`. */
  readonly installedVersion?: string;
  readonly wanted?: string;
  readonly group?: "prod" | "dev" | "peer" | "optional";
  readonly state: LibraryState;
  readonly description: string;
  readonly sections: number;
  readonly passages: number;
  readonly symbols: number;
  /** Bytes of the segment file. */
  readonly sizeBytes: number;
  /** ISO 8601, UTC. */
  readonly indexedAt?: string;
  /** Packages whose files are indexed: name, version, absolute folder where installed, README path in it. */
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly directory?: string;
    readonly readme?: string;
  }[];
  readonly problems: readonly (Problem & { readonly remedy: string })[];
}

export interface IndexSummary {
  readonly total: number;
  readonly built: number;
  readonly upToDate: number;
  readonly empty: number;
  readonly failed: number;
  /** Not installed, local or of an unsupported kind. */
  readonly skipped: number;
  readonly removed: number;
  readonly durationMs: number;
  readonly cancelled: boolean;
  readonly problems: readonly (Problem & { readonly library?: string; readonly remedy: string })[];
}

export interface StoreStatus {
  readonly dataDir: string;
  readonly readOnly: boolean;
  readonly schema: number;
  readonly libraries: number;
  readonly sections: number;
  readonly passages: number;
  readonly segmentBytes: number;
  readonly rawBytes: number;
  readonly model: string;
  readonly workers: number;
  readonly problems: readonly (Problem & { readonly remedy: string })[];
}

export interface ServerStatus {
  readonly state: "starting" | "ready" | "indexing" | "problem";
  /** A short phrase for the status bar's tooltip. */
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
  readonly library?: string;
}

export interface Progress {
  readonly stage: Stage;
  readonly library: string;
  readonly done: number;
  readonly total: number;
}

/** client → server. Fails with `search/empty-query` for a query without words, `search/nothing-indexed` before the first library. */
export const searchRequest = new RequestType<SearchRequest, SearchResponse, WireError>("contexter/search");
/** client → server. Null where Contexter has nothing to say. */
export const hoverRequest = new RequestType<HoverParams, HoverContent | null, WireError>("contexter/hover");
/** client → server. What to search for at a position; null where there is no word. */
export const symbolAtRequest = new RequestType<HoverParams, SymbolQuery | null, WireError>("contexter/symbolAt");
/** client → server. One section whole, by the id of a search result. Fails with `store/section-unknown`. */
export const sectionRequest = new RequestType<{ readonly id: string }, SearchResult, WireError>("contexter/section");
/** client → server. The workspace's libraries, sorted by name. */
export const librariesRequest = new RequestType0<readonly LibraryStatus[], WireError>("contexter/libraries");
/** client → server. Answers when the run has ended; progress comes as `statusNotification`. `force` rebuilds what is up to date too. */
export const indexRequest = new RequestType<
  { readonly libraries?: readonly string[]; readonly force?: boolean },
  IndexSummary,
  WireError
>("contexter/index");
/** client → server. Stops the running index run after the current step. */
export const cancelIndexRequest = new RequestType0<void, WireError>("contexter/cancelIndex");
/** client → server. Removes a library's index (all: everything) from the store. */
export const removeRequest = new RequestType<
  { readonly library: string } | { readonly all: true },
  { readonly removed: number },
  WireError
>("contexter/remove");
/** client → server. */
export const storeStatusRequest = new RequestType0<StoreStatus, WireError>("contexter/storeStatus");
/** client → server. A report without secrets as Markdown. */
export const diagnosticsRequest = new RequestType0<string, WireError>("contexter/diagnostics");

/** server → client, whenever it changes. */
export const statusNotification = new NotificationType<ServerStatus>("contexter/status");
/** server → client: the answer of `librariesRequest` has changed. */
export const librariesChangedNotification = new NotificationType0("contexter/librariesChanged");
/** client → server: only the settings that were really set somewhere, by full key. */
export const settingsNotification = new NotificationType<Readonly<Partial<Record<SettingKey, unknown>>>>(
  "contexter/settings",
);

/** `initializationOptions` of the language server. */
export interface InitializationOptions {
  readonly settings: Readonly<Partial<Record<SettingKey, unknown>>>;
  readonly trusted: boolean;
  /** Version of the extension. */
  readonly version: string;
}
