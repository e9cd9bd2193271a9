// Says whether `npm ci` has to run. Plain JavaScript for any Node from 18 on, because it runs before anything is installed.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A note inside node_modules that names the lock file it was installed from. */
const MARKER = ".contexter-setup";

/** @param {string} folder a folder with a package-lock.json */
const lockDigest = (folder) =>
  createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");

/**
 * @param {string} folder a folder with a package-lock.json
 * @returns {string | undefined} why the folder's node_modules cannot be used, undefined if it can
 */
export function staleReason(folder) {
  const marker = join(folder, "node_modules", MARKER);
  if (!existsSync(join(folder, "node_modules"))) return "node_modules is missing";
  if (!existsSync(marker)) return "the last installation did not finish";
  if (readFileSync(marker, "utf8").trim() !== lockDigest(folder)) return "package-lock.json has changed";
  return undefined;
}

/** Call it last: an interrupted installation is then never taken for a finished one. @param {string} folder */
export function markInstalled(folder) {
  writeFileSync(join(folder, "node_modules", MARKER), `${lockDigest(folder)}\n`);
}
