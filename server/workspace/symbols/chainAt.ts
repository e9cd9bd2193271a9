import { option, textValue } from "./context.ts";
import type { Declaration } from "./declarations.ts";
import { type Evaluator, isWholeMember } from "./evaluator.ts";
import { stringValue } from "./importNames.ts";
import { pathToKey, propertyName } from "./patterns.ts";
import type { NodeIndex, SyntaxTree } from "./syntaxTree.ts";
import { chainBefore } from "./textChain.ts";
import type { Value } from "./values.ts";

/** What the name at a node means to a library; undefined for everything that the document declares for itself. */
export function chainAt(evaluator: Evaluator, node: NodeIndex): Value | undefined {
  const { tree } = evaluator;
  const value = meaning(evaluator, node);
  if (value?.of !== "library") return undefined;
  const use = useOf(tree, node);
  return use ? evaluator.use(value, use) : value;
}

function meaning(evaluator: Evaluator, node: NodeIndex): Value | undefined {
  const { tree } = evaluator;
  const parent = tree.parent(node);
  switch (tree.kind(node)) {
    case "property_identifier":
      return property(evaluator, node, parent);
    case "shorthand_property_identifier":
      return reference(evaluator, node) ?? option(evaluator, node, tree.textOf(node));
    case "shorthand_property_identifier_pattern":
      return reference(evaluator, node);
    case "type_identifier":
      if (tree.kind(parent) === "nested_type_identifier") return evaluator.type(parent);
      return typeReference(evaluator, node);
    case "identifier":
      return identifier(evaluator, node, parent);
    default:
      return undefined;
  }
}

function identifier(evaluator: Evaluator, node: NodeIndex, parent: NodeIndex): Value | undefined {
  const { tree } = evaluator;
  switch (tree.kind(parent)) {
    case "import_specifier":
      return imported(evaluator, parent, tree.textOf(tree.child(parent, "name")));
    case "export_specifier":
      return exported(evaluator, node, parent);
    case "namespace_export":
      return imported(evaluator, parent, "*");
    case "jsx_opening_element":
    case "jsx_closing_element":
    case "jsx_self_closing_element":
      // `<link>` is the host's own element, whatever is imported under that name.
      return /^[a-z]/.test(tree.textOf(node)) ? undefined : reference(evaluator, node);
    case "nested_identifier":
      return tree.field(node) === "property" ? evaluator.expression(parent) : reference(evaluator, node);
    case "ERROR":
      return loose(evaluator, node);
    default:
      return reference(evaluator, node);
  }
}

/** A name in an `import { … }` or `export { … } from`. */
function imported(evaluator: Evaluator, item: NodeIndex, name: string): Value | undefined {
  const { tree } = evaluator;
  const statement = tree.closest(item, (kind) => kind === "import_statement" || kind === "export_statement");
  const specifier = stringValue(tree, tree.child(statement, "source"));
  if (specifier === undefined) return undefined;
  const local = tree.child(item, "alias") >= 0 ? tree.child(item, "alias") : tree.child(item, "name");
  if (tree.kind(item) !== "import_specifier") return evaluator.module(specifier, name);
  const declaration = evaluator.bindings.declaredAt(local);
  return declaration && evaluator.declared(declaration);
}

function exported(evaluator: Evaluator, node: NodeIndex, item: NodeIndex): Value | undefined {
  const { tree } = evaluator;
  const name = tree.child(item, "name");
  return imported(evaluator, item, tree.textOf(name)) ?? (node === name ? reference(evaluator, node) : undefined);
}

/** A plain name: speaks of a library if it is bound by an import or taken out of a library's value, not if it merely holds one. */
function reference(evaluator: Evaluator, node: NodeIndex): Value | undefined {
  const { bindings, tree } = evaluator;
  const declaration = bindings.declaredAt(node) ?? bindings.resolve(tree.textOf(node), node, "value");
  if (!declaration) return typeReference(evaluator, node);
  return ofLibrary(evaluator, declaration);
}

function typeReference(evaluator: Evaluator, node: NodeIndex): Value | undefined {
  const declaration = evaluator.bindings.resolve(evaluator.tree.textOf(node), node, "type");
  return declaration?.origin.of === "import" ? evaluator.declared(declaration) : undefined;
}

function ofLibrary(evaluator: Evaluator, declaration: Declaration): Value | undefined {
  const { origin, path } = declaration;
  if (origin.of === "import") return evaluator.declared(declaration);
  if (path.at(-1)?.via === "member") return evaluator.declared(declaration);
  if (path.length > 0 || origin.of !== "expression") return undefined;
  // `const ws = await import("ws")`, `const debounce = _.debounce`: another name for the same thing.
  const value = evaluator.declared(declaration);
  if (value?.of !== "library") return undefined;
  const { rootUse, steps } = value.chain;
  const renamed = [rootUse, ...steps].every((use) => !use.called && !use.constructed);
  return renamed && steps.every((step) => step.via === "member") ? value : undefined;
}

function property(evaluator: Evaluator, node: NodeIndex, parent: NodeIndex): Value | undefined {
  const { tree } = evaluator;
  switch (tree.kind(parent)) {
    case "member_expression":
      return isWholeMember(tree, parent) ? evaluator.expression(parent) : loose(evaluator, node);
    case "nested_identifier":
    case "nested_type_identifier":
      return evaluator.expression(parent);
    case "pair":
      return option(evaluator, parent, propertyName(tree, node));
    case "method_definition":
      return tree.kind(tree.parent(parent)) === "object" ? option(evaluator, parent, tree.textOf(node)) : undefined;
    case "pair_pattern":
      return patternKey(evaluator, node);
    case "ERROR":
      return loose(evaluator, node);
    default:
      return undefined;
  }
}

/** `promises` in `const { promises: { readFile } } = require("fs")`: the way to any name below it, cut at the key. */
function patternKey(evaluator: Evaluator, key: NodeIndex): Value | undefined {
  const { tree, bindings } = evaluator;
  const { path } = pathToKey(tree, key);
  const pair = tree.parent(key);
  for (let node = pair; node < tree.after(pair); node++) {
    const declaration = bindings.declaredAt(node);
    if (declaration) return evaluator.declared({ ...declaration, path: declaration.path.slice(0, path.length) });
  }
  return undefined;
}

/** A name in text that fits no rule: the chain before it is read from the text. */
function loose(evaluator: Evaluator, node: NodeIndex): Value | undefined {
  const chain = chainBefore(evaluator.tree.text, evaluator.tree.end(node));
  if (!chain) return undefined;
  return chain.length === 1 ? reference(evaluator, node) : textValue(evaluator, chain, node);
}

function useOf(tree: SyntaxTree, node: NodeIndex): "called" | "constructed" | undefined {
  let expression = node;
  if (tree.kind(tree.parent(node)) === "member_expression" && tree.field(node) === "property")
    expression = tree.parent(node);
  const owner = tree.parent(expression);
  if (tree.field(expression) === "function" && tree.kind(owner) === "call_expression") return "called";
  if (tree.field(expression) === "constructor" && tree.kind(owner) === "new_expression") return "constructed";
  // Broken text, and `await f<T>()`, which the grammar reads as a call of `await f`.
  if (tree.kind(owner) === "method_definition" || !/^(property_)?identifier$/.test(tree.kind(node))) return undefined;
  return opensCall(tree, tree.end(node)) ? "called" : undefined;
}

function opensCall(tree: SyntaxTree, end: number): boolean {
  return /^(?:\?\.)?(?:<[\w\s.,{}:;[\]|&"']*>)?[(`]/.test(tree.text.slice(end, end + 200));
}
