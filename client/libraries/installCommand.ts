/** Lock files, the most telling first, and the command that installs what they say. */
const MANAGERS: readonly (readonly [lockFile: string, command: string])[] = [
  ["pnpm-lock.yaml", "pnpm install"],
  ["yarn.lock", "yarn install"],
  ["bun.lock", "bun install"],
  ["bun.lockb", "bun install"],
  ["package-lock.json", "npm ci"],
];

export const LOCK_FILES: readonly string[] = MANAGERS.map(([lockFile]) => lockFile);

/** The install command of a folder's package manager; the user runs it, never Contexter. */
export function installCommand(fileNames: readonly string[]): string {
  return MANAGERS.find(([lockFile]) => fileNames.includes(lockFile))?.[1] ?? "npm install";
}
