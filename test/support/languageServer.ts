import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";
import {
  type HoverContent,
  type HoverParams,
  hoverRequest,
  type IndexSummary,
  type InitializationOptions,
  indexRequest,
  type LibraryStatus,
  librariesChangedNotification,
  librariesRequest,
  type ServerStatus,
  type StoreStatus,
  searchRequest,
  statusNotification,
  storeStatusRequest,
} from "../../shared/protocol.ts";
import type { SearchRequest, SearchResponse } from "../../shared/searchResponse.ts";

/** The server from source, whose lines count as covered, and as it ships. */
export const SOURCE_SERVER = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
export const BUILT_SERVER = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface ServerOptions {
  readonly workspace: string;
  /** The store's folder. */
  readonly dataDir: string;
  readonly settings?: InitializationOptions["settings"];
  /** Default true. */
  readonly trusted?: boolean;
  /** Default: from source. */
  readonly script?: string;
}

/** The language server as a process of its own, talked to over IPC as an editor does. */
export class LanguageServer {
  readonly connection: ProtocolConnection;
  /** Every status, log line and change of libraries so far, oldest first. */
  readonly statuses: ServerStatus[] = [];
  readonly logs: string[] = [];
  librariesChanged = 0;
  readonly process: ChildProcess;
  readonly #news = new EventEmitter();
  #heard = 0;

  private constructor(child: ChildProcess) {
    this.process = child;
    this.connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const note = (take: () => void) => {
      take();
      this.#heard += 1;
      this.#news.emit("news");
    };
    this.connection.onNotification(statusNotification, (status) => note(() => this.statuses.push(status)));
    this.connection.onNotification(librariesChangedNotification, () => note(() => this.librariesChanged++));
    this.connection.onNotification("window/logMessage", ({ message }: { readonly message: string }) =>
      note(() => this.logs.push(message)),
    );
    child.once("exit", () => note(() => undefined));
    // A killed process leaves unanswered requests and half messages; the test looks at what matters.
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  /** Resolves when the server has answered `initialize`. */
  static async start(options: ServerOptions): Promise<LanguageServer> {
    const { workspace, dataDir, settings = {}, trusted = true, script = SOURCE_SERVER } = options;
    const configuration = join(dataDir, "configuration");
    const env = { ...process.env, XDG_CONFIG_HOME: configuration, APPDATA: configuration };
    const child = fork(script, ["--node-ipc"], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"], env });
    const server = new LanguageServer(child);
    const uri = pathToFileURL(workspace).href;
    const initializationOptions: InitializationOptions = {
      settings: { ...settings, "contexter.dataDir": dataDir },
      trusted,
      version: "0.0.0",
    };
    await server.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      capabilities: {},
      workspaceFolders: [{ uri, name: "workspace" }],
      initializationOptions,
    });
    await server.connection.sendNotification("initialized", {});
    return server;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Resolves as soon as `wanted` gives something, asked now and with each notification. @throws if the process ends before */
  async until<T>(wanted: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
    for (;;) {
      const heard = this.#heard;
      const found = await wanted();
      if (found !== undefined && found !== false) return found;
      if (!this.isRunning) throw new Error(`the server ended: ${this.logs.slice(-5).join("\n")}`);
      if (heard === this.#heard) await once(this.#news, "news");
    }
  }

  /** Resolves with the `n`th end of an index run (from 1), or of what stands for it where nothing may be indexed. */
  untilReady(n = 1): Promise<ServerStatus> {
    return this.until(() => this.statuses.filter(({ state }) => state !== "indexing" && state !== "starting")[n - 1]);
  }

  logged(text: string): readonly string[] {
    return this.logs.filter((line) => line.includes(text));
  }

  search(request: SearchRequest): Promise<SearchResponse> {
    return this.connection.sendRequest(searchRequest, request);
  }

  libraries(): Promise<readonly LibraryStatus[]> {
    return this.connection.sendRequest(librariesRequest);
  }

  storeStatus(): Promise<StoreStatus> {
    return this.connection.sendRequest(storeStatusRequest);
  }

  index(params: { readonly libraries?: readonly string[]; readonly force?: boolean } = {}): Promise<IndexSummary> {
    return this.connection.sendRequest(indexRequest, params);
  }

  hover(params: HoverParams): Promise<HoverContent | null> {
    return this.connection.sendRequest(hoverRequest, params);
  }

  async openDocument(uri: string, languageId: string, text: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** As an editor that closes. @returns the exit code */
  async stop(): Promise<number | null> {
    const gone = this.#gone();
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return gone;
  }

  /** `kill -9`: nothing is cleaned up. */
  async kill(): Promise<void> {
    const gone = this.#gone();
    this.process.kill("SIGKILL");
    await gone;
  }

  async #gone(): Promise<number | null> {
    if (this.isRunning) await once(this.process, "exit");
    this.connection.dispose();
    return this.process.exitCode;
  }
}
