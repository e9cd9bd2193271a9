import { readdir, readFile } from "node:fs/promises";
import { errnoOf } from "../errors.ts";

/** The text of a file; undefined where there is none. Anything else that keeps it from being read is thrown. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "ENOENT" || errno === "ENOTDIR" || errno === "EISDIR") return undefined;
    throw error;
  }
}

/** Names of the folders inside a folder, links to folders included, sorted; none where it cannot be read. */
export async function readFolderNames(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return []; // a folder that went away or is closed to us has no members
  }
}

/** The same without links, so that a walk through all levels ends. */
export async function readRealFolderNames(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return [];
  }
}

/** Names of everything inside a folder; none where it cannot be read. */
export async function readNames(path: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(path));
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return new Set();
  }
}
