// Writes THIRD-PARTY-NOTICES.md: every package whose code or data ships in dist/, with the text of its licence.
// Usage: node scripts/notices.ts [--check]   after a build, which leaves the list of bundled files in dist/inputs.json

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "./testing/run.ts";

const target = join(root, "THIRD-PARTY-NOTICES.md");
const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** Packages whose files the build copies instead of bundling them. */
const COPIED = ["@vscode/codicons", "@vscode/tree-sitter-wasm", "web-tree-sitter"] as const;

export interface Notice {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly license: string;
  /** Texts of the package's licence files. */
  readonly texts: readonly string[];
}

/** Folders of the packages that bundled files lie in, each once: `node_modules/a/node_modules/@b/c`. */
export function packageFolders(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

function readNotice(folder: string): Notice {
  const path = join(root, folder);
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(path, "package.json"), "utf8")));
  const files = readdirSync(path).filter(
    (file) => /^(?:licen[cs]e|notice|copying)\b/i.test(file) && !/\.[cm]?[jt]s$/.test(file),
  );
  const texts = files.map((file) => readFileSync(join(path, file), "utf8").replace(/\r\n?/g, "\n").trim());
  return { name: manifest.name, version: manifest.version, license: manifest.license ?? "see below", texts };
}

/** One heading a package; a text that several packages share word for word is printed at its first one and referred to at the others. */
export function formatNotices(notices: readonly Notice[]): string {
  const printed = new Map<string, string>();
  const quote = (notice: Notice, text: string): string => {
    const first = printed.get(text);
    if (first !== undefined) return `The same text as for ${first}.`;
    printed.set(text, notice.name);
    return `\`\`\`\`text\n${text}\n\`\`\`\``;
  };
  const parts = notices.map((notice) => {
    const texts = notice.texts.map((text) => quote(notice, text));
    const body = texts.length > 0 ? texts.join("\n\n") : "The package ships no licence text beside this name.";
    return `## ${notice.name} ${notice.version}\n\nLicence: ${notice.license}\n\n${body}\n`;
  });
  const head =
    "# Third-party notices\n\nContexter ships code and data of these packages. Written by `npm run package`.\n";
  return [head, ...parts].join("\n");
}

/** @returns the text that THIRD-PARTY-NOTICES.md should have. @throws {Error} before the first build */
export function currentNotices(): string {
  const list = join(root, "dist", "inputs.json");
  if (!existsSync(list)) throw new Error("dist/inputs.json is missing; run `npm run build` first");
  const files = z.array(z.string()).parse(JSON.parse(readFileSync(list, "utf8")));
  const folders = packageFolders([...files, ...COPIED.map((name) => `node_modules/${name}`)]);
  return formatNotices(folders.map(readNotice));
}

if (import.meta.main) {
  const wanted = currentNotices();
  const fresh = existsSync(target) && readFileSync(target, "utf8") === wanted;
  if (!fresh && process.argv.includes("--check")) {
    console.error(
      "THIRD-PARTY-NOTICES.md is stale: bundled packages have changed.\n→ Run `npm run package` and commit the file.",
    );
    process.exitCode = 1;
  } else if (!fresh) writeFileSync(target, wanted);
}
