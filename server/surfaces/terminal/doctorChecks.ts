import { access, constants, mkdir, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ContexterError, messageOf } from "../../errors.ts";
import { type Assets, assetNames, assetUrl } from "../../platform/assets.ts";
import { loadSqlite } from "../../platform/database.ts";
import { readFolderPlace, refuseNetworkFolder } from "../../platform/dataDir.ts";
import { formatBytes } from "./style.ts";

export interface Check {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly message: string;
  readonly remedy?: string;
}

export interface CheckedEnvironment {
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  readonly dataDir: string;
  readonly assets: Assets;
}

const LEAST_NODE = [22, 13] as const;
const LITTLE_SPACE = 200 * 1024 * 1024;

/** What can be checked without opening the store: Node, SQLite, the store's folder, the shipped files. */
export async function environmentChecks(environment: CheckedEnvironment): Promise<Check[]> {
  const { nodeVersion, dataDir, platform, assets } = environment;
  return [
    nodeCheck(nodeVersion),
    await check("sqlite", "Use Node 22.13 or newer.", checkSqlite),
    await check("data folder", remedyOf("store/unavailable"), () => checkWritable(dataDir)),
    await check("file system", remedyOf("store/network-file-system"), async () => {
      refuseNetworkFolder(dataDir, readFolderPlace(dataDir, platform));
      return "local";
    }),
    await spaceCheck(dataDir),
    await check("model and kernel", remedyOf("embed/model-missing"), () => checkAssets(assets)),
  ];
}

export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return enough
    ? { name: "node", status: "ok", message: version }
    : { name: "node", status: "fail", message: `${version} is too old`, remedy: "Use Node 22.13 or newer." };
}

async function check(name: string, remedy: string, run: () => Promise<string>): Promise<Check> {
  try {
    return { name, status: "ok", message: await run() };
  } catch (error) {
    return { name, status: "fail", message: messageOf(error), remedy };
  }
}

function remedyOf(code: ConstructorParameters<typeof ContexterError>[0]): string {
  return new ContexterError(code, "").remedy;
}

async function checkSqlite(): Promise<string> {
  const database = (await loadSqlite()).open(":memory:");
  try {
    database.check();
  } finally {
    database.dispose();
  }
  return "works";
}

async function checkWritable(dataDir: string): Promise<string> {
  const existing = await nearestExisting(dataDir);
  await access(existing, constants.W_OK);
  if (existing !== dataDir) return `${dataDir} (not there yet)`;
  const probe = join(dataDir, `.probe-${process.pid}`);
  await mkdir(dataDir, { recursive: true });
  await writeFile(probe, "");
  await rm(probe, { force: true });
  return dataDir;
}

async function nearestExisting(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found !== undefined || dirname(folder) === folder) return folder;
  }
}

async function spaceCheck(dataDir: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestExisting(dataDir));
  const free = bavail * bsize;
  const message = `${formatBytes(free)} free`;
  return free >= LITTLE_SPACE
    ? { name: "space", status: "ok", message }
    : {
        name: "space",
        status: "warn",
        message,
        remedy: "Free some space, or choose another folder with `contexter.dataDir`.",
      };
}

async function checkAssets(assets: Assets): Promise<string> {
  const names = Object.keys(assetNames) as (keyof typeof assetNames)[];
  for (const name of names) {
    const { size } = await stat(assetUrl(assets, name));
    if (size === 0) throw new ContexterError("embed/model-missing", `${assetNames[name]} is empty`);
  }
  return `${names.length} files`;
}
