import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SHIMS } from "./shims.ts";

/** The npm package that carries VS Code's own server and browser workbench; 4.139.1 is VS Code 1.139.1. */
const PACKAGE = "code-server";
const VERSION = "4.139.1";
/** Counts changes of this recipe: each makes a new folder. */
const RECIPE = 1;

/** Folders that no test touches: 770 MB become 200 MB. Kept: github-authentication, for which the log would fill with time-outs. */
const UNUSED = [
  "node_modules/@github",
  "node_modules/@microsoft/mxc-sdk",
  "node_modules/@devcontainers",
  "extensions/copilot",
  "extensions/mermaid-markdown-features",
  "extensions/microsoft-authentication",
  "extensions/ms-vscode.js-debug",
  "extensions/ms-vscode.js-debug-companion",
  "extensions/ms-vscode.vscode-js-profile-table",
] as const;

/** Where one binary per platform lies; the others go. */
const PER_PLATFORM = ["node_modules/@vscode/ripgrep-universal/bin", "node_modules/node-pty/prebuilds"] as const;

function npm(cwd: string, ...args: string[]): void {
  const shell = process.platform === "win32";
  const result = spawnSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    shell,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (result.status !== 0) throw new Error(`npm ${args.join(" ")} failed in ${cwd}`);
}

async function prune(vscode: string): Promise<void> {
  for (const folder of UNUSED) await rm(join(vscode, folder), { recursive: true, force: true });
  const own = `${process.platform}-${process.arch}`;
  for (const folder of PER_PLATFORM.map((path) => join(vscode, path)).filter(existsSync)) {
    const entries = await readdir(folder);
    // A platform under another name than expected: keep all rather than none.
    if (!entries.includes(own)) continue;
    for (const entry of entries) if (entry !== own) await rm(join(folder, entry), { recursive: true });
  }
  for (const map of globSync("**/*.map", { cwd: vscode })) await rm(join(vscode, map), { force: true });
}

async function build(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  npm(folder, "pack", `${PACKAGE}@${VERSION}`);
  const archive = `${PACKAGE}-${VERSION}.tgz`;
  if (spawnSync("tar", ["-xzf", archive], { cwd: folder, stdio: "inherit" }).status !== 0)
    throw new Error(`${archive} could not be unpacked`);
  await rm(join(folder, archive));
  const vscode = join(folder, "package", "lib", "vscode");
  // "install", not "ci": the shrinkwrap misses one package.
  npm(vscode, "install", "--omit=dev");
  npm(join(vscode, "extensions"), "install", "--omit=dev");
  for (const [name, source] of SHIMS) await writeFile(join(vscode, "node_modules", name, "index.js"), source);
  await prune(vscode);
  await writeFile(join(folder, ".complete"), "");
}

/**
 * Installs VS Code's server from the npm registry, once: about 15 s and 200 MB. It runs on the Node that runs this, so no compiler and no
 * second Node is needed. An interrupted installation leaves a folder that is never taken for a finished one.
 * @param cache folder for installations, kept between runs
 * @returns absolute path of the server's script
 */
export async function installVsCode(cache: string): Promise<string> {
  const node = process.versions.node.split(".")[0];
  const folder = join(cache, `vscode-${VERSION}-node-${node}-r${RECIPE}`);
  if (!existsSync(join(folder, ".complete"))) {
    const partial = `${folder}.${process.pid}.partial`;
    console.log(`Installing VS Code's server (${PACKAGE} ${VERSION}) into ${cache}`);
    try {
      await build(partial);
      await rm(folder, { recursive: true, force: true });
      await rename(partial, folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return join(folder, "package", "lib", "vscode", "out", "server-main.js");
}
