import { posix } from "node:path";
import { STAGES } from "../../shared/stages.ts";
import type { Violation } from "./projectFiles.ts";

/** Folders under server/ that are no stage. */
export const OTHER_FOLDERS: readonly string[] = ["app", "model", "platform"];

/** Files beside the stages: the one composition root, the path for one library, the doors. */
const COMPOSERS = /^server\/(?:app|pipeline|main|cli|serve|worker)(?:\/|\.ts$)/;

/** What only surfaces, the composition root and the doors may know: how an answer leaves the process. */
const DOOR_PACKAGES =
  /^(?:vscode-languageserver|vscode-languageclient|@modelcontextprotocol\/|commander$|listr2$|node:https?$|express$)/;

export interface Import {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
}

/** Static, dynamic and re-exporting imports of a module, in order. */
export function importsOf(source: string): Import[] {
  const pattern =
    /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;
  return [...source.matchAll(pattern)].map((match) => ({
    specifier: match[1] ?? match[2] ?? match[3] ?? "",
    line: source.slice(0, match.index + match[0].length).split("\n").length,
  }));
}

/** Why a file of server/ or shared/ may not import something, or undefined if it may. */
export function forbidden(file: string, specifier: string): string | undefined {
  if (/^vscode$/.test(specifier)) return "only client/ runs inside the editor";
  const isDoor = COMPOSERS.test(file) || file.startsWith("server/surfaces/") || file === "shared/protocol.ts";
  if (DOOR_PACKAGES.test(specifier)) return isDoor ? undefined : `${specifier} belongs to surfaces/ and the doors`;
  if (!specifier.startsWith(".")) return undefined;
  const target = posix.join(posix.dirname(file), specifier);
  if (file.startsWith("shared/")) return target.startsWith("shared/") ? undefined : "shared/ imports only itself";
  if (COMPOSERS.test(file))
    return /^(?:server|shared)\//.test(target) ? undefined : "the server imports nothing outside";
  if (/^shared\/|^server\/(?:model\/|errors\.ts$|platform\/)/.test(target)) return belowStages(file, target);
  const [own, other] = [file, target].map((path) => path.split("/").slice(0, 2).join("/"));
  return own === other ? undefined : `${own} imports only itself, model, errors, platform and shared, not ${target}`;
}

/** What every stage stands on imports no more than what lies below itself. */
function belowStages(file: string, target: string): string | undefined {
  if (file.startsWith("server/model/") && target.startsWith("server/platform/"))
    return "model/ does not know platform/";
  return undefined;
}

/** @param sources text by path, relative to the root */
export function importViolations(sources: ReadonlyMap<string, string>): Violation[] {
  return [...sources].flatMap(([file, source]) =>
    importsOf(source).flatMap(({ specifier, line }) => {
      const what = forbidden(file, specifier);
      return what === undefined ? [] : [{ file, line, what }];
    }),
  );
}

/** True if a folder under server/ has a place in the architecture. */
export const isKnownFolder = (name: string): boolean =>
  OTHER_FOLDERS.includes(name) || STAGES.some((stage) => stage === name);
