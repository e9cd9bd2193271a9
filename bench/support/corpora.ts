import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { Place } from "./bench.ts";

const Pins = z.record(z.string(), z.string().regex(/^\d+\.\d+\.\d+/, "a pin is an exact version"));
const Corpus = z.union([
  z.strictObject({ packages: Pins }),
  /** The dependencies of a manifest of this project. */
  z.strictObject({ pinnedIn: z.string() }),
  /** Some files of packages of another corpus. */
  z.strictObject({ from: z.string(), only: z.record(z.string(), z.array(z.string())) }),
]);
const root = new URL("../../", import.meta.url);

/** Installs a corpus of `bench/corpora.json` where it is missing. @returns a workspace folder whose manifest names its packages */
export async function installCorpus(name: string, place: Place): Promise<string> {
  const corpora = z.record(z.string(), Corpus).parse(await readJson(new URL("bench/corpora.json", root)));
  const corpus = corpora[name];
  if (!corpus) throw new Error(`bench/corpora.json has no corpus ${name}`);
  if ("from" in corpus) return copyPart(name, corpus, place);
  const pins = "packages" in corpus ? corpus.packages : await pinsOf(new URL(corpus.pinnedIn, root));
  return install(name, pins, place);
}

async function pinsOf(manifest: URL): Promise<Record<string, string>> {
  return z.looseObject({ dependencies: Pins }).parse(await readJson(manifest)).dependencies;
}

async function install(name: string, pins: Readonly<Record<string, string>>, place: Place): Promise<string> {
  const folder = join(place.cache, "workspaces", name);
  const manifest = manifestOf(name, pins);
  const marker = join(folder, "node_modules", ".installed");
  if ((await textOf(marker)) === manifest) return folder;
  place.note(`installing the packages of ${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), manifest);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--omit=optional"];
  await promisify(execFile)("npm", ["install", ...flags], { cwd: folder, shell: process.platform === "win32" });
  await writeFile(marker, manifest);
  return folder;
}

async function copyPart(
  name: string,
  { from, only }: { readonly from: string; readonly only: Readonly<Record<string, readonly string[]>> },
  place: Place,
): Promise<string> {
  const source = await installCorpus(from, place);
  const all = await pinsOf(new URL(`file://${join(source, "package.json")}`));
  const pins = Object.fromEntries(Object.entries(all).filter(([owner]) => owner in only));
  const folder = join(place.cache, "workspaces", name);
  const manifest = manifestOf(name, pins);
  if ((await textOf(join(folder, "package.json"))) === manifest) return folder;
  await rm(folder, { recursive: true, force: true });
  for (const [owner, files] of Object.entries(only))
    for (const file of files)
      await cp(join(source, "node_modules", owner, file), join(folder, "node_modules", owner, file), {
        recursive: true,
      });
  await writeFile(join(folder, "package.json"), manifest);
  return folder;
}

function manifestOf(name: string, dependencies: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ name: `contexter-bench-${name}`, private: true, dependencies }, null, 2)}\n`;
}

async function readJson(file: URL): Promise<unknown> {
  return JSON.parse(await readFile(file, "utf8"));
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
