import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { RequestParam, RequestType, RequestType0 } from "vscode-languageserver-protocol";
import type { WireError } from "../../shared/errors.ts";
import type { InitializationOptions, ServerStatus } from "../../shared/protocol.ts";
import { isCancelled } from "./failure.ts";
import { RestartPolicy } from "./restartPolicy.ts";
import { explicitSettings } from "./settings.ts";
import { untilHandled } from "./untilHandled.ts";

/** Languages whose symbols Contexter resolves. */
export const LANGUAGES = ["typescript", "typescriptreact", "javascript", "javascriptreact"] as const;

const STARTING: ServerStatus = { state: "starting", message: "Starting the server" };
const GAVE_UP: ServerStatus = {
  state: "problem",
  message: "The server ended five times within three minutes. Restart it, or look into the log.",
};

/** The sidecar: starts it on the editor's own Node, keeps it alive, passes requests on. */
export class Server implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #policy = new RestartPolicy(() => performance.now());
  readonly #didChangeStatus = new vscode.EventEmitter<ServerStatus>();
  readonly #didChangeLibraries = new vscode.EventEmitter<void>();
  #client: LanguageClient | undefined;
  #starting: Promise<LanguageClient> | undefined;
  #status: ServerStatus = STARTING;

  readonly onDidChangeStatus = this.#didChangeStatus.event;
  readonly onDidChangeLibraries = this.#didChangeLibraries.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
  }

  get status(): ServerStatus {
    return this.#status;
  }

  /** False while it starts and after it ended: what must not wait should not ask then. */
  get isUp(): boolean {
    return this.#client?.isRunning() === true && this.#status.state !== "starting";
  }

  /** Process id of the sidecar, for tests that end it. */
  get pid(): number | undefined {
    return this.#client?.serverProcess?.pid;
  }

  /** Resolves when the server answers requests. */
  async start(): Promise<void> {
    const { storeStatusRequest } = await import("../../shared/protocol.ts");
    await this.request0(storeStatusRequest);
  }

  /** Starts the server anew, whatever state it is in. */
  async restart(): Promise<void> {
    this.#policy.reset();
    this.#setStatus(STARTING);
    const old = this.#client;
    this.#client = undefined;
    this.#starting = undefined;
    // A server that has died, or that never started, cannot be stopped in order; it is gone either way.
    await old?.dispose().catch((error: unknown) => this.#log.debug(`stopping the server: ${String(error)}`));
    await this.start();
  }

  async request<P, R>(
    type: RequestType<P, R, WireError>,
    params: NoInfer<RequestParam<P>>,
    token?: vscode.CancellationToken,
  ): Promise<R> {
    const client = await this.#started();
    return untilHandled(
      () => client.sendRequest(type, params, token),
      () => token?.isCancellationRequested === true,
    );
  }

  async request0<R>(type: RequestType0<R, WireError>, token?: vscode.CancellationToken): Promise<R> {
    const client = await this.#started();
    return untilHandled(
      () => client.sendRequest(type, token),
      () => token?.isCancellationRequested === true,
    );
  }

  /** Sends what is set now; the server keeps its own order of precedence. */
  async sendSettings(): Promise<void> {
    // A server that is not there yet gets them at its start.
    if (this.#client?.isRunning() !== true) return;
    const { settingsNotification } = await import("../../shared/protocol.ts");
    await this.#client.sendNotification(settingsNotification, explicitSettings(vscode.workspace.getConfiguration()));
  }

  dispose(): Promise<void> {
    this.#didChangeStatus.dispose();
    this.#didChangeLibraries.dispose();
    return this.#client?.dispose() ?? Promise.resolve();
  }

  #started(): Promise<LanguageClient> {
    this.#starting ??= this.#launch().catch((error: unknown) => {
      this.#setStatus({ state: "problem", message: "The server could not be started. The log says why." });
      throw error;
    });
    return this.#starting;
  }

  async #launch(): Promise<LanguageClient> {
    const [{ LanguageClient, State, TransportKind }, protocol] = await Promise.all([
      import("vscode-languageclient/node"),
      import("../../shared/protocol.ts"),
    ]);
    const module = vscode.Uri.joinPath(this.#context.extensionUri, "dist", "main.js").fsPath;
    const node = { module, transport: TransportKind.ipc };
    const client: LanguageClient = new LanguageClient(
      "contexter",
      "Contexter",
      { run: node, debug: node },
      this.#options(),
    );
    this.#client = client;
    client.onNotification(protocol.statusNotification, (status) => this.#setStatus(status));
    client.onNotification(protocol.librariesChangedNotification, () => this.#didChangeLibraries.fire());
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) this.#setStatus(STARTING);
      if (newState === State.Running) this.#didChangeLibraries.fire();
    });
    await client.start();
    return client;
  }

  #options() {
    const initializationOptions = (): InitializationOptions => ({
      settings: explicitSettings(vscode.workspace.getConfiguration()),
      trusted: vscode.workspace.isTrusted,
      version: String(this.#context.extension.packageJSON.version),
    });
    return {
      documentSelector: [
        ...LANGUAGES.map((language) => ({ scheme: "file", language })),
        { scheme: "file", pattern: "**/package.json" },
      ],
      initializationOptions,
      outputChannel: this.#log,
      initializationFailedHandler: () => false,
      errorHandler: { error: () => ({ action: 1 }), closed: () => this.#closed() },
      // Hovers have a provider of their own, which stands after the language's.
      middleware: { provideHover: () => undefined },
    };
  }

  #closed(): { readonly action: 1 | 2; readonly handled: true } {
    if (this.#policy.mayRestart()) {
      this.#log.warn("The server ended unexpectedly; it is started again.");
      return { action: 2, handled: true };
    }
    this.#log.error(GAVE_UP.message);
    this.#setStatus(GAVE_UP);
    return { action: 1, handled: true };
  }

  #setStatus(status: ServerStatus): void {
    this.#status = status;
    this.#didChangeStatus.fire(status);
  }
}

/** Runs a request whose failure only means that there is less to show; a cancelled one is no failure. */
export async function orUndefined<R>(
  log: vscode.LogOutputChannel,
  what: string,
  answer: Promise<R>,
): Promise<R | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!isCancelled(error)) log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
