import * as vscode from "vscode";
import { COMMANDS, type CommandId } from "../../shared/commands.ts";
import type { Libraries } from "../libraries/libraries.ts";
import { needsAttention, plural } from "../libraries/treeModel.ts";
import type { Server } from "../server/server.ts";
import { coverage } from "./statusText.ts";

interface Choice extends vscode.QuickPickItem {
  readonly command?: string;
}

/** What a click on the status bar item opens: the state in one line, then what can be done. */
export async function showStatusMenu(server: Server, libraries: Libraries): Promise<void> {
  const { state, message } = server.status;
  const picked = await vscode.window.showQuickPick(choices(state, libraries), {
    title: `Contexter: ${message}`,
    placeHolder: coverage(libraries.current) || "What would you like to do?",
  });
  if (picked?.command !== undefined) await vscode.commands.executeCommand(picked.command);
}

function choices(state: string, libraries: Libraries): Choice[] {
  const attention = libraries.current.filter(needsAttention).length;
  const of = (id: CommandId, icon: string, detail?: string): Choice => ({
    label: `$(${icon}) ${COMMANDS[id].title}`,
    command: id,
    ...(detail !== undefined && { detail }),
  });
  const indexing =
    state === "indexing"
      ? of("contexter.cancelIndexing", "stop-circle")
      : of("contexter.indexWorkspace", "sync", "Reads what is new or changed; what is up to date stays.");
  return [
    ...(state === "problem" ? [of("contexter.restartServer", "debug-restart"), of("contexter.showLog", "output")] : []),
    of("contexter.search", "search"),
    of("contexter.openSearchView", "book"),
    {
      label: "$(library) Show Libraries",
      command: "contexter.librariesView.focus",
      ...(attention > 0 && {
        detail: `${plural(attention, "library needs", "libraries need")} attention.`,
      }),
    },
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    indexing,
    of("contexter.toggleHover", "comment"),
    of("contexter.openSettings", "settings-gear"),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    of("contexter.showDiagnostics", "pulse"),
    ...(state === "problem" ? [] : [of("contexter.showLog", "output"), of("contexter.restartServer", "debug-restart")]),
  ];
}
