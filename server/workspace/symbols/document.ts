import type { Tree } from "../../platform/treeSitter.ts";
import { Bindings } from "./bindings.ts";
import type { ChainReference, CodeReference } from "./chain.ts";
import { chainAt } from "./chainAt.ts";
import { Evaluator, requiredSpecifier } from "./evaluator.ts";
import { stringValue } from "./importNames.ts";
import { LineIndex, type Position } from "./position.ts";
import { isBuiltin } from "./specifiers.ts";
import { type NodeIndex, none, SyntaxTree } from "./syntaxTree.ts";
import { written } from "./written.ts";

/** One place where a document names another module. */
export interface ImportSite {
  readonly specifier: string;
  /** Offsets between the quotes. */
  readonly start: number;
  readonly end: number;
}

/** What one version of a document says about its imports. Answers are remembered: keep it as long as the version. */
export class DocumentAnalysis {
  /** Every import, re-export, `require` and `import()` with a fixed specifier, project files included, in document order. */
  readonly imports: readonly ImportSite[];
  readonly #tree: SyntaxTree;
  readonly #evaluator: Evaluator;
  readonly #lines: LineIndex;
  readonly #isLibrary: (specifier: string) => boolean;

  constructor(tree: SyntaxTree, isLibrary: (specifier: string) => boolean) {
    this.#tree = tree;
    this.#isLibrary = isLibrary;
    this.#evaluator = new Evaluator(tree, new Bindings(tree), isLibrary);
    this.#lines = new LineIndex(tree.text);
    this.imports = importSites(tree);
  }

  /**
   * What stands at a position, traced to a library.
   * @returns undefined for keywords, comments, plain strings, local names and whatever leads to files of the project
   */
  referenceAt(position: Position): CodeReference | undefined {
    return this.referenceAtOffset(this.#lines.offset(position));
  }

  /** The same by UTF-16 offset. */
  referenceAtOffset(offset: number): CodeReference | undefined {
    const node = nodeAt(this.#tree, offset);
    return node < 0 ? undefined : (this.#importAt(node) ?? this.#chainAt(node));
  }

  #importAt(node: NodeIndex): CodeReference | undefined {
    const start = this.#tree.start(node);
    const end = this.#tree.end(node);
    const site = this.imports.find(
      (one) => one.start >= start - 1 && one.end <= end + 1 && one.start <= end && one.end >= start,
    );
    if (!site || !/^(string|template_string|string_fragment)$/.test(this.#tree.kind(node))) return undefined;
    const { specifier } = site;
    if (!this.#isLibrary(specifier)) return undefined;
    return { kind: "import", specifier, builtin: isBuiltin(specifier), range: this.#lines.range(site.start, site.end) };
  }

  #chainAt(node: NodeIndex): ChainReference | undefined {
    const value = chainAt(this.#evaluator, node);
    if (value?.of !== "library") return undefined;
    return {
      kind: "chain",
      ...value.chain,
      builtin: isBuiltin(value.chain.specifier),
      written: written(this.#tree, node, value.chain),
      range: this.#lines.range(this.#tree.start(node), this.#tree.end(node)),
    };
  }
}

/** Reads one version of a document. `isLibrary`: whether a specifier names a package or a module of Node. */
export function analyseDocument(tree: Tree, text: string, isLibrary: (specifier: string) => boolean): DocumentAnalysis {
  return new DocumentAnalysis(new SyntaxTree(tree, text), isLibrary);
}

const nameKinds = /identifier|^string$|^string_fragment$|^template_string$/;

/** The name at an offset, or the one that ends there: a cursor stands behind the word that was typed. */
function nodeAt(tree: SyntaxTree, offset: number): NodeIndex {
  const node = tree.at(offset);
  if (nameKinds.test(tree.kind(node))) return node;
  const before = offset > 0 ? tree.at(offset - 1) : none;
  return /identifier/.test(tree.kind(before)) && tree.end(before) === offset ? before : none;
}

function importSites(tree: SyntaxTree): ImportSite[] {
  const sites: ImportSite[] = [];
  for (let node = 0; node < tree.size; node++) {
    const source = specifierNode(tree, node);
    const specifier = stringValue(tree, source);
    if (specifier)
      sites.push({ specifier, start: tree.start(source) + 1, end: tree.start(source) + 1 + specifier.length });
  }
  return sites;
}

function specifierNode(tree: SyntaxTree, node: NodeIndex): NodeIndex {
  switch (tree.kind(node)) {
    case "import_statement":
    case "export_statement":
    case "import_require_clause":
      return tree.child(node, "source");
    case "call_expression":
      return requiredSpecifier(tree, node) === undefined ? none : tree.first(tree.child(node, "arguments"));
    case "module":
      return tree.child(node, "name");
    default:
      return none;
  }
}
