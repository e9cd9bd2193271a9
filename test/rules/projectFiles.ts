import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every file that is, or would be, in the repository; paths with `/`, relative to the root. */
export function projectFiles(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const output = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
  return [...new Set(output.split("\0"))].filter((file) => file !== "" && existsSync(join(root, file))).sort();
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
