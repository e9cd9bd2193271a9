import { functionKinds } from "./declarations.ts";
import { type NodeIndex, none, type SyntaxTree } from "./syntaxTree.ts";
import type { Evaluation, Value } from "./values.ts";

/** Built-in types whose members are (nearly) those of their first argument; promises because the code awaits them. */
const transparent: ReadonlySet<string> = new Set([
  "Promise",
  "PromiseLike",
  "Awaited",
  "Readonly",
  "Partial",
  "Required",
  "NonNullable",
  "Pick",
  "Omit",
]);

/** A value of the type that a node writes. */
export function typeValue(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const { tree } = evaluation;
  const kind = tree.kind(node);
  if (functionKinds.has(kind)) return { of: "function", node };
  switch (kind) {
    case "type_identifier":
    case "identifier":
      return named(evaluation, node);
    case "nested_type_identifier":
      return evaluation.member(
        evaluation.expression(tree.child(node, "module")),
        tree.textOf(tree.child(node, "name")),
      );
    case "generic_type":
      return generic(evaluation, node);
    case "union_type":
      return union(evaluation, node);
    case "intersection_type":
      return firstOf(evaluation, node);
    case "object_type":
      return { of: "shape", node };
    case "type_query":
    case "member_expression":
      return evaluation.expression(kind === "type_query" ? tree.first(node) : node);
    case "parenthesized_type":
    case "readonly_type":
    case "type_annotation":
      return evaluation.type(tree.first(node));
    case "lookup_type":
      return lookup(evaluation, node);
    default:
      return undefined;
  }
}

function named(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const declaration = evaluation.bindings.resolve(evaluation.tree.textOf(node), node, "type");
  const value = declaration && evaluation.declared(declaration);
  return value?.of === "class" ? { of: "instance", node: value.node } : value;
}

function generic(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const { tree, bindings } = evaluation;
  const name = tree.child(node, "name");
  const word = tree.textOf(name);
  if (tree.kind(name) !== "type_identifier" || bindings.resolve(word, name, "type")) return evaluation.type(name);
  const argument = evaluation.type(tree.first(tree.child(node, "type_arguments")));
  if (transparent.has(word)) return argument;
  if (word === "ReturnType") return evaluation.use(argument, "called");
  if (word === "InstanceType") return evaluation.use(argument, "constructed");
  return undefined;
}

/** `Socket | null | undefined` is a `Socket` where it is used; `A | B` could be either. */
function union(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  let only: NodeIndex = none;
  for (const part of unionParts(evaluation.tree, node)) {
    if (/^(null|undefined|void|false)$/.test(evaluation.tree.textOf(part))) continue;
    if (only >= 0) return undefined;
    only = part;
  }
  return only < 0 ? undefined : evaluation.type(only);
}

/** A union nests to its left: `(A | B) | C`. */
function* unionParts(tree: SyntaxTree, node: NodeIndex): Generator<NodeIndex> {
  for (let at = node; at >= 0; ) {
    let inner: NodeIndex = none;
    for (const part of tree.children(at)) {
      if (tree.kind(part) === "union_type") inner = part;
      else yield part;
    }
    at = inner;
  }
}

function firstOf(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  let local: Value | undefined;
  for (const part of evaluation.tree.children(node)) {
    const value = evaluation.type(part);
    if (value?.of === "library") return value;
    local ??= value;
  }
  return local;
}

function lookup(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const [object = none, index = none] = [...evaluation.tree.children(node)];
  const key = /^["'](.*)["']$/.exec(evaluation.tree.textOf(index))?.[1];
  return key === undefined ? undefined : evaluation.member(evaluation.type(object), key);
}
