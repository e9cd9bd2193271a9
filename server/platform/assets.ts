/** Folder of the files that ship beside the code: model, kernel, grammars. The doors know where it is and hand it down. */
export interface Assets {
  /** Ends in `/`. */
  readonly folder: URL;
}

export const assetNames = {
  kernel: "kernel.wasm",
  modelTable: "model/model.safetensors",
  modelVocabulary: "model/vocab.txt",
  treeSitter: "tree-sitter/tree-sitter.wasm",
  typescriptGrammar: "tree-sitter/tree-sitter-typescript.wasm",
  tsxGrammar: "tree-sitter/tree-sitter-tsx.wasm",
  javascriptGrammar: "tree-sitter/tree-sitter-javascript.wasm",
} as const;

export function assetUrl(assets: Assets, name: keyof typeof assetNames): URL {
  return new URL(assetNames[name], assets.folder);
}
