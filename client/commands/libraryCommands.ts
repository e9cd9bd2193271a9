import * as vscode from "vscode";
import type { LibraryStatus } from "../../shared/protocol.ts";
import { installCommand, LOCK_FILES } from "../libraries/installCommand.ts";
import { libraryFor } from "../libraries/pickLibrary.ts";
import type { CommandParts } from "./commands.ts";
import { indexWithProgress } from "./indexing.ts";

export async function refreshLibrary({ server, libraries }: CommandParts, argument: unknown): Promise<void> {
  const library = await libraryFor(libraries, argument, "Library to read again from its installed package");
  if (library !== undefined) await indexWithProgress(server, { libraries: [library.library], force: true });
}

export async function removeLibrary({ server, libraries }: CommandParts, argument: unknown): Promise<void> {
  const library = await libraryFor(libraries, argument, "Library whose index is removed");
  if (
    library === undefined ||
    !(await confirm(`Remove the index of ${library.name}?`, "The package itself stays.", "Remove"))
  )
    return;
  const { removeRequest } = await import("../../shared/protocol.ts");
  await server.request(removeRequest, { library: library.library });
}

export async function rebuildIndex({ server }: CommandParts): Promise<void> {
  const detail = "Every library of this workspace is read again. Searches keep working meanwhile.";
  if (await confirm("Rebuild the index of this workspace?", detail, "Rebuild"))
    await indexWithProgress(server, { force: true });
}

export async function clearIndex({ server }: CommandParts): Promise<void> {
  const detail =
    "The index of every library is removed, also of those that only other workspaces use. Indexing builds it again.";
  if (!(await confirm("Clear the whole index?", detail, "Clear"))) return;
  const { removeRequest } = await import("../../shared/protocol.ts");
  const { removed } = await server.request(removeRequest, { all: true });
  vscode.window.setStatusBarMessage(`$(check) Contexter: ${removed} removed`, 6000);
}

export async function openReadme({ libraries }: CommandParts, argument: unknown): Promise<void> {
  const library = await libraryFor(libraries, argument, "Library whose README is opened");
  if (library === undefined) return;
  const readme = readmeOf(library);
  if (readme === undefined) {
    void vscode.window.showInformationMessage(
      `${library.name} has no README here: it is not installed, or ships none.`,
    );
    return;
  }
  await vscode.commands.executeCommand("markdown.showPreview", readme);
}

function readmeOf({ packages }: LibraryStatus): vscode.Uri | undefined {
  for (const { directory, readme } of packages)
    if (directory !== undefined && readme !== undefined) return vscode.Uri.joinPath(vscode.Uri.file(directory), readme);
  return undefined;
}

/** Opens a terminal with the install command typed in. Pressing Enter is the user's decision. */
export async function prepareInstall(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  const entries = await vscode.workspace.fs.readDirectory(folder.uri);
  const names = entries.map(([name]) => name).filter((name) => LOCK_FILES.includes(name));
  const terminal = vscode.window.createTerminal({ name: "Install dependencies", cwd: folder.uri });
  terminal.show();
  terminal.sendText(installCommand(names), false);
}

async function confirm(question: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
