import * as vscode from "vscode";
import { OpenInViewArguments, OpenSourceArguments, SearchArguments } from "../../shared/commandArguments.ts";
import { COMMANDS, type CommandId } from "../../shared/commands.ts";
import type { Libraries } from "../libraries/libraries.ts";
import { libraryFor } from "../libraries/pickLibrary.ts";
import { SearchPalette } from "../palette/searchPalette.ts";
import { symbolUnderCursor } from "../searchView/followCursor.ts";
import type { SearchView } from "../searchView/searchView.ts";
import { openSection, openSource } from "../searchView/sectionActions.ts";
import type { Sections } from "../searchView/sections.ts";
import { failureOf, isCancelled } from "../server/failure.ts";
import type { Server } from "../server/server.ts";
import { showStatusMenu } from "../status/statusMenu.ts";
import { cancelIndexing, indexWithProgress } from "./indexing.ts";
import {
  clearIndex,
  openReadme,
  prepareInstall,
  rebuildIndex,
  refreshLibrary,
  removeLibrary,
} from "./libraryCommands.ts";

export interface CommandParts {
  readonly server: Server;
  readonly libraries: Libraries;
  readonly sections: Sections;
  readonly view: SearchView;
  readonly log: vscode.LogOutputChannel;
  readonly extensionId: string;
}

type Handler = (parts: CommandParts, argument: unknown) => unknown;

/** One handler for every command of the table; the type fails where one is missing. */
const HANDLERS: Readonly<Record<CommandId, Handler>> = {
  "contexter.search": (parts, argument) => new SearchPalette(parts, SearchArguments.parse(argument)).show(),
  "contexter.searchSymbol": searchSymbol,
  "contexter.openSearchView": ({ view }) => view.show({ focus: true }),
  "contexter.indexWorkspace": ({ server }) => indexWithProgress(server, {}),
  "contexter.cancelIndexing": ({ server }) => cancelIndexing(server),
  "contexter.refreshLibrary": refreshLibrary,
  "contexter.removeLibrary": removeLibrary,
  "contexter.rebuildIndex": rebuildIndex,
  "contexter.clearIndex": clearIndex,
  "contexter.showStatus": ({ server, libraries }) => showStatusMenu(server, libraries),
  "contexter.showLog": ({ log }) => log.show(),
  "contexter.showDiagnostics": showDiagnostics,
  "contexter.openReadme": openReadme,
  "contexter.toggleHover": toggleHover,
  "contexter.restartServer": ({ server }) => server.restart(),
  "contexter.openSettings": ({ extensionId }) =>
    vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${extensionId}`),
  "contexter.openWalkthrough": ({ extensionId }) =>
    vscode.commands.executeCommand("workbench.action.openWalkthrough", `${extensionId}#contexter.start`, false),
  "contexter.searchInLibrary": searchInLibrary,
  "contexter.prepareInstall": prepareInstall,
  "contexter.openSource": openSourceCommand,
  "contexter.openInView": openInView,
};

export function registerCommands(parts: CommandParts): vscode.Disposable {
  const ids = Object.keys(COMMANDS) as CommandId[];
  const registered = ids.map((id) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        await HANDLERS[id](parts, argument);
      } catch (error) {
        await report(parts, id, error);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

async function report({ log }: CommandParts, id: CommandId, error: unknown): Promise<void> {
  if (isCancelled(error)) return;
  const { message, remedy } = failureOf(error);
  log.error(`${id}: ${message}`);
  const picked = await vscode.window.showErrorMessage(`${message} ${remedy}`, "Show Log");
  if (picked !== undefined) log.show();
}

async function searchSymbol(parts: CommandParts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection).trim().replace(/\s+/g, " ").slice(0, 200) ?? "";
  if (editor === undefined || selected !== "") return new SearchPalette(parts, { query: selected }).show();
  const symbol = await symbolUnderCursor(parts.server, parts.log, editor);
  const word = editor.document.getWordRangeAtPosition(editor.selection.active);
  const fallback = word === undefined ? "" : editor.document.getText(word);
  new SearchPalette(parts, symbol ?? { query: fallback }).show();
}

async function searchInLibrary({ libraries, view }: CommandParts, argument: unknown): Promise<void> {
  const library = await libraryFor(libraries, argument, "Library to search in");
  if (library !== undefined) await view.show({ query: "", library: library.name, focus: true });
}

async function showDiagnostics({ server }: CommandParts): Promise<void> {
  const { diagnosticsRequest } = await import("../../shared/protocol.ts");
  const content = await server.request0(diagnosticsRequest);
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document);
}

async function toggleHover(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const settings = vscode.workspace.getConfiguration("contexter.hover", document);
  const isOn = settings.get("enabled", true);
  await settings.update("enabled", !isOn, vscode.ConfigurationTarget.Global, document !== undefined);
  const where = document === undefined ? "" : ` for ${document.languageId}`;
  vscode.window.setStatusBarMessage(`$(check) Contexter: hovers ${isOn ? "off" : "on"}${where}`, 4000);
}

async function openSourceCommand({ sections }: CommandParts, argument: unknown): Promise<void> {
  const wanted = OpenSourceArguments.parse(argument);
  if ("section" in wanted) await openSection(await sections.find(wanted.section));
  else await openSource(wanted);
}

async function openInView({ sections, view }: CommandParts, argument: unknown): Promise<void> {
  const { section, query, library } = OpenInViewArguments.parse(argument);
  const found = section === undefined ? undefined : await sections.find(section);
  await view.show({ section: found, query, library, focus: true });
}
