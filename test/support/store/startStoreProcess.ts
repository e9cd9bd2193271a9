import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { StoreCommand } from "./storeProcess.ts";

const script = fileURLToPath(new URL("./storeProcess.ts", import.meta.url));

/** A second Contexter on the same store. */
export class StoreProcess {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** @param uid runs as this user, where the test itself may do anything */
  static async start(
    dataDir: string,
    options: { readonly readOnly?: boolean; readonly uid?: number } = {},
  ): Promise<StoreProcess> {
    const { readOnly = false, ...identity } = options;
    const child = fork(script, [dataDir, readOnly ? "readOnly" : "readWrite"], {
      execArgv: [],
      silent: true,
      ...identity,
    });
    const [message] = await Promise.race([once(child, "message"), once(child, "exit")]);
    if (message?.answer === "open") return new StoreProcess(child);
    child.kill();
    throw new Error(`the store process did not open: ${message?.error ?? message}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async ask(command: StoreCommand) {
    this.tell(command);
    const [message] = await once(this.#child, "message");
    return message.answer;
  }

  tell(command: StoreCommand): void {
    this.#child.send(command);
  }

  /** Resolves with the `n`th message from now on. */
  async message(n: number): Promise<void> {
    for (let seen = 0; seen < n; seen += 1) await once(this.#child, "message");
  }

  /** `kill -9`: nothing is cleaned up. */
  async kill(): Promise<void> {
    const exited = once(this.#child, "exit");
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGKILL");
      await exited;
    }
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }
}
