import type { Dependency, DependencyState } from "../model/library.ts";
import { importedNameOf } from "../model/specifier.ts";
import { nameMatcher } from "./glob.ts";

const GROUP_RANK: Readonly<Record<Dependency["group"], number>> = { prod: 0, peer: 1, optional: 2, dev: 3 };
const STATE_RANK: Readonly<Record<DependencyState, number>> = { installed: 0, local: 1, missing: 2, unsupported: 3 };

export interface Selection {
  /** Package names; `*` stands for anything. */
  readonly exclude: readonly string[];
  /** Whether development dependencies belong to the workspace's libraries. */
  readonly devDependencies: boolean;
}

/**
 * The libraries of a workspace, from every line of every manifest: one entry for each name and version, installed before
 * missing and production before development; excluded ones and `@types/x` beside an `x` are left out.
 * @returns sorted by name, then version
 */
export function selectDependencies(all: readonly Dependency[], selection: Selection): readonly Dependency[] {
  const isExcluded = nameMatcher(selection.exclude);
  const names = new Set(all.map((dependency) => dependency.name));
  const chosen = new Map<string, Dependency>();
  for (const dependency of all) {
    if (dependency.group === "dev" && !selection.devDependencies) continue;
    if (isExcluded(dependency.name) || isFolded(dependency.name, names)) continue;
    const key = `${dependency.name}\n${dependency.library}\n${dependency.version ?? ""}`;
    const other = chosen.get(key);
    if (other === undefined || byPreference(dependency, other) < 0) chosen.set(key, dependency);
  }
  return [...chosen.values()].sort(byName);
}

/** `@types/express` is part of `express` where both are named; the built-ins are no part of the package `node`. */
function isFolded(name: string, names: ReadonlySet<string>): boolean {
  return name !== "@types/node" && name.startsWith("@types/") && names.has(importedNameOf(name));
}

function byPreference(a: Dependency, b: Dependency): number {
  return STATE_RANK[a.state] - STATE_RANK[b.state] || GROUP_RANK[a.group] - GROUP_RANK[b.group];
}

function byName(a: Dependency, b: Dependency): number {
  return compare(a.name, b.name) || compareVersions(a.version ?? "", b.version ?? "") || compare(a.library, b.library);
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
