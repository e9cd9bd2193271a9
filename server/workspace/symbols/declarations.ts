import { importedNames } from "./importNames.ts";
import { bindPattern, type PathStep } from "./patterns.ts";
import { type NodeIndex, none, type SyntaxTree } from "./syntaxTree.ts";

/** Where a declared name's value comes from. */
export type Origin =
  | { readonly of: "import"; readonly specifier: string; readonly exported: string }
  | { readonly of: "expression"; readonly node: NodeIndex }
  | { readonly of: "type"; readonly node: NodeIndex }
  /** Parameter without a type, of the function `node`; `index` from 0, `initial` its default value. */
  | { readonly of: "parameter"; readonly node: NodeIndex; readonly index: number; readonly initial: NodeIndex }
  /** One element of what a loop runs over. */
  | { readonly of: "element"; readonly node: NodeIndex }
  | { readonly of: "function"; readonly node: NodeIndex }
  | { readonly of: "class"; readonly node: NodeIndex }
  | { readonly of: "interface"; readonly node: NodeIndex }
  | { readonly of: "unknown" };

export interface Declaration {
  readonly name: string;
  /** The identifier that declares it. */
  readonly node: NodeIndex;
  /** Node whose nearest enclosing scope holds the name. */
  readonly scope: NodeIndex;
  readonly space: readonly ("value" | "type")[];
  readonly origin: Origin;
  /** Steps of a destructuring pattern from the origin's value to this name. */
  readonly path: readonly PathStep[];
}

export const functionKinds: ReadonlySet<string> = new Set([
  "function_declaration",
  "function_expression",
  "generator_function",
  "generator_function_declaration",
  "arrow_function",
  "method_definition",
  "function_signature",
  "method_signature",
  "abstract_method_signature",
  "call_signature",
  "construct_signature",
  "function_type",
  "constructor_type",
]);
export const classKinds: ReadonlySet<string> = new Set(["class_declaration", "abstract_class_declaration", "class"]);

export const scopeKinds: ReadonlySet<string> = new Set([
  ...functionKinds,
  ...classKinds,
  "program",
  "statement_block",
  "for_statement",
  "for_in_statement",
  "catch_clause",
  "switch_body",
  "class_static_block",
  "interface_declaration",
  "type_alias_declaration",
  "conditional_type",
  "index_signature",
]);

const both = ["value", "type"] as const;
const value = ["value"] as const;
const type = ["type"] as const;
const unknown: Origin = { of: "unknown" };

/** The names that one node declares by itself, not those of the nodes inside it. */
export function declarationsOf(tree: SyntaxTree, node: NodeIndex): readonly Declaration[] {
  switch (tree.kind(node)) {
    case "import_statement":
      return importedNames(tree, node).flatMap(({ name, specifier, exported }) =>
        single(tree, name, { scope: node, space: both, origin: { of: "import", specifier, exported } }),
      );
    case "variable_declarator":
      return variables(tree, node);
    case "formal_parameters":
      return parameters(tree, node);
    case "arrow_function":
      return bareParameter(tree, node);
    case "for_in_statement":
      return loopVariables(tree, node);
    case "catch_clause":
      return patternNames(tree, tree.child(node, "parameter"), { scope: node, origin: unknown });
    case "function_declaration":
    case "generator_function_declaration":
    case "function_signature":
      return named(tree, node, tree.parent(node), { space: value, origin: { of: "function", node } });
    case "function_expression":
    case "generator_function":
      return named(tree, node, node, { space: value, origin: { of: "function", node } });
    case "class_declaration":
    case "abstract_class_declaration":
      return named(tree, node, tree.parent(node), { space: both, origin: { of: "class", node } });
    case "class":
      return named(tree, node, node, { space: both, origin: { of: "class", node } });
    case "interface_declaration":
      return named(tree, node, tree.parent(node), { space: type, origin: { of: "interface", node } });
    case "type_alias_declaration":
      return aliases(tree, node);
    case "type_parameter":
      return typeParameters(tree, node);
    case "infer_type":
      return single(tree, tree.first(node), { scope: node, space: type, origin: unknown });
    case "mapped_type_clause":
      return named(tree, node, node, { space: type, origin: unknown });
    case "enum_declaration":
    case "internal_module":
    case "module":
      return named(tree, node, tree.parent(node), { space: both, origin: unknown });
    default:
      return [];
  }
}

