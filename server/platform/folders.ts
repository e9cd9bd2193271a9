import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { errnoOf } from "../errors.ts";

/**
 * Makes a folder and what is missing above it. Not by `mkdirSync`'s own `recursive`, which never returns where the system answers
 * "no such file" below a folder that exists, as under `/proc`.
 * @throws what the system says of the first folder that cannot be made
 */
export function makeFolder(path: string, mode?: number): void {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may make it at the same moment.
    if (errnoOf(error) !== "EEXIST") throw error;
  }
}
