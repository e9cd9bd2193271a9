import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

export type DependencyGroup = "prod" | "dev" | "peer" | "optional";

/** One line of a manifest that names a dependency. */
export interface NamedDependency {
  readonly name: string;
  /** The range as written. */
  readonly wanted: string;
  readonly group: DependencyGroup;
  /** From 1. */
  readonly line: number;
  /** A peer that may be absent (`peerDependenciesMeta`). */
  readonly mayBeAbsent: boolean;
}

export interface Manifest {
  readonly name?: string;
  /** `pnpm@9.1.0` */
  readonly packageManager?: string;
  /** Glob patterns of workspace members; undefined if the manifest declares none. */
  readonly workspaces?: readonly string[];
  /** `catalog:` ranges, by catalog name (`""` is the default one) and package. */
  readonly catalogs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly dependencies: readonly NamedDependency[];
  /** First syntax error; what could be read is read nevertheless. */
  readonly error?: { readonly line: number; readonly message: string };
}

export const GROUPS: Readonly<Record<string, DependencyGroup>> = {
  dependencies: "prod",
  peerDependencies: "peer",
  optionalDependencies: "optional",
  devDependencies: "dev",
};

const PACKAGE_NAME = /^(?:@[^/\\\s@]+\/)?[^/\\\s@.][^/\\\s@]*$/;

/** Whether a text can be the name of a package, and so of a folder in `node_modules`. */
export function isPackageName(name: string): boolean {
  return PACKAGE_NAME.test(name) && !name.includes("..");
}

/** Reads a `package.json`, also with a byte order mark, comments, trailing commas or half written. */
export function parseManifest(text: string): Manifest {
  const errors: ParseError[] = [];
  const root = parseJsonTree(text, errors);
  const lineOf = lineCounter(text);
  const first = errors[0];
  const error = first
    ? { line: lineOf(first.offset), message: printParseErrorCode(first.error) }
    : root?.type === "object"
      ? undefined
      : { line: 1, message: "no object" };
  const optionalPeers = optionalPeerNames(root);
  return {
    ...defined("name", stringAt(root, "name")),
    ...defined("packageManager", stringAt(root, "packageManager")),
    ...defined("workspaces", workspacePatterns(root)),
    catalogs: catalogsOf(property(root, "workspaces"), root),
    dependencies: [...dependencyNodes(root)].map(({ key, value, group }) => ({
      name: String(key.value),
      wanted: String(value.value),
      group,
      line: lineOf(key.offset),
      mayBeAbsent: group === "peer" && optionalPeers.has(String(key.value)),
    })),
    ...defined("error", error),
  };
}

/** Positions stay right with a byte order mark: it becomes a space. */
export function parseJsonTree(text: string, errors: ParseError[] = []): Node | undefined {
  return parseTree(text.replace(/^\uFEFF/, " "), errors, { allowTrailingComma: true });
}

export interface DependencyNode {
  readonly key: Node;
  readonly value: Node;
  readonly group: DependencyGroup;
}

/** Key and value of every dependency line, in the order of the file. */
export function* dependencyNodes(root: Node | undefined): Generator<DependencyNode> {
  for (const { key: groupKey, value: entries } of properties(root)) {
    const group = Object.hasOwn(GROUPS, groupKey.value) ? GROUPS[groupKey.value] : undefined;
    if (group === undefined) continue;
    for (const { key, value } of properties(entries)) {
      if (value?.type === "string" && isPackageName(String(key.value))) yield { key, value, group };
    }
  }
}

function workspacePatterns(root: Node | undefined): readonly string[] | undefined {
  const workspaces = property(root, "workspaces");
  if (workspaces === undefined) return undefined;
  return stringItems(workspaces.type === "array" ? workspaces : property(workspaces, "packages"));
}

/** bun keeps `catalog` and `catalogs` beside or inside `workspaces`. */
function catalogsOf(...holders: readonly (Node | undefined)[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const catalogs = new Map<string, ReadonlyMap<string, string>>();
  for (const holder of holders) {
    if (holder?.type !== "object") continue;
    const main = property(holder, "catalog");
    if (main) catalogs.set("", stringFields(main));
    for (const { key, value } of properties(property(holder, "catalogs"))) {
      catalogs.set(String(key.value), stringFields(value));
    }
  }
  return catalogs;
}

function optionalPeerNames(root: Node | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { key, value } of properties(property(root, "peerDependenciesMeta"))) {
    if (property(value, "optional")?.value === true) names.add(String(key.value));
  }
  return names;
}

function stringFields(node: Node | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const { key, value } of properties(node)) {
    if (typeof value?.value === "string") fields.set(String(key.value), value.value);
  }
  return fields;
}

function stringItems(node: Node | undefined): readonly string[] {
  return (node?.children ?? []).map((item) => item.value).filter((value): value is string => typeof value === "string");
}

function* properties(node: Node | undefined): Generator<{ readonly key: Node; readonly value: Node | undefined }> {
  if (node?.type !== "object") return;
  for (const child of node.children ?? []) {
    const [key, value] = child.children ?? [];
    if (key) yield { key, value };
  }
}

function property(node: Node | undefined, name: string): Node | undefined {
  for (const { key, value } of properties(node)) if (key.value === name) return value;
  return undefined;
}

function stringAt(root: Node | undefined, name: string): string | undefined {
  const value: unknown = property(root, name)?.value;
  return typeof value === "string" ? value : undefined;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    return after < 0 ? starts.length : after;
  };
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
