import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openApp } from "../../server/app.ts";
import { silentLog } from "../../server/platform/log.ts";
import type { Engine } from "../../server/surfaces/engine.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../shared/settings.ts";
import { assets } from "./assets.ts";

/** Packages of all judged sets, installed by `npm test`. */
export const TEST_MODULES = fileURLToPath(new URL("../packages/node_modules", import.meta.url));

export const hasTestPackages = existsSync(TEST_MODULES);

export interface TestEngine {
  readonly engine: Engine;
  readonly root: string;
  readonly dataDir: string;
  close(): Promise<void>;
}

export interface TestEngineOptions {
  /** Names and versions of the workspace's dependencies. */
  readonly packages: Readonly<Record<string, string>>;
  /** Use this store instead of a new one. */
  readonly dataDir?: string;
  readonly settings?: Partial<Settings>;
}

/** A workspace in a temporary folder that depends on some of the test packages, and an engine on it. Nothing is indexed yet. */
export async function openTestEngine(options: TestEngineOptions): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), "contexter-"));
  const root = join(folder, "workspace");
  await mkdir(root);
  const dataDir = options.dataDir ?? join(folder, "store");
  await writeFile(
    join(root, "package.json"),
    JSON.stringify({ name: "judged", private: true, dependencies: options.packages }, null, 2),
  );
  await symlink(TEST_MODULES, join(root, "node_modules"));
  const engine = await openApp({
    workspaces: [root],
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    dataDir,
    assets,
    workerScript: new URL("../../server/worker.ts", import.meta.url),
    log: silentLog,
  });
  return {
    engine,
    root,
    dataDir,
    close: async () => {
      await engine.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function readJsonLines(file: URL): Promise<unknown[]> {
  return (await readFile(file, "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}
