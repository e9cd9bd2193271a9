import * as vscode from "vscode";
import type { Libraries } from "../libraries/libraries.ts";
import type { Server } from "../server/server.ts";
import { statusText, TOOLTIP_COMMANDS } from "./statusText.ts";

/** The one item in the status bar. Its accessible label is `Contexter: ` and the state, which tests wait for. */
export function createStatusItem(server: Server, libraries: Libraries): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("contexter.status", vscode.StatusBarAlignment.Right, 95);
  item.name = "Contexter";
  item.command = "contexter.showStatus";
  const show = () => {
    const shown = statusText(server.status, libraries.current);
    item.text = shown.text;
    item.accessibilityInformation = { label: shown.label, role: "button" };
    const tooltip = new vscode.MarkdownString(shown.tooltip, true);
    tooltip.isTrusted = { enabledCommands: TOOLTIP_COMMANDS };
    item.tooltip = tooltip;
    item.backgroundColor = shown.isProblem ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  };
  show();
  item.show();
  return vscode.Disposable.from(item, server.onDidChangeStatus(show), libraries.onDidChange(show));
}
