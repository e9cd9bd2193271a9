import { spawnSync } from "node:child_process";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** What .gitignore leaves out, for a source tree without its repository. */
const BUILT = /(?:^|\/)(?:node_modules|dist|out|coverage|\.git|\.vscode-test)(?:\/|$)|\.vsix$/;

function listed(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const git = spawnSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
  if (git.status === 0) return git.stdout.split("\0").filter((file) => file !== "");
  const found = globSync("**", { cwd: root, exclude: (path) => BUILT.test(path) });
  return found.filter((file) => !BUILT.test(file)).map((file) => file.replaceAll("\\", "/"));
}

/** Every file that is, or would be, in the repository; paths with `/`, relative to the root. */
export function projectFiles(): string[] {
  return [...new Set(listed())]
    .filter((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile())
    .sort();
}

export const readProjectFile = (file: string): string => readFileSync(join(root, file), "utf8");

export interface Violation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

export const format = (violations: readonly Violation[]): string =>
  violations.map(({ file, line, what }) => `${file}:${line}: ${what}`).join("\n");
