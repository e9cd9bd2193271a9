// Decision 0002: how long kysely's declaration files take with the own scanner and with tree-sitter, which only parses them.
// Usage, after `npm test` has installed the packages of the tests: npx node docs/decisions/measure/declarations.ts

import { globSync, readFileSync } from "node:fs";
import { scanDeclarations } from "../../../server/chunk/types/declarations.ts";
import { TreeSitter } from "../../../server/platform/treeSitter.ts";
import { measure } from "./measure.ts";

const folder = new URL("../../../test/packages/node_modules/kysely/", import.meta.url);
const texts = globSync("**/*.d.ts", { cwd: folder }).map((file) => readFileSync(new URL(file, folder), "utf8"));
const characters = texts.reduce((sum, text) => sum + text.length, 0);
console.log(
  `${texts.length} files, ${(characters / 1e6).toFixed(1)} million characters; milliseconds, first and median of five`,
);
measure("own scanner: declarations, members, imports, doc comments", () => texts.map((text) => scanDeclarations(text)));
const trees = new TreeSitter({ folder: new URL("../../../dist/assets/", import.meta.url) });
const parser = await trees.parser("typescript");
measure("tree-sitter: parsed, not walked", () => {
  for (const text of texts) parser.parse(text).delete();
});
