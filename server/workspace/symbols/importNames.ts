import type { NodeIndex, SyntaxTree } from "./syntaxTree.ts";

/** One name that an import binds. */
export interface ImportedName {
  /** The identifier of the local name. */
  readonly name: NodeIndex;
  readonly specifier: string;
  /** Exported name, `default`, or `*` for the module itself. */
  readonly exported: string;
}

/** The names that an import statement binds, half-typed statements included. */
export function importedNames(tree: SyntaxTree, statement: NodeIndex): ImportedName[] {
  const required = tree.childOf(statement, "import_require_clause");
  const specifier = stringValue(tree, tree.child(required < 0 ? statement : required, "source"));
  if (specifier === undefined) return [];
  if (required >= 0) return [{ name: tree.first(required), specifier, exported: "*" }];
  const swallowed = swallowedImport(tree, statement);
  const found = swallowed < 0 ? clauseNames(tree, statement) : looseNames(tree, statement, swallowed);
  return found.map((one) => ({ ...one, specifier }));
}

function clauseNames(tree: SyntaxTree, statement: NodeIndex): Omit<ImportedName, "specifier">[] {
  const found: Omit<ImportedName, "specifier">[] = [];
  for (const part of tree.children(tree.childOf(statement, "import_clause"))) {
    const kind = tree.kind(part);
    if (kind === "identifier") found.push({ name: part, exported: "default" });
    else if (kind === "namespace_import") found.push({ name: tree.childOf(part, "identifier"), exported: "*" });
    else if (kind === "named_imports") found.push(...listedNames(tree, part));
  }
  return found.filter((one) => one.name >= 0);
}

function listedNames(tree: SyntaxTree, list: NodeIndex): Omit<ImportedName, "specifier">[] {
  const found: Omit<ImportedName, "specifier">[] = [];
  for (const item of tree.children(list)) {
    if (tree.kind(item) !== "import_specifier") continue;
    const name = tree.child(item, "name");
    const alias = tree.child(item, "alias");
    found.push({ name: alias < 0 ? name : alias, exported: stringValue(tree, name) ?? tree.textOf(name) });
  }
  return found;
}

/**
 * While an import is half typed, the parser joins it with the next one: `import { a, import { b } from "x"`.
 * @returns offset behind the `import` that the statement has swallowed, −1 if it is whole
 */
function swallowedImport(tree: SyntaxTree, statement: NodeIndex): number {
  const text = tree.text.slice(tree.start(statement), tree.start(tree.child(statement, "source")));
  const at = text.search(/[\s,{]import\b(?![\s\S]*[\s,{]import\b)/);
  return at <= 0 ? -1 : tree.start(statement) + at + 1 + "import".length;
}

/** Only what stands behind the swallowed `import` belongs to the specifier; the tree is no guide there, the signs around a name are. */
function looseNames(tree: SyntaxTree, statement: NodeIndex, from: number): Omit<ImportedName, "specifier">[] {
  const found: Omit<ImportedName, "specifier">[] = [];
  for (let node = statement; node < tree.after(statement); node++) {
    if (tree.kind(node) !== "identifier" || tree.start(node) < from) continue;
    const before = tree.text.slice(from, tree.start(node));
    const after = tree.text.slice(tree.end(node), tree.end(statement));
    if (/^\s+as\s/.test(after) || /^(?:type|as|from)$/.test(tree.textOf(node))) continue;
    const renamed = /([\w$]+)\s+as\s+$/.exec(before)?.[1];
    const bare = /\*\s*as\s+$/.test(before) ? "*" : "default";
    found.push({ name: node, exported: renamed ?? (before.includes("{") ? tree.textOf(node) : bare) });
  }
  return found;
}

/** The text between the quotes of a string node, undefined for anything else. */
export function stringValue(tree: SyntaxTree, node: NodeIndex): string | undefined {
  const kind = tree.kind(node);
  if (kind === "string") return tree.textOf(node).replace(/^['"]|['"]$/g, "");
  if (kind !== "template_string" || tree.childOf(node, "template_substitution") >= 0) return undefined;
  return tree.textOf(node).replace(/^`|`$/g, "");
}
