import * as vscode from "vscode";
import { LibraryArguments } from "../../shared/commandArguments.ts";
import type { LibraryStatus } from "../../shared/protocol.ts";
import type { Libraries } from "./libraries.ts";
import { libraryNode } from "./treeModel.ts";

/** The library that a command is about: the one it was called with, or the one that the user picks. Undefined if none. */
export async function libraryFor(
  libraries: Libraries,
  argument: unknown,
  placeHolder: string,
): Promise<LibraryStatus | undefined> {
  const named = LibraryArguments.safeParse(argument);
  if (named.success && named.data.library !== undefined) return libraries.find(named.data.library);
  const items = libraries.current.map((library) => {
    const node = libraryNode(library);
    return { label: node.name, description: node.description, iconPath: new vscode.ThemeIcon(node.icon.id), library };
  });
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      "Contexter knows no libraries here yet: open a folder with a package.json.",
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return picked?.library;
}
