import type { Dirent } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Problem } from "../../shared/errors.ts";
import { errnoOf, messageOf } from "../errors.ts";
import { classifyFile, isIgnoredFolder } from "./classify.ts";
import { decodeBeginning, decodeText } from "./decode.ts";

/** Folders below a package's own that are looked into; deeper ones are no documentation. */
const MAX_DEPTH = 24;
/** Files read at once. */
const PARALLEL = 32;

export interface PackageListing {
  /** Documentation files and manifests of inner folders, sorted, `/` separated, relative to the package. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Lists what may document a package. Folders are not followed through symbolic links, files only inside the package.
 * What cannot be listed costs itself and is named in the problems.
 */
export async function listPackage(directory: string, signal: AbortSignal): Promise<PackageListing> {
  const files: string[] = [];
  const problems: Problem[] = [];
  let level = [""];
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    signal.throwIfAborted();
    const listed = await Promise.all(level.map((folder) => listFolder(directory, folder)));
    level = [];
    for (const { found, folders, problems: own } of listed) {
      files.push(...found);
      level.push(...folders);
      problems.push(...own);
    }
  }
  return { files: files.sort(), problems };
}

interface FolderListing {
  readonly found: readonly string[];
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
}

async function listFolder(directory: string, folder: string): Promise<FolderListing> {
  const problems: Problem[] = [];
  const found: string[] = [];
  const folders: string[] = [];
  let entries: readonly Dirent[] = [];
  try {
    entries = await readdir(join(directory, folder), { withFileTypes: true });
  } catch (error) {
    problems.push(unreadable(folder === "" ? "." : folder, error));
  }
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!isIgnoredFolder(path)) folders.push(path);
    } else if (isWanted(path)) {
      const problem = entry.isFile() ? undefined : await whyNotReadable(directory, path);
      if (problem === undefined) found.push(path);
      else if (problem !== "skip") problems.push(problem);
    }
  }
  return { found, folders, problems };
}

function isWanted(path: string): boolean {
  return path.endsWith("/package.json") || classifyFile(path) !== undefined;
}

/** Of a link or special file: undefined if it leads to a file inside the package. */
async function whyNotReadable(directory: string, path: string): Promise<Problem | "skip" | undefined> {
  try {
    const target = await realpath(join(directory, path));
    const status = await stat(target);
    if (status.isDirectory()) return "skip";
    if (!status.isFile()) return { ...UNREADABLE, message: `${path} is no regular file`, file: path };
    if (target.startsWith(directory + sep)) return undefined;
    return { ...UNREADABLE, message: `${path} links to a file outside the package`, file: path };
  } catch (error) {
    return unreadable(path, error);
  }
}

export interface PackageText {
  readonly file: string;
  readonly text: string;
  readonly sizeBytes: number;
}

/** Reads one file as text; a file that is too large only to its last whole line below the limit. */
export async function readPackageFile(
  directory: string,
  file: string,
  maxSizeBytes: number,
): Promise<{ readonly content?: PackageText; readonly problem?: Problem }> {
  try {
    const { bytes, sizeBytes } = await readBeginning(join(directory, file), maxSizeBytes);
    const isCut = sizeBytes > bytes.length;
    const text = isCut ? decodeBeginning(bytes) : decodeText(bytes);
    if (text === undefined) return { problem: { ...UNREADABLE, message: `${file} is not text`, file } };
    const content = { file, text, sizeBytes: bytes.length };
    return isCut ? { content, problem: tooLarge(file, sizeBytes, maxSizeBytes) } : { content };
  } catch (error) {
    return { problem: unreadable(file, error) };
  }
}

async function readBeginning(path: string, maxSizeBytes: number): Promise<{ bytes: Uint8Array; sizeBytes: number }> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, maxSizeBytes));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: bytes.subarray(0, filled), sizeBytes: filled < bytes.length ? filled : size };
  } finally {
    await handle.close();
  }
}

/** Maps in order with at most `PARALLEL` at once. */
export async function mapParallel<T, R>(
  items: readonly T[],
  signal: AbortSignal,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      signal.throwIfAborted();
      results[at] = await map(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, work));
  return results;
}

const UNREADABLE = { code: "sources/unreadable" } as const;

function unreadable(file: string, error: unknown): Problem {
  const reason = errnoOf(error) ?? messageOf(error);
  return { ...UNREADABLE, message: `${file} could not be read (${reason})`, file };
}

function tooLarge(file: string, sizeBytes: number, maxSizeBytes: number): Problem {
  const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);
  return {
    code: "sources/too-large",
    message: `${file} has ${megabytes(sizeBytes)} MB; the first ${megabytes(maxSizeBytes)} MB were read`,
    file,
  };
}
