import * as vscode from "vscode";
import type { ContexterApi } from "../../../client/extension.ts";

/** Extension under test, activated, its server up and the workspace's libraries indexed. @throws {Error} if it is not installed */
export async function indexedContexter(): Promise<ContexterApi> {
  const extension = vscode.extensions.getExtension<ContexterApi>("contexter.contexter");
  if (!extension) throw new Error("the extension is not installed");
  const api = await extension.activate();
  await api.ready;
  const isIndexed = (): boolean =>
    api.libraries.current.some(({ name, state }) => name === "fastify" && state === "indexed") &&
    api.libraries.current.every(({ state }) => state !== "indexing" && state !== "queued");
  await until(isIndexed, (check) =>
    vscode.Disposable.from(api.libraries.onDidChange(check), api.server.onDidChangeStatus(check)),
  );
  return api;
}

/** Resolves once a condition holds, asked again at each event. */
function until(holds: () => boolean, listen: (check: () => void) => vscode.Disposable): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = listen(() => {
      if (!holds()) return;
      listener.dispose();
      resolve();
    });
  });
}

/** A file of the workspace, open in an editor. */
export async function openDemoFile(path: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("no folder is open");
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Position inside the first occurrence of a word. */
export function positionOf(document: vscode.TextDocument, word: string): vscode.Position {
  const offset = document.getText().indexOf(word);
  if (offset < 0) throw new Error(`${word} is not in ${document.uri.path}`);
  return document.positionAt(offset + 1);
}

/** All hovers at a position as the editor shows them: Markdown, without the backslashes that keep characters literal. */
export async function hoverText(document: vscode.TextDocument, word: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    positionOf(document, word),
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  const texts = contents.map((content) => (typeof content === "string" ? content : content.value));
  return texts.join("\n").replace(/\\([^\w\s])/g, "$1");
}
