import type { Problem } from "../../shared/errors.ts";
import type { LibraryId } from "./library.ts";

export type DocumentKind = "markdown" | "changelog" | "types";

/** Whom a document or section addresses, where it is not a developer who reads English: `navigation` is a table of contents. */
export const AUDIENCES = ["agents", "translation", "internal", "navigation"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** One documentation file of a package, decoded. */
export interface SourceDocument {
  /** Name of the package that the file lies in. */
  readonly package: string;
  /** Path inside the package, `/` separated. */
  readonly file: string;
  readonly kind: DocumentKind;
  readonly audience?: Audience;
  readonly text: string;
}

/** A public name of a package (`zod`, `zod/mini`) and the declaration file behind it. */
export interface EntryPoint {
  readonly specifier: string;
  /** Path of the `.d.ts` inside the package, `/` separated. */
  readonly file: string;
}

export interface PackageInfo {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly homepage?: string;
  readonly repository?: string;
  readonly license?: string;
  /** Names of the packages that its declarations may import. */
  readonly dependencies: readonly string[];
  readonly entryPoints: readonly EntryPoint[];
  /** Path of its README inside the package. */
  readonly readme?: string;
}

/** All that the installed packages of one library say. */
export interface LibraryDocuments {
  readonly library: LibraryId;
  readonly version: string;
  /** The library's own package first. */
  readonly packages: readonly PackageInfo[];
  /** In a fixed order: package order, then path. */
  readonly documents: readonly SourceDocument[];
  /** xxhash64 (hex) over packages, file names and texts: equal content, equal digest. */
  readonly digest: string;
  /** Bytes of all files as they lie on the disk. */
  readonly sizeBytes: number;
  readonly problems: readonly Problem[];
}
