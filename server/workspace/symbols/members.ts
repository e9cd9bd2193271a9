import { propertyName } from "./patterns.ts";
import { type NodeIndex, none, type SyntaxTree } from "./syntaxTree.ts";
import type { Evaluation, Value } from "./values.ts";

/** Member of a value that this document itself declares. */
export function memberOf(evaluation: Evaluation, value: Value, name: string): Value | undefined {
  switch (value.of) {
    case "class":
    case "instance":
      return classMember(evaluation, value, name);
    case "object":
      return objectMember(evaluation, value.node, name);
    case "shape":
      return shapeMember(evaluation, value.node, name);
    default:
      return undefined;
  }
}

/** What a function of this document returns: its declared type, else the first expression that it returns. */
export function returned(evaluation: Evaluation, node: NodeIndex): Value | undefined {
  const { tree } = evaluation;
  const declared = tree.first(tree.child(node, "return_type"));
  const type = declared >= 0 ? declared : tree.kind(node) === "function_type" ? tree.child(node, "return_type") : none;
  if (type >= 0) return evaluation.type(type);
  const body = tree.child(node, "body");
  if (body >= 0 && tree.kind(body) !== "statement_block") return evaluation.expression(body);
  for (let at = body + 1; body >= 0 && at < tree.after(body); at++) {
    const kind = tree.kind(at);
    if (nestedBodies.has(kind)) at = tree.after(at) - 1;
    else if (kind === "return_statement") {
      const value = evaluation.expression(tree.first(at));
      if (value) return value;
    }
  }
  return undefined;
}

const nestedBodies: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "function_declaration",
  "generator_function",
  "generator_function_declaration",
  "method_definition",
  "class_declaration",
  "class",
]);

type ClassValue = Extract<Value, { of: "class" | "instance" }>;

function classMember(evaluation: Evaluation, value: ClassValue, name: string): Value | undefined {
  const { tree } = evaluation;
  const body = tree.child(value.node, "body");
  for (const member of tree.children(body)) {
    if (propertyName(tree, nameOf(tree, member)) !== name) continue;
    if (isStatic(tree, member) !== (value.of === "class")) continue;
    return fieldValue(evaluation, member) ?? assignedInConstructor(evaluation, body, name);
  }
  if (value.of === "instance") {
    const own = parameterProperty(evaluation, body, name) ?? assignedInConstructor(evaluation, body, name);
    if (own) return own;
  }
  const base = evaluation.expression(baseClass(tree, value.node));
  return evaluation.member(value.of === "instance" ? evaluation.use(base, "constructed") : base, name);
}

/** JavaScript's grammar calls a field's name `property`, TypeScript's `name`. */
function nameOf(tree: SyntaxTree, member: NodeIndex): NodeIndex {
  const name = tree.child(member, "name");
  return name >= 0 ? name : tree.child(member, "property");
}

function isStatic(tree: SyntaxTree, member: NodeIndex): boolean {
  return /\bstatic\s/.test(tree.text.slice(tree.start(member), tree.start(nameOf(tree, member))));
}

function fieldValue(evaluation: Evaluation, member: NodeIndex): Value | undefined {
  const { tree } = evaluation;
  if (/method/.test(tree.kind(member))) {
    const getter = /\bget\s+$/.test(tree.text.slice(tree.start(member), tree.start(nameOf(tree, member))));
    return getter ? returned(evaluation, member) : { of: "function", node: member };
  }
  const annotation = tree.first(tree.child(member, "type"));
  if (annotation >= 0) return evaluation.type(annotation);
  return evaluation.expression(tree.child(member, "value"));
}

function constructorOf(tree: SyntaxTree, body: NodeIndex): NodeIndex {
  for (const member of tree.children(body))
    if (tree.kind(member) === "method_definition" && tree.textOf(tree.child(member, "name")) === "constructor")
      return member;
  return none;
}

/** `constructor(private readonly db: Kysely<Database>)`. */
function parameterProperty(evaluation: Evaluation, body: NodeIndex, name: string): Value | undefined {
  const { tree, bindings } = evaluation;
  for (const parameter of tree.children(tree.child(constructorOf(tree, body), "parameters"))) {
    const pattern = tree.child(parameter, "pattern");
    if (tree.textOf(pattern) !== name) continue;
    if (!/\b(private|public|protected|readonly)\s/.test(tree.text.slice(tree.start(parameter), tree.start(pattern))))
      continue;
    const declaration = bindings.declaredAt(pattern);
    return declaration && evaluation.declared(declaration);
  }
  return undefined;
}

/** `this.db = …` in the constructor: how JavaScript declares a field. */
function assignedInConstructor(evaluation: Evaluation, body: NodeIndex, name: string): Value | undefined {
  const { tree } = evaluation;
  const method = constructorOf(tree, body);
  for (let at = method; at >= 0 && at < tree.after(method); at++) {
    if (tree.kind(at) !== "assignment_expression") continue;
    const left = tree.child(at, "left");
    if (tree.kind(tree.child(left, "object")) === "this" && tree.textOf(tree.child(left, "property")) === name)
      return evaluation.expression(tree.child(at, "right"));
  }
  return undefined;
}

/** The expression behind `extends`; TypeScript's grammar wraps it in a clause, JavaScript's does not. */
export function baseClass(tree: SyntaxTree, node: NodeIndex): NodeIndex {
  const heritage = tree.childOf(node, "class_heritage");
  const clause = tree.childOf(heritage, "extends_clause");
  if (clause >= 0) return tree.child(clause, "value");
  const first = tree.first(heritage);
  return tree.kind(first) === "implements_clause" ? none : first;
}

function objectMember(evaluation: Evaluation, node: NodeIndex, name: string): Value | undefined {
  const { tree } = evaluation;
  let spread: Value | undefined;
  for (const property of tree.children(node)) {
    const kind = tree.kind(property);
    if (kind === "shorthand_property_identifier" && tree.textOf(property) === name)
      return evaluation.expression(property);
    if (kind === "pair" && propertyName(tree, tree.child(property, "key")) === name)
      return evaluation.expression(tree.child(property, "value"));
    if (kind === "method_definition" && propertyName(tree, tree.child(property, "name")) === name)
      return fieldValue(evaluation, property);
    if (kind === "spread_element") spread ??= evaluation.expression(tree.first(property));
  }
  return evaluation.member(spread, name);
}

/** Member of an interface or object type, its `extends` included. */
function shapeMember(evaluation: Evaluation, node: NodeIndex, name: string): Value | undefined {
  const { tree } = evaluation;
  const body = tree.kind(node) === "interface_declaration" ? tree.child(node, "body") : node;
  for (const member of tree.children(body)) {
    if (propertyName(tree, tree.child(member, "name")) !== name) continue;
    return fieldValue(evaluation, member);
  }
  for (const base of tree.children(tree.childOf(node, "extends_type_clause"))) {
    const found = evaluation.member(evaluation.type(base), name);
    if (found) return found;
  }
  return undefined;
}
