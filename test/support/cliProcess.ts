import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTree } from "./tree.ts";

export const CLI = fileURLToPath(new URL("../../server/cli.ts", import.meta.url));

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliFolders {
  readonly cwd: string;
  readonly dataDir: string;
}

/** Starts the terminal program as a process of its own, on a store of its own and without the user's configuration. */
export function startCli(argv: readonly string[], { cwd, dataDir }: CliFolders): ChildProcessWithoutNullStreams {
  const env = {
    ...process.env,
    XDG_CONFIG_HOME: dataDir,
    APPDATA: dataDir,
    CONTEXTER_DATA_DIR: join(dataDir, "store"),
  };
  return spawn(process.execPath, [CLI, ...argv], { cwd, env });
}

/** Waits for a process and collects what it says. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<CliRun> {
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

export function runCliProcess(argv: readonly string[], folders: CliFolders): Promise<CliRun> {
  return finished(startCli(argv, folders));
}

/** A workspace that depends on packages with a readme and declarations, as a package manager leaves it. */
export function writeWorkspace(root: string, names: readonly string[]): void {
  const dependencies = Object.fromEntries(names.map((name) => [name, "^1.0.0"]));
  writeTree(root, { "package.json": { name: "workspace", private: true, dependencies } });
  for (const name of names)
    writeTree(join(root, "node_modules", name), {
      "package.json": { name, version: "1.2.3", description: `The ${name} library`, types: "index.d.ts" },
      "README.md": readmeOf(name),
      "index.d.ts": DECLARATIONS,
    });
}

const DECLARATIONS = [
  "/**",
  " * Brews a pot of tea.",
  " * @param minutes how long the leaves stay in",
  " */",
  "export declare function brewTea(minutes: number): void;",
  "",
].join("\n");

function readmeOf(name: string): string {
  return [
    `# ${name}`,
    "",
    `A small library about hot drinks called ${name}.`,
    "",
    "## Brewing tea",
    "",
    "Call `brewTea` with the number of minutes that the leaves stay in the water.",
    "",
    "```js",
    `import { brewTea } from "${name}";`,
    "brewTea(4);",
    "```",
    "",
    "## Descaling the kettle",
    "",
    "Limestone in the kettle is removed with vinegar, once a month.",
    "",
  ].join("\n");
}
