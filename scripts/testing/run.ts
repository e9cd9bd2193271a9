import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a command in this terminal. Local commands (`tsc`, `biome`, `node`) are found in the project's node_modules first.
 * @returns its exit code; 127 if it could not be started, 128 if a signal ended it
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const bin = join(root, "node_modules", ".bin");
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`, ...options.env },
      shell: process.platform === "win32",
    });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code) => resolve(code ?? 128));
  });
}

/** Runs a script of this project in the same Node. */
export const runNode = (args: readonly string[], options: RunOptions = {}): Promise<number> =>
  run(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], options);
