import * as vscode from "vscode";
import type { Declaration, HoverContent } from "../../shared/protocol.ts";
import { LANGUAGES, orUndefined, type Server } from "../server/server.ts";
import { composeHover, LINK_COMMANDS } from "./compose.ts";
import { withinDeadline } from "./deadline.ts";
import { hoverWanted, isManifest } from "./gate.ts";

/** The editor's language service gets this long to say where a symbol is declared. */
const DECLARATION_DEADLINE_MS = 30;
const MOST_DECLARATIONS = 8;

/**
 * The editor orders hovers by how well their selectors match: with one that matches everything, ours stands below the
 * language's own. The documents that it is really for are checked here.
 */
const LAST: vscode.DocumentSelector = { scheme: "*", language: "*" };

/**
 * Registers the hover here and not through the client library, because only the client can ask the editor for
 * declarations and decide what is trusted. It asks for definitions, never for hovers, so it cannot call itself.
 */
export function registerHover(server: Server, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.languages.registerHoverProvider(LAST, { provideHover: hoverProvider(server, log) });
}

function hoverProvider(server: Server, log: vscode.LogOutputChannel): vscode.HoverProvider["provideHover"] {
  return async (document, position, token) => {
    if (!server.isUp || !isOurs(document) || !isWanted(document, position)) return undefined;
    const declarations = isManifest(document.uri.path) ? [] : await declarationsAt(document.uri, position);
    if (token.isCancellationRequested) return undefined;
    const { hoverRequest } = await import("../../shared/protocol.ts");
    const params = {
      uri: document.uri.toString(),
      position: { line: position.line, character: position.character },
      declarations,
    };
    const content = await orUndefined(log, "hover", server.request(hoverRequest, params, token));
    return content && !token.isCancellationRequested ? toHover(content) : undefined;
  };
}

function isOurs({ uri, languageId }: vscode.TextDocument): boolean {
  const languages: readonly string[] = LANGUAGES;
  return uri.scheme === "file" && (languages.includes(languageId) || isManifest(uri.path));
}

function isWanted(document: vscode.TextDocument, position: vscode.Position): boolean {
  const settings = vscode.workspace.getConfiguration("contexter.hover", document);
  const switches = {
    enabled: settings.get("enabled", true),
    imports: settings.get("imports", true),
    dependencies: settings.get("dependencies", true),
  };
  const lineText = document.lineAt(position.line).text;
  return hoverWanted(switches, { path: document.uri.path, lineText, character: position.character });
}

/** Where the editor says that the symbol is declared; empty if it does not say so in time. */
export async function declarationsAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly Declaration[]> {
  type Found = readonly (vscode.Location | vscode.LocationLink)[];
  const asked = vscode.commands.executeCommand<Found | undefined>("vscode.executeDefinitionProvider", uri, position);
  const found = (await withinDeadline(asked, DECLARATION_DEADLINE_MS, undefined)) ?? [];
  return found
    .map((place) => ("targetUri" in place ? fromLink(place) : { uri: place.uri, start: place.range.start }))
    .filter((place) => place.uri.scheme === "file")
    .slice(0, MOST_DECLARATIONS)
    .map(({ uri: file, start }) => ({ path: file.fsPath, line: start.line + 1, character: start.character + 1 }));
}

function fromLink(link: vscode.LocationLink) {
  return { uri: link.targetUri, start: (link.targetSelectionRange ?? link.targetRange).start };
}

function toHover(content: HoverContent): vscode.Hover {
  const composed = composeHover(content);
  const documentation = new vscode.MarkdownString(composed.documentation);
  documentation.isTrusted = false;
  documentation.supportHtml = false;
  const links = new vscode.MarkdownString(composed.links);
  links.isTrusted = { enabledCommands: LINK_COMMANDS };
  const parts = [documentation, links].filter((part) => part.value !== "");
  const { start, end } = content;
  return new vscode.Hover(parts, new vscode.Range(start.line, start.character, end.line, end.character));
}
