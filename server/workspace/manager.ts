import type { PackageManager } from "../model/library.ts";

/** Lock files by the manager that writes them; the first that exists decides. */
export const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];

/** Files inside `node_modules` that a manager rewrites with every install. */
export const STATE_FILES = [".package-lock.json", ".modules.yaml", ".yarn-integrity", ".yarn-state.yml"];

/** Files beside a manifest that decide what is installed. */
export const PNP_FILES = [".pnp.cjs", ".pnp.js"];

const MANAGERS: readonly PackageManager[] = ["npm", "pnpm", "yarn", "bun"];

/** The manager that a manifest's `packageManager` field names (`pnpm@9.1.0+sha512…`). */
export function managerOf(packageManager: string | undefined): PackageManager | undefined {
  const name = packageManager?.split("@")[0];
  return MANAGERS.find((manager) => manager === name);
}

/** What to type to install the dependencies of a manifest. */
export function installCommand(manager: PackageManager): string {
  return manager === "yarn" ? "yarn" : `${manager} install`;
}
