import { PassThrough, Writable } from "node:stream";
import type { Engine } from "../../server/surfaces/engine.ts";
import type { CliHost, CliIo, EngineOptions } from "../../server/surfaces/terminal/io.ts";
import { runCli } from "../../server/surfaces/terminal/program.ts";
import { assets } from "./assets.ts";
import { fakeEngine } from "./fakeEngine.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How the engine was opened; undefined if it was not. */
  readonly opened: EngineOptions | undefined;
}

export interface Terminal {
  readonly engine?: Engine;
  readonly io?: Partial<CliIo>;
  readonly host?: Partial<CliHost>;
  /** Typed into stdin. */
  readonly input?: string;
}

/** A stream that keeps what is written to it. */
export class Screen extends Writable {
  text = "";
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs the program in this process, on an engine without a disk. */
export async function run(
  argv: readonly string[],
  { engine = fakeEngine(), io, host, input }: Terminal = {},
): Promise<Ran> {
  const stdout = new Screen();
  const stderr = new Screen();
  const stdin = new PassThrough();
  if (input !== undefined) stdin.end(input);
  let opened: EngineOptions | undefined;
  const terminal: CliIo = {
    stdout,
    stderr,
    stdin,
    env: {},
    cwd: "/w",
    home: "/home/u",
    platform: "linux",
    isTTY: false,
    isErrorTTY: false,
    isInputTTY: false,
    columns: 80,
    signal: new AbortController().signal,
    ...io,
  };
  const fakeHost: CliHost = {
    version: "1.2.3",
    assets,
    findWorkspace: async (from) => (from.startsWith("/w") ? "/w" : undefined),
    openEngine: async (options) => {
      opened = options;
      return engine;
    },
    ...host,
  };
  const code = await runCli(argv, terminal, fakeHost);
  return { code, stdout: stdout.text, stderr: stderr.text, opened };
}
