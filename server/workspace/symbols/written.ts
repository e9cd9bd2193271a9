import type { Chain } from "./chain.ts";
import type { NodeIndex, SyntaxTree } from "./syntaxTree.ts";

/** More names than this do not help a search. */
const maxNames = 5;

/**
 * The member chain that ends at a name as people would write it in a text: arguments, `this` and white space removed; a name that the
 * document has renamed by the library's own.
 */
export function written(tree: SyntaxTree, node: NodeIndex, chain: Chain): string {
  const parent = tree.parent(node);
  const last = tree.textOf(node);
  if (
    /^(member_expression|nested_identifier|nested_type_identifier)$/.test(tree.kind(parent)) &&
    tree.first(parent) !== node
  )
    return [...names(tree, tree.first(parent)), last].slice(-maxNames).join(".");
  const own = chain.steps.at(-1)?.name ?? chain.root;
  return /^(default|\*|)$/.test(own) ? last : own;
}

function names(tree: SyntaxTree, node: NodeIndex): string[] {
  switch (tree.kind(node)) {
    case "identifier":
    case "type_identifier":
      return [tree.textOf(node)];
    case "member_expression":
    case "nested_identifier":
    case "nested_type_identifier": {
      let last = node;
      for (const child of tree.children(node)) last = child;
      return [...names(tree, tree.first(node)), tree.textOf(last)];
    }
    case "call_expression": {
      const callee = names(tree, tree.child(node, "function"));
      const name = callee.at(-1);
      return name === undefined ? [] : [...callee.slice(0, -1), `${name}()`];
    }
    case "new_expression":
      return names(tree, tree.child(node, "constructor"));
    case "await_expression":
    case "parenthesized_expression":
    case "non_null_expression":
    case "as_expression":
    case "satisfies_expression":
      return names(tree, tree.first(node));
    default:
      return [];
  }
}
