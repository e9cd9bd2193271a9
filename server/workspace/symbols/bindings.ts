import { type Declaration, declarationsOf, scopeKinds } from "./declarations.ts";
import { type NodeIndex, none, type SyntaxTree } from "./syntaxTree.ts";

/** TypeScript keeps two name spaces: `const Query = …` and `type Query = …` may stand side by side. */
export type Space = "value" | "type";

/** All names that a document declares, by scope. */
export class Bindings {
  readonly #tree: SyntaxTree;
  readonly #scopes = new Map<NodeIndex, Map<string, Declaration[]>>();
  readonly #assignments = new Map<string, NodeIndex[]>();
  readonly #handedOn = new Map<string, NodeIndex[]>();

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
    for (let node = 0; node < tree.size; node++) {
      for (const declaration of declarationsOf(tree, node)) this.#add(declaration);
      this.#noteUse(node);
    }
  }

  /** What a name means at a node: the nearest scope's declaration before the node, or that scope's first where all come later. */
  resolve(name: string, at: NodeIndex, space: Space): Declaration | undefined {
    const start = this.#tree.start(at);
    for (let node = at; node >= 0; node = this.#tree.parent(node)) {
      const found = this.#inScope(node, name, space, start);
      if (found) return found;
    }
    return undefined;
  }

  /** The declaration whose name stands at this very node. */
  declaredAt(node: NodeIndex): Declaration | undefined {
    const name = this.#tree.textOf(node);
    for (let scope = node; scope >= 0; scope = this.#tree.parent(scope)) {
      const found = this.#scopes.get(scope)?.get(name);
      for (const declaration of found ?? []) if (declaration.node === node) return declaration;
    }
    return undefined;
  }

  /** First value that is assigned to a variable declared without one; `none` if there is no such assignment. */
  assignedTo(declaration: Declaration): NodeIndex {
    for (const left of this.#assignments.get(declaration.name) ?? [])
      if (this.resolve(declaration.name, left, "value")?.node === declaration.node)
        return this.#tree.child(this.#tree.parent(left), "right");
    return none;
  }

  /** Places where a declared name is an argument or an option's value: `app.get("/", handler)`. */
  handedOn(declaration: Declaration): NodeIndex[] {
    const uses = this.#handedOn.get(declaration.name) ?? [];
    return uses.filter((use) => this.resolve(declaration.name, use, "value")?.node === declaration.node);
  }

  #add(declaration: Declaration): void {
    let scope = declaration.scope;
    while (scope > 0 && !scopeKinds.has(this.#tree.kind(scope))) scope = this.#tree.parent(scope);
    const names = this.#scopes.get(scope) ?? new Map<string, Declaration[]>();
    this.#scopes.set(scope, names);
    append(names, declaration.name, declaration);
  }

  #inScope(scope: NodeIndex, name: string, space: Space, before: number): Declaration | undefined {
    const all = this.#scopes
      .get(scope)
      ?.get(name)
      ?.filter((declaration) => declaration.space.includes(space));
    if (!all) return undefined;
    // The last one before the use: broken text puts the parameters of several functions into one scope.
    return all.findLast((declaration) => this.#tree.start(declaration.node) <= before) ?? all[0];
  }

  #noteUse(node: NodeIndex): void {
    const tree = this.#tree;
    if (tree.kind(node) !== "identifier") return;
    const parent = tree.parent(node);
    const kind = tree.kind(parent);
    if (kind === "assignment_expression" && tree.field(node) === "left")
      append(this.#assignments, tree.textOf(node), node);
    else if (kind === "arguments" || (kind === "pair" && tree.field(node) === "value"))
      append(this.#handedOn, tree.textOf(node), node);
  }
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list) list.push(item);
  else lists.set(name, [item]);
}
