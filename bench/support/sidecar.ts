import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver/node";
import { type InitializationOptions, type ServerStatus, statusNotification } from "../../shared/protocol.ts";
import { processMemory } from "./processMemory.ts";

export interface SidecarOptions {
  /** Folder of the built program. */
  readonly program: string;
  readonly workspace?: string;
  readonly settings: InitializationOptions["settings"];
}

/** The server as the editor starts it, without an editor. */
export class Sidecar {
  readonly connection: ProtocolConnection;
  /** `performance.now()` when the process was started. */
  readonly started: number;
  readonly #process: ChildProcess;
  #status: ServerStatus | undefined;
  #onStatus: (() => void) | undefined;

  private constructor(child: ChildProcess, started: number) {
    this.#process = child;
    this.started = started;
    this.connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    this.connection.onNotification(statusNotification, (status) => {
      this.#status = status;
      this.#onStatus?.();
    });
    this.connection.listen();
  }

  /** Resolves when the server has said what it is doing. */
  static async start({ program, workspace, settings }: SidecarOptions): Promise<Sidecar> {
    const started = performance.now();
    const child = fork(join(program, "dist", "main.js"), ["--node-ipc"], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const sidecar = new Sidecar(child, started);
    const initializationOptions: InitializationOptions = { settings, trusted: true, version: "0.0.0" };
    const uri = workspace && pathToFileURL(workspace).href;
    await sidecar.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri ?? null,
      capabilities: {},
      workspaceFolders: uri ? [{ uri, name: "bench" }] : null,
      initializationOptions,
    });
    await sidecar.connection.sendNotification("initialized", {});
    await sidecar.until(() => true);
    return sidecar;
  }

  get memory(): ReturnType<typeof processMemory> {
    return processMemory(this.#process.pid ?? 0);
  }

  /** Resolves with the first status that is as wanted. */
  until(wanted: (status: ServerStatus) => boolean): Promise<ServerStatus> {
    const { promise, resolve } = Promise.withResolvers<ServerStatus>();
    this.#onStatus = () => {
      if (!this.#status || !wanted(this.#status)) return;
      this.#onStatus = undefined;
      resolve(this.#status);
    };
    this.#onStatus();
    return promise;
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, "exit");
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    await gone;
    this.connection.dispose();
  }
}
