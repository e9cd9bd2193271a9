import * as vscode from "vscode";
import type { Declaration, HoverContent } from "../../shared/protocol.ts";
import { LANGUAGES, orUndefined, type Server } from "../server/server.ts";
import { composeHover, LINK_COMMANDS, splitHover } from "./compose.ts";
import { withinDeadline } from "./deadline.ts";
import { hoverWanted, isImportSpecifier, isManifest } from "./gate.ts";

/** The editor's language service gets this long to say where a symbol is declared. */
const DECLARATION_DEADLINE_MS = 30;
const MOST_DECLARATIONS = 8;

/**
 * The editor orders hovers by how well their selectors match, at a tie its own extensions' last. With one that matches
 * everything, ours stands below the language's own.
 */
const LAST: vscode.DocumentSelector = { scheme: "*", language: "*" };
/** As exact as TypeScript's selector, so ours stands above its hover. */
const FIRST: vscode.DocumentSelector = LANGUAGES.map((language) => ({ scheme: "file", language }));

type Part = "lead" | "rest";

/**
 * Registers the hover here and not through the client library, because only the client can ask the editor for
 * declarations and decide what is trusted. It asks for definitions, never for hovers, so it cannot call itself.
 *
 * A passage comes in two parts. Its heading with the links is the hover's first line, because the editor gives a hover
 * 250 px and one generic signature can fill them: what stands below is then seen by nobody who does not scroll. The
 * passage itself stays below the language's own hover, because a signature is what most people look for, and how long
 * it is cannot be known here. A short passage does not come first either: it would stand now above, now below.
 */
export function registerHover(server: Server, log: vscode.LogOutputChannel): vscode.Disposable {
  const hovers = new Hovers(server, log);
  const provide = (part: Part): vscode.HoverProvider => ({
    provideHover: (document, position, token) => hovers.provide(part, { document, position, token }),
  });
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(FIRST, provide("lead")),
    vscode.languages.registerHoverProvider(LAST, provide("rest")),
  );
}

interface HoverPosition {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly token: vscode.CancellationToken;
}

/** Asks the server once for the two parts of a hover. */
class Hovers {
  readonly #server: Server;
  readonly #log: vscode.LogOutputChannel;
  #latest:
    | { readonly key: string; readonly for: Part; readonly content: Promise<HoverContent | undefined> }
    | undefined;

  constructor(server: Server, log: vscode.LogOutputChannel) {
    this.#server = server;
    this.#log = log;
  }

  async provide(part: Part, at: HoverPosition): Promise<vscode.Hover | undefined> {
    if (!this.#server.isUp || !isOurs(at.document) || !isWanted(at.document, at.position)) return undefined;
    const content = await this.#shared(part, at);
    return content && !at.token.isCancellationRequested ? toHover(part, content, isSymbol(at)) : undefined;
  }

  /** The other part's request, if that came just before for the same place; each answer is used once by each part. */
  #shared(part: Part, at: HoverPosition): Promise<HoverContent | undefined> {
    const { document, position } = at;
    const key = `${document.uri} ${document.version} ${position.line}:${position.character}`;
    const latest = this.#latest;
    this.#latest = undefined;
    if (latest?.key === key && latest.for === part) return latest.content;
    const content = this.#ask(at);
    this.#latest = { key, for: part === "lead" ? "rest" : "lead", content };
    return content;
  }

  async #ask({ document, position, token }: HoverPosition): Promise<HoverContent | undefined> {
    const declarations = isManifest(document.uri.path) ? [] : await declarationsAt(document.uri, position);
    if (token.isCancellationRequested) return undefined;
    const { hoverRequest } = await import("../../shared/protocol.ts");
    const params = {
      uri: document.uri.toString(),
      position: { line: position.line, character: position.character },
      declarations,
    };
    return (await orUndefined(this.#log, "hover", this.#server.request(hoverRequest, params, token))) ?? undefined;
  }
}

/** On a library's name the language's own hover is one line, so ours needs no line above it. */
function isSymbol({ document, position }: HoverPosition): boolean {
  return !isManifest(document.uri.path) && !isImportSpecifier(document.lineAt(position.line).text, position.character);
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

function toHover(part: Part, content: HoverContent, isSymbol: boolean): vscode.Hover | undefined {
  const split = isSymbol ? splitHover(content) : undefined;
  const texts =
    split === undefined ? whole(part, content) : [part === "lead" ? trusted(split.lead) : quoted(split.passage)];
  const parts = texts.filter((text) => text.value !== "");
  const { start, end } = content;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return parts.length === 0 ? undefined : new vscode.Hover(parts, range);
}

function whole(part: Part, content: HoverContent): vscode.MarkdownString[] {
  const { documentation, links } = composeHover(content);
  return part === "lead" ? [] : [quoted(documentation), trusted(links)];
}

/** What a package says: no commands, no HTML. */
function quoted(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}

/** Our own links. */
function trusted(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown);
  text.isTrusted = { enabledCommands: LINK_COMMANDS };
  return text;
}
