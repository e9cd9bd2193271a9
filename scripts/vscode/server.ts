import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

export interface ServerOptions {
  /** `server-main.js` of an installed VS Code. */
  readonly serverMain: string;
  /** Everything that this server writes; keep the path short, Unix sockets in it have at most about 107 characters. */
  readonly dataFolder: string;
  /** User settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** 0 picks a free one. */
  readonly port?: number;
  /** What the address must carry; absent: any local user may connect, for tests only. */
  readonly token?: string;
  /** Extra environment of server, extension host and language server. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further flags of the server. */
  readonly flags?: readonly string[];
}

export interface RunningServer {
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends the server and everything that it started. */
  stop(): Promise<void>;
}

const FOREIGN = /^(?:VSCODE_|ELECTRON_|CODE_SERVER_|npm_)|^NODE_OPTIONS$|^NODE_V8_COVERAGE$/;

/** The environment without what another editor, Electron or npm left in it: CODE_SERVER_PARENT_PID alone makes the server do nothing. */
export function cleanEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(kept.filter(([name]) => !FOREIGN.test(name)));
}

function environment(options: ServerOptions): Record<string, string> {
  // Without these two it leaves sockets behind in the system's temporary folder.
  const temporary = join(options.dataFolder, "tmp");
  mkdirSync(temporary, { recursive: true });
  return { ...cleanEnvironment(process.env), TMPDIR: temporary, XDG_RUNTIME_DIR: temporary, ...options.env };
}

/** Installs a VSIX into the server's data folder, as a user's "Install from VSIX…" does. @throws {Error} with the server's own words */
export function installExtension(options: ServerOptions, vsix: string): void {
  const flags = ["--install-extension", vsix, "--force", "--accept-server-license-terms"];
  const args = [options.serverMain, ...flags, "--server-data-dir", options.dataFolder];
  const result = spawnSync(process.execPath, args, { env: environment(options), encoding: "utf8" });
  if (result.status !== 0) throw new Error(`${vsix} could not be installed: ${result.stdout}${result.stderr}`);
}

/** Signals the whole group; signal 0 only asks. @returns false if nobody is left in it */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}

/** Asks the group to end, and after a while makes it: language servers get the time to close their database. */
async function endGroup(child: ChildProcess, graceMs: number): Promise<void> {
  signalGroup(child, "SIGTERM");
  const deadline = performance.now() + graceMs;
  while (signalGroup(child, 0) && performance.now() < deadline) await setTimeout(50);
  signalGroup(child, "SIGKILL");
}

/** Resolves with the port that the server says it listens on. */
function listening(child: ChildProcess): Promise<number> {
  const output: string[] = [];
  return new Promise((resolve, reject) => {
    const read = (line: string): void => {
      output.push(line);
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on("line", read);
    child.once("exit", (code) => reject(new Error(`VS Code's server ended with ${code}:\n${output.join("\n")}`)));
    child.once("error", reject);
  });
}

/** Starts VS Code's server on the loopback address and waits until it listens. It ends with this process at the latest. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  await mkdir(join(options.dataFolder, "data", "User"), { recursive: true });
  await writeFile(join(options.dataFolder, "data", "User", "settings.json"), JSON.stringify(options.settings, null, 2));
  if (options.vsix !== undefined) installExtension(options, options.vsix);
  const token = options.token === undefined ? ["--without-connection-token"] : ["--connection-token", options.token];
  const place = ["--host", "127.0.0.1", "--port", String(options.port ?? 0), "--server-data-dir", options.dataFolder];
  const quiet = ["--accept-server-license-terms", "--telemetry-level", "off"];
  const args = [options.serverMain, ...place, ...token, ...quiet, ...(options.flags ?? [])];
  // Its own group, so that extension hosts and language servers end with it.
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(options),
  });
  const lastResort = (): void => void signalGroup(child, "SIGKILL");
  process.once("exit", lastResort);
  const port = await listening(child);
  return {
    port,
    process: child,
    stop: async () => {
      await endGroup(child, 3000);
      process.removeListener("exit", lastResort);
    },
  };
}
