import { parse as parseYaml } from "yaml";
import { isRecord, type JsonRecord, parseJsonObject, recordIn, stringIn } from "../platform/json.ts";

/** Versions that a lock file promises. */
export interface LockedVersions {
  /**
   * @param folder of the manifest relative to the lock file, `/` separated, empty for its own
   * @param wanted the range as the manifest has it
   */
  versionOf(folder: string, name: string, wanted: string): string | undefined;
}

const VERSION = /^\d+\.\d+\.\d+/;

/** @returns undefined for a text that is no lock file of that name */
export function parseLockFile(file: string, text: string): LockedVersions | undefined {
  switch (file) {
    case "package-lock.json":
    case "npm-shrinkwrap.json":
      return npmLock(parseJsonObject(text));
    case "bun.lock":
      return bunLock(parseJsonObject(text));
    case "pnpm-lock.yaml":
      return pnpmLock(yamlObject(beforePackages(text)));
    case "yarn.lock":
      return yarnLock(text);
    default:
      return undefined;
  }
}

function npmLock(lock: JsonRecord | undefined): LockedVersions | undefined {
  if (lock === undefined) return undefined;
  const packages = recordIn(lock, "packages");
  const legacy = recordIn(lock, "dependencies");
  return {
    versionOf(folder, name) {
      for (const place of upwards(folder)) {
        const entry = packages[place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`];
        if (isRecord(entry)) return stringIn(entry, "version");
      }
      return exactVersion(stringIn(recordIn(legacy, name), "version"));
    },
  };
}

function bunLock(lock: JsonRecord | undefined): LockedVersions | undefined {
  if (lock === undefined) return undefined;
  const packages = recordIn(lock, "packages");
  const workspaces = recordIn(lock, "workspaces");
  return {
    versionOf(folder, name) {
      const member = stringIn(recordIn(workspaces, folder), "name");
      const nested = member === undefined ? undefined : packages[`${member}/${name}`];
      const entry = nested ?? packages[name];
      const resolved: unknown = Array.isArray(entry) ? entry[0] : undefined;
      return typeof resolved === "string" ? exactVersion(resolved.slice(resolved.lastIndexOf("@") + 1)) : undefined;
    },
  };
}

/** What the manifests ask for stands before the long lists of packages and their own dependencies. */
function beforePackages(text: string): string {
  const at = text.search(/^packages:/m);
  return at < 0 ? text : text.slice(0, at);
}

function pnpmLock(lock: JsonRecord | undefined): LockedVersions | undefined {
  if (lock === undefined) return undefined;
  const importers = recordIn(lock, "importers");
  return {
    versionOf(folder, name) {
      const importer = isRecord(lock.importers) ? recordIn(importers, folder === "" ? "." : folder) : lock;
      for (const group of ["dependencies", "devDependencies", "optionalDependencies"]) {
        const entry = recordIn(importer, group)[name];
        const version = isRecord(entry) ? stringIn(entry, "version") : entry;
        if (typeof version === "string") return pnpmVersion(version);
      }
      return undefined;
    },
  };
}

/** `1.0.0`, `1.0.0(react@18.0.0)`, `1.0.0_react@18.0.0`, `/real/1.0.0`, `/real@1.0.0`, `real@1.0.0`; not `link:…`. */
function pnpmVersion(written: string): string | undefined {
  const plain = written.replace(/\(.*$/, "");
  if (VERSION.test(plain)) return plain.replace(/_.*$/, "");
  return exactVersion(/^\/?(?:@[^/]+\/)?[^/@]+[@/](\d[^_/]*)/.exec(plain)?.[1]);
}

function yarnLock(text: string): LockedVersions {
  const versions = yarnVersions(text);
  return {
    versionOf: (_folder, name, wanted) =>
      versions.get(`${name}@${wanted}`) ?? versions.get(`${name}@npm:${wanted}`) ?? onlyVersion(versions, name),
  };
}

/** A range that the lock does not have yet is answered if there is no choice. */
function onlyVersion(versions: ReadonlyMap<string, string>, name: string): string | undefined {
  const found = new Set<string>();
  for (const [key, version] of versions) if (key.startsWith(`${name}@`)) found.add(version);
  return found.size === 1 ? [...found][0] : undefined;
}

/** Both of its formats, line by line: lock files of monorepos are long, and the newer one is simple YAML. */
function yarnVersions(text: string): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  let keys: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[^\s#].*:$/.test(line)) keys = line.slice(0, -1).replaceAll('"', "").split(/,\s*/);
    const version = /^ {2}version:? "?([^"\s]+)"?/.exec(line)?.[1];
    // `0.0.0-use.local` is what the newer format gives to members
    if (version === undefined || exactVersion(version) === undefined || version.endsWith("use.local")) continue;
    for (const key of keys) versions.set(key, version);
    keys = [];
  }
  return versions;
}

function exactVersion(text: string | undefined): string | undefined {
  return text !== undefined && VERSION.test(text) ? text : undefined;
}

function yamlObject(text: string): JsonRecord | undefined {
  try {
    const value: unknown = parseYaml(text, { logLevel: "error", maxAliasCount: 0 });
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // the caller reports a lock file that cannot be read
  }
}

/** `a/b` → `a/b`, `a`, ``. */
function upwards(folder: string): readonly string[] {
  const parts = folder === "" ? [] : folder.split("/");
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join("/")), ""];
}
