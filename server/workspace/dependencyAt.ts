import { type DependencyGroup, dependencyNodes, parseJsonTree } from "./manifest.ts";

/** A dependency line under the cursor. */
export interface DependencyAt {
  readonly name: string;
  readonly wanted: string;
  readonly group: DependencyGroup;
  /** UTF-16 offsets of the key or value, quotes included. */
  readonly range: { readonly start: number; readonly end: number };
}

/**
 * The dependency whose name or version range stands at an offset of a `package.json`.
 * @returns undefined anywhere else
 */
export function dependencyAt(manifestText: string, offset: number): DependencyAt | undefined {
  for (const { key, value, group } of dependencyNodes(parseJsonTree(manifestText))) {
    for (const node of [key, value]) {
      const end = node.offset + node.length;
      if (offset < node.offset || offset > end) continue;
      return { name: String(key.value), wanted: String(value.value), group, range: { start: node.offset, end } };
    }
  }
  return undefined;
}
