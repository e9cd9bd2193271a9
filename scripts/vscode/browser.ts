import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(env: NodeJS.ProcessEnv): string | undefined {
  const onPath = (env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const named = env.CHROME_PATH ? [env.CHROME_PATH] : [];
  return [...named, ...onPath, "/usr/bin/chromium", ...PLACES].find(isExecutable);
}

/** Debian's and Ubuntu's way, as root only: a developer's machine is not changed without being asked. */
function installByApt(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const apt = (...args: string[]): boolean =>
    spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  console.log("Installing Chromium: apt-get install -y chromium");
  const install = (): boolean => apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  return install() || (apt("update", "-qq") && install());
}

/**
 * A Chromium to drive the editor with: CHROME_PATH, the PATH, the usual places, then with `install` the system's package manager.
 * @returns absolute path of its program, undefined if there is none
 */
export async function findBrowser(
  options: { readonly install: boolean },
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  return installed(env) ?? (options.install && installByApt() ? installed(env) : undefined);
}
