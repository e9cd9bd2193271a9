import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../testing/run.ts";
import { installVsCode } from "../vscode/install.ts";
import { startServer } from "../vscode/server.ts";
import { QUIET_SETTINGS } from "../vscode/settings.ts";
import { workbenchUrl } from "../vscode/workbenchUrl.ts";
import { vsixPath } from "../vsix.ts";

export interface ServeOptions {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** 0 picks a free one. */
  readonly port: number;
}

/** Resolves when the user or the system asks this process to end, or when `ended` does. */
function untilStopped(ended: Promise<void>): Promise<void> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  return Promise.race([signalled, ended]);
}

/** Serves VS Code in the browser on a folder until Ctrl+C. @returns exit code */
export async function serveWorkbench({ folder, env, port }: ServeOptions): Promise<number> {
  const serverMain = await installVsCode(join(root, ".vscode-test"));
  const dataFolder = await mkdtemp(join(tmpdir(), "ctx-"));
  // Only who has the printed address gets in: the editor runs commands as this user.
  const token = randomBytes(16).toString("hex");
  // The folder is the one that was asked for: no question whether it is trusted.
  const settings = { ...QUIET_SETTINGS, "security.workspace.trust.enabled": false };
  try {
    const server = await startServer({ serverMain, dataFolder, settings, vsix: vsixPath, port, token, env });
    const demoFile = { path: "src/server.ts", line: 21, column: 7 };
    const file = existsSync(join(folder, demoFile.path)) ? { file: demoFile } : {};
    console.log(`\nVS Code is ready on ${folder}; open this address in a browser:\n`);
    console.log(`  ${workbenchUrl({ port: server.port, folder, token, ...file })}\n\nCtrl+C ends it.`);
    const ended = new Promise<void>((resolve) => server.process.once("exit", () => resolve()));
    await untilStopped(ended);
    await server.stop();
    return 0;
  } finally {
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}
