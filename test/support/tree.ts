import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Files by path: a text, bytes, an object that becomes JSON, or a link to another path of the tree. */
export type Tree = Readonly<
  Record<string, string | Uint8Array | { readonly linkTo: string } | Readonly<Record<string, unknown>>>
>;

/** Writes files and links below a folder, with the folders that they need. */
export function writeTree(folder: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(target, content);
    else if (typeof content.linkTo === "string")
      symlinkSync(relative(dirname(target), join(folder, content.linkTo)), target);
    else writeFileSync(target, JSON.stringify(content, undefined, 2));
  }
}
