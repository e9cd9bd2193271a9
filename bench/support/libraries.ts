import { chunkLibrary } from "../../server/chunk/chunkLibrary.ts";
import type { LibraryChunks } from "../../server/model/chunks.ts";
import type { SegmentInfo } from "../../server/model/generation.ts";
import type { Dependency } from "../../server/model/library.ts";
import { readInstalled } from "../../server/sources/readInstalled.ts";
import { readWorkspace } from "../../server/workspace/readWorkspace.ts";

/** What the product's own defaults read. */
const READ = { maxFileSizeBytes: 8_000_000, changelogVersions: 10 };

/** One library, read and cut up. */
export interface CutLibrary {
  readonly info: Pick<SegmentInfo, "library" | "version" | "digest" | "packages" | "rawBytes">;
  readonly chunks: LibraryChunks;
}

/** The installed libraries of a workspace, in the order of their names. */
export async function installedLibraries(workspace: string): Promise<readonly Dependency[]> {
  const { dependencies } = await readWorkspace(workspace, { exclude: [], devDependencies: true }, never);
  return dependencies.filter(({ state }) => state === "installed");
}

export async function cutLibrary({ library, version = "", packages }: Dependency): Promise<CutLibrary> {
  const documents = await readInstalled(packages, library, version, READ, never);
  const { digest, sizeBytes: rawBytes } = documents;
  return {
    info: { library, version, digest, packages: documents.packages, rawBytes },
    chunks: chunkLibrary(documents, never),
  };
}

export const never = new AbortController().signal;
