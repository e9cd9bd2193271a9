import type { ResolvedRange } from "./position.ts";

/** What the code does with a value before it takes the next step. */
export interface Use {
  readonly called: boolean;
  readonly constructed: boolean;
  readonly awaited: boolean;
}

export const unused: Use = { called: false, constructed: false, awaited: false };

/**
 * How a step gets from one value to the next: a member by its name; a value's second call (`f()()`, no name); an element of what is
 * iterated or indexed; a parameter of a callback that is passed to the value (both named as the code calls them, a hint only); a
 * property of an options object that is passed to it.
 */
export type StepVia = "member" | "call" | "element" | "parameter" | "option";

export interface ChainStep extends Use {
  readonly name: string;
  readonly via: StepVia;
}

/** What stands at a position, traced back to an import. Plain JSON. */
export interface ChainReference {
  readonly kind: "chain";
  /** As written in the import. */
  readonly specifier: string;
  /** Whether the specifier is one of Node's own modules. */
  readonly builtin: boolean;
  /** Exported name, `default`, or `*` for the module itself. */
  readonly root: string;
  readonly rootUse: Use;
  readonly steps: readonly ChainStep[];
  /** How the code writes it, arguments and white space removed: `z.string().email`. */
  readonly written: string;
  /** The identifier at the position. */
  readonly range: ResolvedRange;
}

/** The specifier of an import, re-export, `require` or `import()`. */
export interface ImportReference {
  readonly kind: "import";
  readonly specifier: string;
  readonly builtin: boolean;
  /** Between the quotes. */
  readonly range: ResolvedRange;
}

export type CodeReference = ChainReference | ImportReference;

/** A value of a library, on its way to becoming a reference. */
export type Chain = Pick<ChainReference, "specifier" | "root" | "rootUse" | "steps">;

/** Builders are long, but not longer. */
const maxSteps = 200;

export function rootChain(specifier: string, root: string): Chain {
  return { specifier, root, rootUse: unused, steps: [] };
}

/** @returns undefined where the chain becomes too long to mean anything */
export function addStep(chain: Chain, name: string, via: StepVia): Chain | undefined {
  if (chain.steps.length >= maxSteps) return undefined;
  return { ...chain, steps: [...chain.steps, { ...unused, name, via }] };
}

/** The value after it was called, constructed or awaited. */
export function applyUse(chain: Chain, use: keyof Use): Chain | undefined {
  const last = chain.steps.at(-1) ?? chain.rootUse;
  if (use !== "awaited" && (last.called || last.constructed)) {
    const next = addStep(chain, "", "call");
    return next && applyUse(next, use);
  }
  const tail = chain.steps.at(-1);
  if (!tail) return { ...chain, rootUse: { ...chain.rootUse, [use]: true } };
  return { ...chain, steps: [...chain.steps.slice(0, -1), { ...tail, [use]: true }] };
}
