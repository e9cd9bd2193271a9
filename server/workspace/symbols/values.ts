import type { Bindings } from "./bindings.ts";
import { addStep, applyUse, type Chain, type StepVia, type Use } from "./chain.ts";
import type { Declaration } from "./declarations.ts";
import type { NodeIndex, SyntaxTree } from "./syntaxTree.ts";

/** What an expression is known to be: something of a library, or something of this document through which a library may be reached. */
export type Value =
  | { readonly of: "library"; readonly chain: Chain }
  /** The class itself. */
  | { readonly of: "class"; readonly node: NodeIndex }
  | { readonly of: "instance"; readonly node: NodeIndex }
  | { readonly of: "function"; readonly node: NodeIndex }
  /** An object literal. */
  | { readonly of: "object"; readonly node: NodeIndex }
  /** Something that has the members of an interface or object type. */
  | { readonly of: "shape"; readonly node: NodeIndex };

/** Finds values in one document. All answers are undefined where the document does not say. */
export interface Evaluation {
  readonly tree: SyntaxTree;
  readonly bindings: Bindings;
  expression(node: NodeIndex): Value | undefined;
  /** A value that has the type which the node writes. */
  type(node: NodeIndex): Value | undefined;
  /** What the value of an expression is handed to. */
  receiver(node: NodeIndex): Value | undefined;
  declared(declaration: Declaration): Value | undefined;
  member(value: Value | undefined, name: string): Value | undefined;
  use(value: Value | undefined, use: keyof Use): Value | undefined;
}

export function step(value: Value | undefined, name: string, via: StepVia): Value | undefined {
  if (value?.of !== "library") return undefined;
  const chain = addStep(value.chain, name, via);
  return chain && { of: "library", chain };
}

export function used(value: Value | undefined, use: keyof Use): Value | undefined {
  if (value?.of !== "library") return undefined;
  const chain = applyUse(value.chain, use);
  return chain && { of: "library", chain };
}
