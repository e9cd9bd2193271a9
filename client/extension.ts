import * as vscode from "vscode";
import { registerCommands } from "./commands/commands.ts";
import { registerHover } from "./hover/provideHover.ts";
import { Libraries } from "./libraries/libraries.ts";
import { LibrariesTree } from "./libraries/librariesTree.ts";
import { followCursor } from "./searchView/followCursor.ts";
import { SearchView } from "./searchView/searchView.ts";
import { Sections } from "./searchView/sections.ts";
import { Server } from "./server/server.ts";
import { createStatusItem } from "./status/statusItem.ts";
import { registerTools } from "./tools/languageModelTools.ts";

/** Milliseconds since `activate` was called. */
export interface Timings {
  activated?: number;
  serverReady?: number;
}

/** What `activate` hands to whoever asks the editor for this extension's exports; tests and benchmarks do. */
export interface ContexterApi {
  /** Resolves when the server answers; rejects if it could not be started. */
  readonly ready: Promise<void>;
  readonly timings: Readonly<Timings>;
  readonly server: Pick<Server, "status" | "pid" | "request" | "request0" | "restart" | "onDidChangeStatus">;
  readonly libraries: Pick<Libraries, "current" | "onDidChange">;
}

/** The composition root: builds every part, ties its lifetime to the extension's, and lets the server start by itself. */
export function activate(context: vscode.ExtensionContext): ContexterApi {
  const begun = performance.now();
  const timings: Timings = {};
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const log = own(vscode.window.createOutputChannel("Contexter", { log: true }));
  const server = own(new Server(context, log));
  const libraries = own(new Libraries(server, log));
  const sections = new Sections(server);
  own(createStatusItem(server, libraries));
  own(new LibrariesTree(libraries));
  const view = own(new SearchView({ server, libraries, sections, log, extensionUri: context.extensionUri }));
  own(followCursor(server, log, view));
  own(registerCommands({ server, libraries, sections, view, log, extensionId: context.extension.id }));
  own(registerHover(server, log));
  own(registerTools(server, sections));
  own(vscode.workspace.onDidGrantWorkspaceTrust(() => void restart(server, log)));
  own(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("contexter")) void server.sendSettings();
    }),
  );
  const ready = server.start().then(() => {
    timings.serverReady = performance.now() - begun;
    log.info(`ready after ${timings.serverReady.toFixed(0)} ms`);
  });
  // The status item shows a failed start; whoever awaits `ready` gets the reason.
  ready.catch((error: unknown) => log.error(`the server could not be started: ${String(error)}`));
  timings.activated = performance.now() - begun;
  return { ready, timings, server, libraries };
}

/** A workspace that is trusted now may be indexed: the server learns it at its start. */
async function restart(server: Server, log: vscode.LogOutputChannel): Promise<void> {
  try {
    await server.restart();
  } catch (error) {
    log.error(`the server could not be restarted: ${String(error)}`);
  }
}
