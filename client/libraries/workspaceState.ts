import type { LibraryStatus, ServerStatus } from "../../shared/protocol.ts";

/** What the libraries view greets with when it is empty; the value of the context key `contexter.state`. */
export type WorkspaceState = "starting" | "problem" | "no-folder" | "no-dependencies" | "nothing-indexed" | "ready";

export function workspaceState(
  folders: number,
  server: ServerStatus,
  libraries: readonly LibraryStatus[],
): WorkspaceState {
  if (folders === 0) return "no-folder";
  if (server.state === "problem" && libraries.length === 0) return "problem";
  if (server.state === "starting" && libraries.length === 0) return "starting";
  if (libraries.length === 0) return "no-dependencies";
  return libraries.some((library) => library.sections > 0) ? "ready" : "nothing-indexed";
}
