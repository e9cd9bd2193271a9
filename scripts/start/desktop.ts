import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../testing/run.ts";
import { QUIET_SETTINGS } from "../vscode/settings.ts";
import { vsixPath } from "../vsix.ts";

/**
 * Opens the VS Code of this machine on a folder, with a profile and extensions of its own beside the user's.
 * @returns false where there is none that can be used; the reason was printed if there is one
 */
export function openDesktop(folder: string, env: Readonly<Record<string, string>>): boolean {
  // In the terminal of a remote window `code` speaks to that window and knows no other profile.
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  const code = (...args: string[]) =>
    spawnSync("code", args, {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      shell: process.platform === "win32",
      env: { ...process.env, ...env },
    });
  if (code("--version").error) return false;
  const home = join(root, ".vscode-test", "start", "desktop");
  const user = join(home, "data", "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify(QUIET_SETTINGS, null, 2));
  const profile = ["--extensions-dir", join(home, "extensions"), "--user-data-dir", join(home, "data")];
  for (const args of [
    ["--install-extension", vsixPath, "--force"],
    ["--new-window", folder],
  ]) {
    const result = code(...profile, ...args);
    if (result.status === 0) continue;
    console.error(`\`code ${args[0]}\` failed (${result.stderr.trim()}); using VS Code's server instead.`);
    return false;
  }
  console.log(`VS Code is open on ${folder}.`);
  return true;
}
