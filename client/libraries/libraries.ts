import * as vscode from "vscode";
import type { LibraryStatus } from "../../shared/protocol.ts";
import { orUndefined, type Server } from "../server/server.ts";
import { workspaceState } from "./workspaceState.ts";

/** The workspace's libraries as the server last reported them. */
export class Libraries implements vscode.Disposable {
  readonly #server: Server;
  readonly #log: vscode.LogOutputChannel;
  readonly #didChange = new vscode.EventEmitter<readonly LibraryStatus[]>();
  readonly #subscriptions: vscode.Disposable;
  #current: readonly LibraryStatus[] = [];
  #reading = false;
  #stale = false;

  readonly onDidChange = this.#didChange.event;

  constructor(server: Server, log: vscode.LogOutputChannel) {
    this.#server = server;
    this.#log = log;
    this.#subscriptions = vscode.Disposable.from(
      this.#didChange,
      server.onDidChangeLibraries(() => void this.#read()),
      server.onDidChangeStatus(() => void this.#setContext()),
    );
  }

  get current(): readonly LibraryStatus[] {
    return this.#current;
  }

  find(library: string): LibraryStatus | undefined {
    return this.#current.find((item) => item.library === library || item.name === library);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Reads once more if a change came while it was reading, however many came. */
  async #read(): Promise<void> {
    this.#stale = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      const { librariesRequest } = await import("../../shared/protocol.ts");
      while (this.#stale) {
        this.#stale = false;
        const libraries = await orUndefined(this.#log, "libraries", this.#server.request0(librariesRequest));
        if (libraries !== undefined) this.#set(libraries);
      }
    } finally {
      this.#reading = false;
    }
  }

  #set(libraries: readonly LibraryStatus[]): void {
    this.#current = libraries;
    this.#didChange.fire(libraries);
    void this.#setContext();
  }

  async #setContext(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders?.length ?? 0;
    const state = workspaceState(folders, this.#server.status, this.#current);
    await vscode.commands.executeCommand("setContext", "contexter.state", state);
  }
}
