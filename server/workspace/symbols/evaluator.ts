import type { Bindings } from "./bindings.ts";
import { rootChain, type Use } from "./chain.ts";
import { argumentOf, parameterValue, receiverValue } from "./context.ts";
import { classKinds, type Declaration, functionKinds, type Origin } from "./declarations.ts";
import { stringValue } from "./importNames.ts";
import { memberOf, returned } from "./members.ts";
import { type NodeIndex, none, type SyntaxTree } from "./syntaxTree.ts";
import { typeValue } from "./types.ts";
import { type Evaluation, step, used, type Value } from "./values.ts";

/** A bound on the call stack; a chain of 200 calls is twice as deep. */
const maxDepth = 512;

/** Traces expressions of one document back to imports. Remembers what it found, so it is good for one text only. */
export class Evaluator implements Evaluation {
  readonly tree: SyntaxTree;
  readonly bindings: Bindings;
  readonly #isLibrary: (specifier: string) => boolean;
  readonly #known = new Map<string, Value | undefined>();
  #depth = 0;

  /** @param isLibrary whether a specifier names an installed package or a module of Node, not a file of the project */
  constructor(tree: SyntaxTree, bindings: Bindings, isLibrary: (specifier: string) => boolean) {
    this.tree = tree;
    this.bindings = bindings;
    this.#isLibrary = isLibrary;
  }

  expression(node: NodeIndex): Value | undefined {
    return this.#once(`e${node}`, () => this.#expression(node));
  }

  type(node: NodeIndex): Value | undefined {
    return this.#once(`t${node}`, () => typeValue(this, node));
  }

  receiver(node: NodeIndex): Value | undefined {
    return this.#once(`r${node}`, () => receiverValue(this, node));
  }

  declared(declaration: Declaration): Value | undefined {
    let value = this.#once(`d${declaration.node}`, () => this.#origin(declaration.origin, declaration));
    for (const part of declaration.path)
      value = part.via === "member" ? this.member(value, part.name) : step(value, declaration.name, "element");
    return value;
  }

  member(value: Value | undefined, name: string): Value | undefined {
    if (!value) return undefined;
    if (value.of === "library") return step(value, name, "member");
    return this.#deeper(() => memberOf(this, value, name));
  }

  use(value: Value | undefined, use: keyof Use): Value | undefined {
    if (!value || value.of === "library") return used(value, use);
    if (use === "awaited") return value;
    if (use === "constructed") return value.of === "class" ? { of: "instance", node: value.node } : undefined;
    return value.of === "function" ? returned(this, value.node) : undefined;
  }

  /** The module behind a specifier, unless it is a file of the project. */
  module(specifier: string, exported = "*"): Value | undefined {
    return this.#isLibrary(specifier) ? { of: "library", chain: rootChain(specifier, exported) } : undefined;
  }

  /** Each question once; a question that comes up while it is being answered (`const a = a.b`) has no answer. */
  #once(key: string, answer: () => Value | undefined): Value | undefined {
    if (this.#known.has(key)) return this.#known.get(key);
    this.#known.set(key, undefined);
    const value = this.#deeper(answer);
    this.#known.set(key, value);
    return value;
  }

