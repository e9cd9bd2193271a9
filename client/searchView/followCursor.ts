import * as vscode from "vscode";
import type { SymbolQuery } from "../../shared/protocol.ts";
import { declarationsAt } from "../hover/provideHover.ts";
import { LANGUAGES, orUndefined, type Server } from "../server/server.ts";
import type { SearchView } from "./searchView.ts";

/** The cursor must rest this long before the view follows it. */
const REST_MS = 350;

/** What stands under the cursor, as the server would search for it; undefined where there is nothing. */
export async function symbolUnderCursor(
  server: Server,
  log: vscode.LogOutputChannel,
  editor: vscode.TextEditor,
): Promise<SymbolQuery | undefined> {
  const { symbolAtRequest } = await import("../../shared/protocol.ts");
  const { uri } = editor.document;
  const { active } = editor.selection;
  const params = {
    uri: uri.toString(),
    position: { line: active.line, character: active.character },
    declarations: await declarationsAt(uri, active),
  };
  return (await orUndefined(log, "symbol under the cursor", server.request(symbolAtRequest, params))) ?? undefined;
}

/** Lets the visible search view show what the cursor rests on, while the setting is on. */
export function followCursor(server: Server, log: vscode.LogOutputChannel, view: SearchView): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let shown = "";
  const follow = async (editor: vscode.TextEditor) => {
    const symbol = await symbolUnderCursor(server, log, editor);
    const key = JSON.stringify(symbol);
    if (symbol?.library === undefined || key === shown || !view.isVisible) return;
    shown = key;
    await view.show({ query: symbol.query, library: symbol.library, focus: false });
  };
  const subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
    clearTimeout(timer);
    const isOn = vscode.workspace.getConfiguration("contexter.searchView").get("followCursor", false);
    const languages: readonly string[] = LANGUAGES;
    if (!isOn || !view.isVisible || !languages.includes(textEditor.document.languageId)) return;
    timer = setTimeout(() => void follow(textEditor), REST_MS);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    subscription.dispose();
  });
}