type Binding = Pick<Declaration, "scope" | "space" | "origin">;

function single(tree: SyntaxTree, node: NodeIndex, binding: Binding): Declaration[] {
  if (node < 0) return [];
  return [{ name: tree.textOf(node), node, path: [], ...binding }];
}

function named(
  tree: SyntaxTree,
  node: NodeIndex,
  scope: NodeIndex,
  binding: Pick<Declaration, "space" | "origin">,
): Declaration[] {
  const name = tree.child(node, "name");
  if (tree.kind(name) === "string" || name < 0) return [];
  return single(tree, name, { scope, ...binding });
}

function patternNames(tree: SyntaxTree, pattern: NodeIndex, binding: Pick<Declaration, "scope" | "origin">) {
  return bindPattern(tree, pattern).map(({ node, path }) => ({
    name: tree.textOf(node),
    node,
    path,
    space: value,
    ...binding,
  }));
}

function aliases(tree: SyntaxTree, node: NodeIndex): Declaration[] {
  const target = tree.child(node, "value");
  return named(tree, node, tree.parent(node), { space: type, origin: { of: "type", node: target } });
}

function typeParameters(tree: SyntaxTree, node: NodeIndex): Declaration[] {
  const constraint = tree.first(tree.child(node, "constraint"));
  const origin: Origin = constraint < 0 ? unknown : { of: "type", node: constraint };
  return named(tree, node, tree.parent(tree.parent(node)), { space: type, origin });
}

function variables(tree: SyntaxTree, node: NodeIndex): Declaration[] {
  const initial = tree.child(node, "value");
  const annotation = tree.first(tree.child(node, "type"));
  let origin: Origin = unknown;
  if (annotation >= 0) origin = { of: "type", node: annotation };
  else if (initial >= 0) origin = { of: "expression", node: initial };
  return patternNames(tree, tree.child(node, "name"), { scope: variableScope(tree, tree.parent(node)), origin });
}

/** `var` belongs to the function, not to the block. */
function variableScope(tree: SyntaxTree, declaration: NodeIndex): NodeIndex {
  if (tree.kind(declaration) !== "variable_declaration") return declaration;
  const owner = tree.closest(declaration, (kind) => functionKinds.has(kind) || kind === "class_static_block");
  return Math.max(owner, 0);
}

function parameters(tree: SyntaxTree, node: NodeIndex): Declaration[] {
  const found: Declaration[] = [];
  let index = 0;
  for (const part of tree.children(node)) {
    const kind = tree.kind(part);
    if (kind === "comment" || kind === "ERROR") continue;
    const typed = kind === "required_parameter" || kind === "optional_parameter";
    const annotation = typed ? tree.first(tree.child(part, "type")) : none;
    const initial = typed ? tree.child(part, "value") : tree.child(part, "right");
    const origin: Origin =
      annotation < 0 ? { of: "parameter", node: tree.parent(node), index, initial } : { of: "type", node: annotation };
    const pattern = typed ? tree.child(part, "pattern") : part;
    found.push(...patternNames(tree, pattern, { scope: tree.parent(node), origin }));
    index++;
  }
  return found;
}

function bareParameter(tree: SyntaxTree, node: NodeIndex): Declaration[] {
  const parameter = tree.child(node, "parameter");
  return single(tree, parameter, {
    scope: node,
    space: value,
    origin: { of: "parameter", node, index: 0, initial: none },
  });
}

function loopVariables(tree: SyntaxTree, node: NodeIndex): Declaration[] {
  const keys = /^for\s*(await\s*)?\([^;]*?\sin\s/.test(
    tree.text.slice(tree.start(node), tree.start(tree.child(node, "right"))),
  );
  const origin: Origin = keys ? unknown : { of: "element", node: tree.child(node, "right") };
  return patternNames(tree, tree.child(node, "left"), { scope: node, origin });
}
