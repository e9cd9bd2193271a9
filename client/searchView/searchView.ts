import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { SearchResult } from "../../shared/searchResponse.ts";
import type { Libraries } from "../libraries/libraries.ts";
import { failureOf, isCancelled } from "../server/failure.ts";
import type { Server } from "../server/server.ts";
import { searchPage } from "./html.ts";
import { FromView, type ToView } from "./messages.ts";
import { actOn } from "./sectionActions.ts";
import type { Sections } from "./sections.ts";
import { searchRequestOf, viewContext } from "./viewContext.ts";

const STYLES = ["searchView.css", "searchStates.css", "searchPreview.css", "searchMarkdown.css"];

export interface ShowOptions {
  readonly query?: string | undefined;
  readonly library?: string | undefined;
  readonly section?: SearchResult | undefined;
  readonly focus: boolean;
}

export interface SearchViewParts {
  readonly server: Server;
  readonly libraries: Libraries;
  readonly sections: Sections;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;
}

/** The search view: passes its page's wishes to the server and the answers back. */
export class SearchView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = "contexter.searchView";
  readonly #parts: SearchViewParts;
  readonly #subscriptions: vscode.Disposable;
  #view: vscode.WebviewView | undefined;
  #isReady = false;
  #pending: ToView | undefined;
  #searching = new vscode.CancellationTokenSource();

  constructor(parts: SearchViewParts) {
    this.#parts = parts;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(SearchView.id, this),
      parts.libraries.onDidChange(() => this.#sendContext()),
      parts.server.onDidChangeStatus(() => this.#sendContext()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("contexter.searchView")) this.#sendContext();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#sendContext()),
    );
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#isReady = false;
    const root = this.#parts.extensionUri;
    const uri = (...path: string[]) => view.webview.asWebviewUri(vscode.Uri.joinPath(root, ...path)).toString();
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(root, "dist", "webview"), vscode.Uri.joinPath(root, "media")],
    };
    view.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#isReady = false;
      this.#searching.cancel();
    });
    view.webview.html = searchPage({
      cspSource: view.webview.cspSource,
      nonce: randomBytes(16).toString("base64"),
      script: uri("dist", "webview", "main.js"),
      styles: STYLES.map((name) => uri("media", name)),
      codicons: uri("dist", "webview", "codicons", "codicon.css"),
    });
  }

  /** Brings the view to the front (with `focus`) and shows a query or a section in it. */
  async show(options: ShowOptions): Promise<void> {
    this.#pending = { type: "show", ...options };
    if (options.focus) await vscode.commands.executeCommand(`${SearchView.id}.focus`);
    this.#sendPending();
  }

  dispose(): void {
    this.#searching.cancel();
    this.#searching.dispose();
    this.#subscriptions.dispose();
  }

  async #receive(raw: unknown): Promise<void> {
    const parsed = FromView.safeParse(raw);
    if (!parsed.success) {
      this.#parts.log.warn(`search view: a message was not understood: ${parsed.error.message}`);
      return;
    }
    await this.#handle(parsed.data);
  }

  async #handle(message: FromView): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        this.#sendContext();
        return this.#sendPending();
      case "search":
        return this.#search(message);
      case "cancel":
        return this.#searching.cancel();
      case "section":
        return this.#readSection(message.id);
      case "act":
        return this.#act(message);
      case "followCursor":
        return void vscode.workspace
          .getConfiguration("contexter.searchView")
          .update("followCursor", message.on, vscode.ConfigurationTarget.Global);
      case "openLink":
        return void vscode.env.openExternal(vscode.Uri.parse(message.url, true));
      case "command":
        return void vscode.commands.executeCommand(message.command);
    }
  }

  async #search({ generation, query, filters }: Extract<FromView, { type: "search" }>): Promise<void> {
    this.#searching.cancel();
    this.#searching = new vscode.CancellationTokenSource();
    const { token } = this.#searching;
    try {
      const response = await this.#parts.sections.search(searchRequestOf(query, filters), token);
      if (!token.isCancellationRequested) this.#send({ type: "results", generation, response });
    } catch (error) {
      if (!token.isCancellationRequested && !isCancelled(error))
        this.#send({ type: "failed", generation, failure: failureOf(error) });
    }
  }

  async #readSection(id: string): Promise<void> {
    try {
      this.#send({ type: "section", id, result: await this.#parts.sections.read(id) });
    } catch (error) {
      if (!isCancelled(error)) this.#send({ type: "sectionFailed", id, failure: failureOf(error) });
    }
  }

  async #act({ action, id }: Extract<FromView, { type: "act" }>): Promise<void> {
    try {
      this.#send({ type: "done", action, message: await actOn(action, id, this.#parts.sections) });
    } catch (error) {
      const { message, remedy } = failureOf(error);
      void vscode.window.showErrorMessage(`${message} ${remedy}`);
    }
  }

  #sendContext(): void {
    const settings = vscode.workspace.getConfiguration("contexter.searchView");
    const facts = {
      followCursor: settings.get("followCursor", false),
      folders: vscode.workspace.workspaceFolders?.length ?? 0,
      trusted: vscode.workspace.isTrusted,
    };
    const { libraries, server } = this.#parts;
    this.#send({ type: "context", context: viewContext(libraries.current, server.status, facts) });
  }

  #sendPending(): void {
    if (!this.#isReady || this.#pending === undefined) return;
    this.#send(this.#pending);
    this.#pending = undefined;
  }

  #send(message: ToView): void {
    if (this.#isReady) void this.#view?.webview.postMessage(message);
  }
}
