import type { Declaration, Origin } from "./declarations.ts";
import { propertyName } from "./patterns.ts";
import { type NodeIndex, none, type SyntaxTree } from "./syntaxTree.ts";
import { openCallBefore } from "./textChain.ts";
import { type Evaluation, step, type Value } from "./values.ts";

/** Argument of a call or `new` by its place, from 0. */
export function argumentOf(tree: SyntaxTree, call: NodeIndex, index: number): NodeIndex {
  let at = 0;
  for (const argument of tree.children(tree.child(call, "arguments"))) {
    if (tree.kind(argument) === "comment") continue;
    if (at++ === index) return argument;
  }
  return none;
}

/**
 * What an expression is handed to: the callee of the call that it is an argument of, the option of an options object, the declared
 * type of the variable that it initialises.
 */
export function receiverValue(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const { tree } = evaluation;
  const parent = tree.parent(node);
  switch (tree.kind(parent)) {
    case "arguments":
      return callee(evaluation, tree.parent(parent));
    case "pair":
      return option(evaluation, parent, propertyName(tree, tree.child(parent, "key")));
    case "object":
      return tree.kind(node) === "method_definition"
        ? option(evaluation, node, propertyName(tree, tree.child(node, "name")))
        : undefined;
    case "variable_declarator":
    case "public_field_definition":
      return evaluation.type(tree.first(tree.child(parent, "type")));
    case "assignment_expression":
      return tree.field(node) === "right" ? evaluation.expression(tree.child(parent, "left")) : undefined;
    case "satisfies_expression":
    case "as_expression": {
      const [, type = none] = [...tree.children(parent)];
      return evaluation.type(type);
    }
    case "parenthesized_expression":
    case "array":
      return evaluation.receiver(parent);
    case "arrow_function":
      return tree.field(node) === "body" ? evaluation.receiver(parent) : undefined;
    default:
      return undefined;
  }
}

function callee(evaluation: Evaluation, call: NodeIndex): Value | undefined {
  const { tree } = evaluation;
  const kind = tree.kind(call);
  if (kind === "call_expression") return evaluation.expression(tree.child(call, "function"));
  return kind === "new_expression" ? evaluation.expression(tree.child(call, "constructor")) : undefined;
}

/** A property (`pair` or method) of an object literal that is handed to a library. */
export function option(evaluation: Evaluation, property: NodeIndex, name: string | undefined): Value | undefined {
  if (name === undefined) return undefined;
  return step(evaluation.receiver(evaluation.tree.parent(property)), name, "option");
}

/** A parameter without a type: what its function is handed to says more, its default value a little. */
export function parameterValue(
  evaluation: Evaluation,
  origin: Extract<Origin, { of: "parameter" }>,
  declaration: Declaration,
): Value | undefined {
  const { tree } = evaluation;
  const hint = declaration.path.length > 0 ? "" : declaration.name;
  if (tree.kind(origin.node) === "ERROR") return looseParameter(evaluation, declaration, hint);
  const given = settled(evaluation, origin) ?? step(handler(evaluation, origin.node), hint, "parameter");
  return given ?? evaluation.expression(origin.initial);
}

/** What a function is handed to, where it stands or under its name. */
function handler(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const { tree, bindings } = evaluation;
  const direct = evaluation.receiver(node);
  if (direct) return direct;
  const owner = tree.kind(tree.parent(node)) === "variable_declarator" ? tree.parent(node) : node;
  const name = tree.child(owner, "name");
  const declaration = name < 0 ? undefined : bindings.declaredAt(name);
  for (const use of declaration ? bindings.handedOn(declaration) : []) {
    const value = evaluation.receiver(use);
    if (value) return value;
  }
  return undefined;
}

/** `import("x").then((x) => …)`, `list.map((item) => …)`: the callback gets the receiver's own content. */
function settled(evaluation: Evaluation, origin: Extract<Origin, { of: "parameter" }>): Value | undefined {
  const { tree } = evaluation;
  const list = tree.parent(origin.node);
  const member = tree.child(tree.parent(list), "function");
  if (tree.kind(list) !== "arguments" || tree.kind(member) !== "member_expression" || origin.index > 0)
    return undefined;
  const name = tree.textOf(tree.child(member, "property"));
  if (name !== "then") return undefined;
  return evaluation.use(evaluation.expression(tree.child(member, "object")), "awaited");
}

/** In broken text the parameters may stand alone; the text before them still shows the call. */
function looseParameter(evaluation: Evaluation, declaration: Declaration, hint: string): Value | undefined {
  const { tree } = evaluation;
  const list = tree.closest(declaration.node, (kind) => kind === "formal_parameters");
  const found = openCallBefore(tree.text, tree.start(list));
  return found && step(textValue(evaluation, found, declaration.node), hint, "parameter");
}

/** Value of a chain that was read from the text alone; its first name is looked up from `at`. */
export function textValue(
  evaluation: Evaluation,
  chain: NonNullable<ReturnType<typeof openCallBefore>>,
  at: NodeIndex,
): Value | undefined {
  const [root, ...rest] = chain;
  if (!root) return undefined;
  const declaration = evaluation.bindings.resolve(root.name, at, "value");
  let value = declaration && evaluation.declared(declaration);
  if (root.called) value = evaluation.use(value, root.constructed ? "constructed" : "called");
  for (const link of rest) {
    value = evaluation.member(value, link.name);
    if (link.called) value = evaluation.use(value, "called");
  }
  return value;
}
