import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { TEST_MODULES } from "./testEngine.ts";

const Manifest = z.looseObject({ name: z.string(), version: z.string() });

/**
 * A workspace that depends on some of the test packages, as a package manager leaves it.
 * @param copied these lie in its `node_modules` as copies that a test may change; without any, the test packages themselves do
 */
export function installWorkspace(root: string, names: readonly string[], copied: readonly string[] = []): void {
  const dependencies = Object.fromEntries(names.map((name) => [name, `^${readManifest(TEST_MODULES, name).version}`]));
  mkdirSync(root, { recursive: true });
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "workspace", private: true, dependencies }, null, 2),
  );
  const modules = join(root, "node_modules");
  if (copied.length === 0) {
    symlinkSync(TEST_MODULES, modules, "junction");
    return;
  }
  for (const name of names) {
    const target = join(modules, name);
    mkdirSync(dirname(target), { recursive: true });
    if (copied.includes(name)) cpSync(join(TEST_MODULES, name), target, { recursive: true });
    else symlinkSync(join(TEST_MODULES, name), target, "junction");
  }
  noteInstallation(root);
}

/** Gives a copied package another version and readme, then notes the installation, as a package manager does. */
export function upgradePackage(root: string, name: string, version: string, readme: string): void {
  const modules = join(root, "node_modules");
  const manifest = { ...readManifest(modules, name), version };
  writeFileSync(join(modules, name, "package.json"), JSON.stringify(manifest, null, 2));
  writeFileSync(join(modules, name, "README.md"), readme);
  noteInstallation(root);
}

function readManifest(modules: string, name: string): z.infer<typeof Manifest> {
  return Manifest.parse(JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")));
}

/** npm's own note of what it installed; written last. */
function noteInstallation(root: string): void {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const modules = join(root, "node_modules");
  const packages = Object.fromEntries(
    Object.keys(dependencies).map((name) => [`node_modules/${name}`, { version: readManifest(modules, name).version }]),
  );
  writeFileSync(join(modules, ".package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }, null, 2));
}
