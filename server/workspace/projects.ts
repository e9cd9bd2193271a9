import { stat } from "node:fs/promises";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import type { Problem } from "../../shared/errors.ts";
import { ContexterError, errnoOf, messageOf } from "../errors.ts";
import { isRecord, type JsonRecord, recordIn, stringsIn } from "../platform/json.ts";
import { readTextIfThere } from "./files.ts";
import { type Manifest, parseManifest } from "./manifest.ts";
import { expandMembers, findNestedProjects, memberFolders } from "./members.ts";

type Catalogs = Manifest["catalogs"];

/** A folder with a manifest. */
export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of its `package.json`. */
  readonly path: string;
  readonly manifest: Manifest;
  /** Ranges that `catalog:` stands for here. */
  readonly catalogs: Catalogs;
}

export interface Projects {
  /** The root first, then by folder. */
  readonly projects: readonly Project[];
  readonly problems: readonly Problem[];
  /** Absolute paths: manifests that are there or may come, and folders in which members may appear. */
  readonly watch: readonly string[];
}

/**
 * Finds the projects of a workspace: the root, its members, and where the root has no manifest the projects inside it.
 * @throws ContexterError `workspace/not-a-folder`
 */
export async function readProjects(root: string, signal: AbortSignal): Promise<Projects> {
  await assertFolder(root);
  const found = await readMonorepo(root, signal);
  if (found.projects.length > 0) return found;
  const folders = await findNestedProjects(root, signal);
  const nested = await Promise.all(folders.map((folder) => readMonorepo(join(root, folder), signal)));
  const all = [found, ...nested];
  const unique = new Map(all.flatMap((one) => one.projects).map((project) => [project.path, project]));
  return {
    projects: [...unique.values()],
    problems: all.flatMap((one) => one.problems),
    watch: all.flatMap((one) => one.watch),
  };
}

/** A folder and the members that its manifest (or pnpm's own file) declares. */
async function readMonorepo(folder: string, signal: AbortSignal): Promise<Projects> {
  const problems: Problem[] = [];
  const own = await readManifestFile(folder, problems);
  const pnpm = await readPnpmWorkspace(folder, problems);
  const patterns = pnpm.patterns ?? own?.workspaces ?? [];
  const catalogs: Catalogs = new Map([...(own?.catalogs ?? []), ...pnpm.catalogs]);
  const members = await expandMembers(folder, patterns, signal);
  const manifests = await Promise.all(members.map((member) => readManifestFile(join(folder, member), problems)));
  const projects: Project[] = [];
  for (const [at, manifest] of [own, ...manifests].entries()) {
    const place = at === 0 ? folder : join(folder, members[at - 1] ?? "");
    if (manifest) projects.push({ folder: place, path: join(place, "package.json"), manifest, catalogs });
  }
  return {
    projects,
    problems,
    watch: [
      join(folder, "package.json"),
      join(folder, "pnpm-workspace.yaml"),
      ...memberFolders(patterns).map((base) => join(folder, base)),
      ...members.map((member) => join(folder, member, "package.json")),
    ],
  };
}

async function assertFolder(root: string): Promise<void> {
  const status = await stat(root).catch((error: unknown) => {
    throw new ContexterError(
      "workspace/not-a-folder",
      `${root} cannot be read (${errnoOf(error) ?? messageOf(error)})`,
    );
  });
  if (!status.isDirectory()) throw new ContexterError("workspace/not-a-folder", `${root} is not a folder`);
}

async function readManifestFile(folder: string, problems: Problem[]): Promise<Manifest | undefined> {
  const path = join(folder, "package.json");
  const text = await readOrReport(path, problems);
  if (text === undefined) return undefined;
  const manifest = parseManifest(text);
  const { error } = manifest;
  if (error) {
    const message = `${path}:${error.line} could not be read whole (${error.message})`;
    problems.push({ code: "workspace/bad-manifest", message, file: path });
  }
  return manifest;
}

interface PnpmWorkspace {
  readonly patterns?: readonly string[];
  readonly catalogs: Catalogs;
}

async function readPnpmWorkspace(folder: string, problems: Problem[]): Promise<PnpmWorkspace> {
  const path = join(folder, "pnpm-workspace.yaml");
  const text = await readOrReport(path, problems);
  if (text === undefined) return { catalogs: new Map() };
  try {
    const value: unknown = parseYaml(text, { logLevel: "error" });
    const settings: JsonRecord = isRecord(value) ? value : {};
    const catalogs = new Map<string, ReadonlyMap<string, string>>();
    catalogs.set("", stringFields(recordIn(settings, "catalog")));
    for (const name of Object.keys(recordIn(settings, "catalogs"))) {
      catalogs.set(name, stringFields(recordIn(recordIn(settings, "catalogs"), name)));
    }
    return settings.packages === undefined ? { catalogs } : { patterns: stringsIn(settings, "packages"), catalogs };
  } catch (error) {
    problems.push({
      code: "workspace/bad-manifest",
      message: `${path} could not be read (${messageOf(error)})`,
      file: path,
    });
    return { catalogs: new Map() };
  }
}

function stringFields(record: JsonRecord): ReadonlyMap<string, string> {
  const fields = Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return new Map(fields);
}

async function readOrReport(path: string, problems: Problem[]): Promise<string | undefined> {
  try {
    return await readTextIfThere(path);
  } catch (error) {
    const message = `${path} could not be read (${errnoOf(error) ?? messageOf(error)})`;
    problems.push({ code: "workspace/bad-manifest", message, file: path });
    return undefined;
  }
}
