import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { isRecord, type JsonRecord, recordIn, stringIn } from "../platform/json.ts";

const PUBLIC_HOST = /(?:^|\.)(?:npmjs\.org|npmjs\.com|yarnpkg\.com)$/;

/** Whether an address is that of the public registry; a variable (`${REGISTRY}`) or anything unreadable is not. */
export function isPublicRegistry(address: string): boolean {
  return URL.canParse(address) && PUBLIC_HOST.test(new URL(address).hostname);
}

/** Files that map scopes to registries. */
export const REGISTRY_FILES = [".npmrc", ".yarnrc", ".yarnrc.yml", "bunfig.toml"];

/**
 * Scopes (`@corp`) that a settings file takes from another registry than the public one. Values are only compared,
 * never kept: such files hold credentials.
 */
export function privateScopes(file: string, text: string): readonly string[] {
  const registries = scopeRegistries(file, text);
  return registries.filter(([, address]) => !isPublicRegistry(address)).map(([scope]) => scope);
}

type ScopeRegistry = readonly [scope: string, address: string];

function scopeRegistries(file: string, text: string): readonly ScopeRegistry[] {
  if (file === ".yarnrc.yml") {
    const scopes = Object.entries(recordIn(parsed(parseYaml, text), "npmScopes"));
    return scopes.map(([scope, settings]) => [`@${scope}`, addressIn(settings, "npmRegistryServer")]);
  }
  if (file === "bunfig.toml") {
    const scopes = Object.entries(recordIn(recordIn(parsed(parseToml, text), "install"), "scopes"));
    return scopes.map(([scope, settings]) => [`@${scope.replace(/^@/, "")}`, addressIn(settings, "url")]);
  }
  return text.split(/\r?\n/).flatMap((line) => {
    const [, scope, address] = /^\s*"?(@[^:\s"]+):registry"?\s*[=\s]\s*"?([^"\s]*)/.exec(line) ?? [];
    return scope === undefined ? [] : [[scope, address ?? ""] as const];
  });
}

function addressIn(settings: unknown, key: string): string {
  if (typeof settings === "string") return settings;
  return isRecord(settings) ? (stringIn(settings, key) ?? "") : "";
}

function parsed(parse: (text: string) => unknown, text: string): JsonRecord {
  try {
    const value = parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {}; // the manager itself would refuse it; nothing is mapped
  }
}
