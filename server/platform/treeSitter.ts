import { readFile } from "node:fs/promises";
import { Edit, Language, Parser, type Tree } from "web-tree-sitter";
import { type Assets, type assetNames, assetUrl } from "./assets.ts";

export type { Node, Tree, TreeCursor } from "web-tree-sitter";

/** Editor language ids that have a grammar. */
export const sourceLanguages = ["typescript", "typescriptreact", "javascript", "javascriptreact"] as const;
export type SourceLanguage = (typeof sourceLanguages)[number];

/** The JavaScript grammar knows JSX, the plain TypeScript one must not (`<T>x` is a cast there). */
const grammars: Readonly<Record<SourceLanguage, keyof typeof assetNames>> = {
  typescript: "typescriptGrammar",
  typescriptreact: "tsxGrammar",
  javascript: "javascriptGrammar",
  javascriptreact: "javascriptGrammar",
};

export function isSourceLanguage(languageId: string): languageId is SourceLanguage {
  return (sourceLanguages as readonly string[]).includes(languageId);
}

/** One replaced stretch of a document, UTF-16 offsets and positions as before and after the change. */
export interface SourceEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly oldEndPosition: { readonly row: number; readonly column: number };
  readonly newEndPosition: { readonly row: number; readonly column: number };
}

/** A parser of one language. Not reentrant; a tree lives until its `delete()` is called. */
export class SourceParser {
  readonly #parser: Parser;

  constructor(language: Language) {
    this.#parser = new Parser();
    this.#parser.setLanguage(language);
  }

  /**
   * @param previous tree of the text before `edits`; it is edited in place and stays the caller's to delete
   * @returns a tree for any text, however broken; the caller deletes it
   */
  parse(text: string, previous?: Tree, edits: readonly SourceEdit[] = []): Tree {
    for (const edit of edits) previous?.edit(new Edit(edit));
    const tree = this.#parser.parse(text, previous);
    if (!tree) throw new Error("a parser without a language cannot parse");
    return tree;
  }

  dispose(): void {
    this.#parser.delete();
  }
}

/** Loads the parser runtime and its grammars from the shipped assets, each once. One per thread: the runtime is shared by the module. */
export class TreeSitter {
  readonly #assets: Assets;
  readonly #languages = new Map<keyof typeof assetNames, Promise<Language>>();
  readonly #parsers = new Map<SourceLanguage, Promise<SourceParser>>();
  #runtime: Promise<void> | undefined;

  constructor(assets: Assets) {
    this.#assets = assets;
  }

  /**
   * The shared parser of a language.
   * @throws if an asset is missing or damaged: the installation is broken, there is nothing to fall back to
   */
  parser(languageId: SourceLanguage): Promise<SourceParser> {
    let parser = this.#parsers.get(languageId);
    if (!parser) {
      parser = this.#language(grammars[languageId]).then((language) => new SourceParser(language));
      this.#parsers.set(languageId, parser);
    }
    return parser;
  }

  async dispose(): Promise<void> {
    const parsers = [...this.#parsers.values()];
    this.#parsers.clear();
    for (const parser of await Promise.allSettled(parsers)) if (parser.status === "fulfilled") parser.value.dispose();
  }

  #language(grammar: keyof typeof assetNames): Promise<Language> {
    let language = this.#languages.get(grammar);
    if (!language) {
      this.#runtime ??= this.#start();
      language = this.#runtime.then(() => this.#read(grammar)).then((bytes) => Language.load(bytes));
      this.#languages.set(grammar, language);
    }
    return language;
  }

  /** The bytes are handed in, because the runtime's own search beside its script fails once everything is bundled. */
  async #start(): Promise<void> {
    const wasmBinary = await this.#read("treeSitter");
    await Parser.init({ wasmBinary });
  }

  #read(name: keyof typeof assetNames): Promise<Uint8Array> {
    return readFile(assetUrl(this.#assets, name));
  }
}
