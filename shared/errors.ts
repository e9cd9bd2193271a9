import type { Stage } from "./stages.ts";

/** What kind of trouble it is; a field of the table, never the prefix of a code. */
export type ErrorCategory =
  | "network"
  | "proxy"
  | "api"
  | "ingestion"
  | "embedding"
  | "search"
  | "vector database"
  | "storage"
  | "configuration";

export interface ErrorInfo {
  readonly category: ErrorCategory;
  /** What happened, one sentence for a user. */
  readonly meaning: string;
  /** What the user can do next, one sentence. */
  readonly remedy: string;
}

type Code = `${Stage | "platform"}/${string}`;

const table = {
  "workspace/not-a-folder": {
    category: "configuration",
    meaning: "The given workspace is not a folder that can be read.",
    remedy: "Pass the path of a project folder, or start the command inside one.",
  },
  "workspace/no-manifest": {
    category: "configuration",
    meaning: "There is no package.json in this workspace.",
    remedy: "Open the folder that holds the project's package.json.",
  },
  "workspace/bad-manifest": {
    category: "configuration",
    meaning: "A package.json or lock file could not be read.",
    remedy: "Mend the file that the message names; the other manifests were read.",
  },
  "workspace/not-installed": {
    category: "configuration",
    meaning: "A dependency is named in package.json but not installed.",
    remedy: "Run the package manager's install command; Contexter notices by itself.",
  },
  "workspace/plug-n-play": {
    category: "configuration",
    meaning: "Yarn Plug'n'Play keeps packages in archives, which Contexter cannot read yet.",
    remedy: "Set `nodeLinker: node-modules` in .yarnrc.yml, or wait for Plug'n'Play support.",
  },
  "sources/no-documentation": {
    category: "ingestion",
    meaning: "The package ships neither Markdown nor type declarations.",
    remedy: "Open the package's home page; there is nothing to index in the package itself.",
  },
  "sources/unreadable": {
    category: "ingestion",
    meaning: "A file of the package could not be read; it was left out.",
    remedy: "Check the file's permissions or reinstall the package.",
  },
  "sources/too-large": {
    category: "ingestion",
    meaning: "A file was larger than the limit; it was cut or left out.",
    remedy: "Raise `contexter.sources.maxFileSizeMb` if the file matters.",
  },
  "chunk/unparsable": {
    category: "ingestion",
    meaning: "A file could not be cut into sections; it was left out.",
    remedy: "Report the package's name and version; the rest of the package is indexed.",
  },
  "store/unavailable": {
    category: "storage",
    meaning: "The store's folder cannot be read or written.",
    remedy: "Check permissions and free space, or choose another folder with `contexter.dataDir`.",
  },
  "store/newer-schema": {
    category: "storage",
    meaning: "The store was written by a newer Contexter; it is open for reading only.",
    remedy: "Update Contexter in this editor or terminal.",
  },
  "store/network-file-system": {
    category: "storage",
    meaning: "The store lies on a network file system, which cannot be locked safely.",
    remedy: "Choose a local folder with `contexter.dataDir`.",
  },
  "store/damaged": {
    category: "storage",
    meaning: "The catalogue is damaged; it was set aside and a new one was started.",
    remedy: "Run `contexter index` to build the index again.",
  },
  "store/library-unknown": {
    category: "storage",
    meaning: "The store does not have this library.",
    remedy: "Run `contexter index` in a workspace that depends on it; `contexter list --all` shows what is there.",
  },
  "store/section-unknown": {
    category: "storage",
    meaning: "The library has no such section.",
    remedy: "Take a section id from a search, or call without one to see the list.",
  },
  "store/ingest-elsewhere": {
    category: "storage",
    meaning: "Another Contexter process is indexing this library right now.",
    remedy: "Wait for it to end; its result serves every process.",
  },
  "embed/model-missing": {
    category: "embedding",
    meaning: "The embedding model's files are missing or damaged.",
    remedy: "Reinstall Contexter.",
  },
  "index/segment-damaged": {
    category: "storage",
    meaning: "A segment file is damaged; it was set aside.",
    remedy: "Nothing to do in the editor, it is rebuilt; in a terminal run `contexter index`.",
  },
  "index/segment-format": {
    category: "storage",
    meaning: "A segment has a format that this version does not know.",
    remedy: "Run `contexter index` to build it again.",
  },
  "index/worker-died": {
    category: "ingestion",
    meaning: "The worker that was indexing a library ended unexpectedly.",
    remedy: "Run Contexter: Refresh Library; if it happens again, report the package's name and version.",
  },
  "search/empty-query": {
    category: "search",
    meaning: "The query has no words to search for.",
    remedy: "Type a symbol, a few words or a question.",
  },
  "search/nothing-indexed": {
    category: "search",
    meaning: "Nothing is indexed here yet.",
    remedy: "Run `contexter index` (Contexter: Index Workspace) first.",
  },
  "surfaces/bad-input": {
    category: "configuration",
    meaning: "The input does not have the expected form.",
    remedy: "Correct what the message names.",
  },
  "platform/bad-setting": {
    category: "configuration",
    meaning: "A setting has a value that is not allowed; the default is used.",
    remedy: "Correct the setting that the message names.",
  },
} as const satisfies Record<Code, ErrorInfo>;

export type ErrorCode = keyof typeof table;

/** Every failure that Contexter reports, by its stable code `<stage>/<what>`. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorInfo>> = table;

/** `data` of a JSON-RPC error. */
export interface WireError {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly remedy: string;
}

/** One thing that went wrong without stopping the rest. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  /** The file it is about, absolute or relative to the package. */
  readonly file?: string;
}
