import type { NodeIndex, SyntaxTree } from "./syntaxTree.ts";

/** One step into a destructured value. */
export interface PathStep {
  readonly name: string;
  readonly via: "member" | "element";
}

/** A name that a pattern binds, and the way from the pattern's value to it. */
export interface BoundName {
  readonly node: NodeIndex;
  readonly path: readonly PathStep[];
}

/** Deeper patterns bind nothing: a bound on the call stack. */
const maxDepth = 32;

/** The names of a binding pattern; a plain identifier is a pattern too. */
export function bindPattern(tree: SyntaxTree, pattern: NodeIndex, path: readonly PathStep[] = []): BoundName[] {
  if (path.length > maxDepth) return [];
  switch (tree.kind(pattern)) {
    case "identifier":
      return [{ node: pattern, path }];
    case "shorthand_property_identifier_pattern":
      return [{ node: pattern, path: [...path, { name: tree.textOf(pattern), via: "member" }] }];
    case "assignment_pattern":
    case "object_assignment_pattern":
      return bindPattern(tree, tree.child(pattern, "left"), path);
    case "rest_pattern":
      return bindPattern(tree, tree.first(pattern), path);
    case "required_parameter":
    case "optional_parameter":
      return bindPattern(tree, tree.child(pattern, "pattern"), path);
    case "pair_pattern": {
      const name = propertyName(tree, tree.child(pattern, "key"));
      if (name === undefined) return [];
      return bindPattern(tree, tree.child(pattern, "value"), [...path, { name, via: "member" }]);
    }
    case "array_pattern":
      return [...tree.children(pattern)].flatMap((child) =>
        bindPattern(tree, child, [...path, { name: "", via: "element" }]),
      );
    case "object_pattern":
      return [...tree.children(pattern)].flatMap((child) => bindPattern(tree, child, path));
    default:
      return [];
  }
}

/** Name of an object's key where it can be known without running the code. */
export function propertyName(tree: SyntaxTree, key: NodeIndex): string | undefined {
  switch (tree.kind(key)) {
    case "property_identifier":
    case "shorthand_property_identifier":
    case "identifier":
      return tree.textOf(key);
    case "private_property_identifier":
      return tree.textOf(key);
    case "string":
      return tree.textOf(key).slice(1, -1);
    default:
      return undefined;
  }
}

/** The way from a pattern's value to a key that stands in the pattern: `promises` in `const { promises: { readFile } } = fs`. */
export function pathToKey(tree: SyntaxTree, key: NodeIndex): { root: NodeIndex; path: readonly PathStep[] } {
  const path: PathStep[] = [];
  let node = tree.parent(key);
  let root = node;
  while (node >= 0) {
    const kind = tree.kind(node);
    if (kind === "pair_pattern") {
      const name = propertyName(tree, tree.child(node, "key"));
      path.unshift({ name: name ?? "", via: name === undefined ? "element" : "member" });
    } else if (tree.kind(tree.parent(node)) === "array_pattern") path.unshift({ name: "", via: "element" });
    else if (!/_pattern$/.test(kind)) break;
    root = node;
    node = tree.parent(node);
  }
  return { root, path };
}
