import { readdir, readFile } from "node:fs/promises";
import * as z from "zod";
import { contributes } from "./contributes.ts";
import { fillMarkers } from "./markers.ts";
import { TABLES } from "./tables.ts";

/** A file as it should be, and whether it already is. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
  readonly isFresh: boolean;
}

const Manifest = z.looseObject({ name: z.string() });

/**
 * Every file that holds copies of facts whose one source is elsewhere: the manifest's `contributes`, and the tables
 * between markers in README.md and docs/*.md.
 * @param root folder of the project, ends in `/`
 */
export async function generatedFiles(root: URL): Promise<readonly GeneratedFile[]> {
  const documents = [...(await markdownIn(root, "")), ...(await markdownIn(root, "docs/"))];
  const files = await Promise.all(
    documents.map(async (path) => compared(path, await readFile(new URL(path, root), "utf8"), withTables)),
  );
  const manifest = await readFile(new URL("package.json", root), "utf8");
  return [compared("package.json", manifest, withContributes), ...files];
}

async function markdownIn(root: URL, folder: string): Promise<string[]> {
  const names = await readdir(new URL(folder, root)).catch(() => []);
  return names.filter((name) => name.endsWith(".md")).map((name) => folder + name);
}

function compared(path: string, now: string, make: (now: string) => string): GeneratedFile {
  const text = make(now);
  return { path, text, isFresh: text === now };
}

function withTables(document: string): string {
  return fillMarkers(document, TABLES);
}

function withContributes(manifest: string): string {
  const parsed = Manifest.parse(JSON.parse(manifest));
  return `${JSON.stringify({ ...parsed, contributes: contributes() }, null, 2)}\n`;
}