  /** No answer below the deepest level: classes may extend themselves while they are typed. */
  #deeper(answer: () => Value | undefined): Value | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth++;
    try {
      return answer();
    } finally {
      this.#depth--;
    }
  }

  #origin(origin: Origin, declaration: Declaration): Value | undefined {
    switch (origin.of) {
      case "import":
        return this.module(origin.specifier, origin.exported);
      case "expression":
        return this.expression(origin.node);
      case "type":
        return this.type(origin.node);
      case "parameter":
        return parameterValue(this, origin, declaration);
      case "element":
        return step(this.expression(origin.node), declaration.name, "element");
      case "class":
      case "function":
        return { of: origin.of, node: origin.node };
      case "interface":
        return { of: "shape", node: origin.node };
      case "unknown": {
        const assigned = this.bindings.assignedTo(declaration);
        return assigned < 0 ? undefined : this.expression(assigned);
      }
    }
  }

  #expression(node: NodeIndex): Value | undefined {
    const { tree } = this;
    const kind = tree.kind(node);
    if (functionKinds.has(kind)) return { of: "function", node };
    if (classKinds.has(kind)) return { of: "class", node };
    switch (kind) {
      case "identifier":
      case "shorthand_property_identifier":
      case "type_identifier":
        return this.#name(node);
      case "this":
        return this.#this(node);
      case "object":
        return { of: "object", node };
      case "member_expression":
      case "nested_identifier":
      case "nested_type_identifier":
        return this.#memberExpression(node);
      case "subscript_expression":
        return this.#subscript(node);
      case "call_expression":
        return this.#call(node);
      case "new_expression":
        return this.use(this.expression(tree.child(node, "constructor")), "constructed");
      case "await_expression":
        return this.use(this.expression(tree.first(node)), "awaited");
      case "parenthesized_expression":
      case "non_null_expression":
      case "satisfies_expression":
      case "instantiation_expression":
        return this.expression(tree.first(node));
      case "as_expression":
      case "type_assertion":
        return this.#cast(node);
      case "assignment_expression":
        return this.expression(tree.child(node, "right"));
      case "ternary_expression":
        return this.#either(tree.child(node, "consequence"), tree.child(node, "alternative"));
      case "binary_expression":
        return this.#binary(node);
      default:
        return undefined;
    }
  }

  #name(node: NodeIndex): Value | undefined {
    const declaration = this.bindings.resolve(this.tree.textOf(node), node, "value");
    return declaration && this.declared(declaration);
  }

  #this(node: NodeIndex): Value | undefined {
    const { tree } = this;
    let at = tree.parent(node);
    while (at >= 0 && !classKinds.has(tree.kind(at))) {
      const kind = tree.kind(at);
      if (kind === "class_static_block") return undefined;
      if (functionKinds.has(kind) && kind !== "arrow_function" && kind !== "method_definition") return undefined;
      if (kind === "method_definition" && tree.kind(tree.parent(at)) === "object") return undefined;
      at = tree.parent(at);
    }
    return at < 0 ? undefined : { of: "instance", node: at };
  }

  #memberExpression(node: NodeIndex): Value | undefined {
    const { tree } = this;
    if (!isWholeMember(tree, node)) return undefined;
    const object = tree.first(node);
    return this.member(this.expression(object), tree.textOf(lastChild(tree, node)));
  }

  #subscript(node: NodeIndex): Value | undefined {
    const value = this.expression(this.tree.child(node, "object"));
    const name = stringValue(this.tree, this.tree.child(node, "index"));
    return name === undefined ? step(value, "", "element") : this.member(value, name);
  }

  #call(node: NodeIndex): Value | undefined {
    const { tree } = this;
    const callee = tree.child(node, "function");
    const specifier = requiredSpecifier(tree, node);
    if (specifier !== undefined) return this.module(specifier);
    return this.use(this.expression(callee), "called");
  }

  /** `x as Y` says more than `x` does, except for `as const`, `as any`. */
  #cast(node: NodeIndex): Value | undefined {
    const [first = none, second = none] = [...this.tree.children(node)];
    const assertion = this.tree.kind(node) === "type_assertion";
    const type = assertion ? this.tree.first(first) : second;
    return this.type(type) ?? this.expression(assertion ? second : first);
  }

  #either(one: NodeIndex, other: NodeIndex): Value | undefined {
    return this.expression(one) ?? this.expression(other);
  }

  #binary(node: NodeIndex): Value | undefined {
    const { tree } = this;
    const left = tree.child(node, "left");
    const right = tree.child(node, "right");
    const operator = tree.text.slice(tree.end(left), tree.start(right)).trim();
    if (operator.startsWith("||") || operator.startsWith("??")) return this.#either(left, right);
    if (operator.startsWith("&&")) return this.expression(right);
    return undefined;
  }
}

function lastChild(tree: SyntaxTree, node: NodeIndex): NodeIndex {
  let last = none;
  for (const child of tree.children(node)) last = child;
  return last;
}

const statementWord = /^(?:return|const|let|var|if|for|while|function|class|import|export|throw|switch|try|await)$/;

/** Whether a member access is one: while a member is not typed yet, the parser takes the next line's first word for it. */
export function isWholeMember(tree: SyntaxTree, node: NodeIndex): boolean {
  const last = lastChild(tree, node);
  if (last === tree.first(node) || tree.childOf(node, "ERROR") >= 0) return false;
  for (const child of tree.children(node))
    if (tree.kind(child) === "optional_chain" && tree.start(child) === tree.end(child)) return false;
  return !(statementWord.test(tree.textOf(last)) && /\s/.test(tree.text[tree.start(last) - 1] ?? ""));
}

/** Specifier of a `require("x")` or `import("x")` call. */
export function requiredSpecifier(tree: SyntaxTree, call: NodeIndex): string | undefined {
  const callee = tree.child(call, "function");
  const kind = tree.kind(callee);
  if (kind !== "import" && !(kind === "identifier" && tree.textOf(callee) === "require")) return undefined;
  return stringValue(tree, argumentOf(tree, call, 0));
}
