/** What a stretch of a declaration file declares. */
export type DeclarationKind =
  | "function"
  | "class"
  | "interface"
  | "type"
  | "variable"
  | "enum"
  | "namespace"
  | "module"
  | "global"
  | "method"
  | "property"
  | "constructor"
  | "call"
  | "construct"
  | "parameter";

/** The parts of a type that lead to other symbols; primitives, literals and the like are left out. */
export interface TypeNode {
  /** `query` is `typeof x`; `choice` a union or the two ends of a conditional type; `wrapper` an array or `readonly`. */
  readonly kind: "reference" | "query" | "function" | "object" | "choice" | "intersection" | "wrapper";
  /** Dotted name of a reference, empty for the others and for a whole module. */
  readonly name: string;
  /** Specifier of `import("…")`. */
  readonly from: string;
  /** Type arguments, alternatives, parts, what is wrapped, or the result of a function type. */
  readonly parts: readonly TypeNode[];
  /** Members of an object type, documented parameters of a function type. */
  readonly members: readonly Declaration[];
}

export interface TypeParameter {
  readonly name: string;
  /** What it extends, else its default. */
  readonly bound: TypeNode | undefined;
}

/** One declaration. All offsets are UTF-16 into the file's text. */
export interface Declaration {
  readonly kind: DeclarationKind;
  /** Without quotes; `[Symbol.iterator]` for a computed name; the specifier of a module; empty where it has none. */
  readonly name: string;
  /** Start and end offset of each doc comment before it. */
  readonly docs: readonly number[];
  /** From the first modifier to behind the last character, separator included. */
  readonly start: number;
  readonly end: number;
  /** Return type, type of a variable or property, target of an alias. */
  readonly type: TypeNode | undefined;
  /** `extends` first, then `implements`. */
  readonly heritage: readonly TypeNode[];
  readonly typeParameters: readonly TypeParameter[];
  /** Of a class, interface or enum. */
  readonly members: readonly Declaration[];
  /** Parameters whose types hold doc comments. */
  readonly parameters: readonly Declaration[];
  /** Of a namespace, module or `declare global`. */
  readonly body: Block | undefined;
  readonly exported: boolean;
  readonly isDefault: boolean;
  readonly isPrivate: boolean;
}

/** What says how a value is called or constructed, without a name of its own. */
export function isSignature(declaration: Declaration): boolean {
  return declaration.kind === "call" || declaration.kind === "construct";
}

export interface ImportBinding {
  readonly local: string;
  /** Exported name, `*` for the module, `=` for `import x = require()`. */
  readonly imported: string;
  readonly specifier: string;
}

/** `import a = b.c`. */
export interface ImportAlias {
  readonly local: string;
  readonly target: string;
}

export interface ExportName {
  readonly local: string;
  readonly exported: string;
  /** Comments inside the braces, of this name alone. */
  readonly docs: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** An export statement that declares nothing itself. */
export interface ExportItem {
  /** `star` is `export *`; `namespace` is `export * as x`; `equals` is `export =`; `default` is `export default name`. */
  readonly kind: "names" | "star" | "namespace" | "equals" | "default";
  /** Specifier behind `from`, empty without. */
  readonly specifier: string;
  /** For `equals` and `default` one whose local name may be dotted. */
  readonly names: readonly ExportName[];
  readonly docs: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** A file, or the body of a namespace or module. */
export interface Block {
  readonly declarations: readonly Declaration[];
  readonly imports: readonly ImportBinding[];
  readonly aliases: readonly ImportAlias[];
  /** Every specifier that is imported or re-exported, in order. */
  readonly specifiers: readonly string[];
  readonly exports: readonly ExportItem[];
  /** Whether an import or export makes it a module. */
  readonly isModule: boolean;
}

/** A block while it is read. */
export interface OpenBlock {
  readonly declarations: Declaration[];
  readonly imports: ImportBinding[];
  readonly aliases: ImportAlias[];
  readonly specifiers: string[];
  readonly exports: ExportItem[];
  isModule: boolean;
}

export interface DeclarationFile extends Block {
  /** Paths and package names of `/// <reference …>`. */
  readonly references: readonly { readonly kind: "path" | "types"; readonly target: string }[];
  /** Doc comments about the file itself: start and end offset of each. */
  readonly fileDocs: readonly number[];
}
