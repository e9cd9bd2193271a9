import assert from "node:assert/strict";
import { forbidden, importsOf, importViolations, isKnownFolder } from "./imports.ts";
import { format, projectFiles, readProjectFile } from "./projectFiles.ts";

const files = projectFiles().filter((file) => /^(?:server|shared)\/.*\.ts$/.test(file));

describe("import direction", () => {
  it("holds in server/ and shared/", () => {
    const sources = new Map(files.map((file) => [file, readProjectFile(file)]));
    assert.equal(format(importViolations(sources)), "");
  });

  it("finds files to look at", () => assert.ok(files.length > 50, `${files.length} files`));

  it("knows every folder under server/", () => {
    const folders = new Set(files.flatMap((file) => /^server\/([^/]+)\//.exec(file)?.[1] ?? []));
    assert.deepEqual(
      [...folders].filter((name) => !isKnownFolder(name)),
      [],
    );
  });
});

describe("the import rule", () => {
  const allowed: readonly (readonly [file: string, specifier: string])[] = [
    ["server/search/fuse.ts", "./scores.ts"],
    ["server/search/signals/kind.ts", "../fuse.ts"],
    ["server/search/fuse.ts", "../model/section.ts"],
    ["server/search/fuse.ts", "../errors.ts"],
    ["server/search/fuse.ts", "../platform/log.ts"],
    ["server/search/fuse.ts", "../../shared/searchResponse.ts"],
    ["server/search/fuse.ts", "node:fs"],
    ["server/pipeline.ts", "./chunk/chunkLibrary.ts"],
    ["server/app/engine.ts", "../search/search.ts"],
    ["server/main.ts", "vscode-languageserver/node"],
    ["server/surfaces/mcp/tools.ts", "@modelcontextprotocol/sdk/server/mcp.js"],
    ["shared/protocol.ts", "vscode-languageserver-protocol"],
  ];
  for (const [file, specifier] of allowed)
    it(`lets ${file} import ${specifier}`, () => assert.equal(forbidden(file, specifier), undefined));

  const denied: readonly (readonly [file: string, specifier: string])[] = [
    ["server/search/fuse.ts", "../index/terms.ts"],
    ["server/surfaces/hover/hover.ts", "../../search/search.ts"],
    ["server/search/fuse.ts", "../app.ts"],
    ["server/search/fuse.ts", "../pipeline.ts"],
    ["server/search/fuse.ts", "vscode-languageserver"],
    ["server/store/schema.ts", "@modelcontextprotocol/sdk/types.js"],
    ["server/main.ts", "vscode"],
    ["shared/settings.ts", "../server/errors.ts"],
    ["shared/settings.ts", "vscode-languageserver-protocol"],
    ["server/platform/log.ts", "../store/schema.ts"],
    ["server/model/section.ts", "../search/fuse.ts"],
    ["server/model/section.ts", "../platform/log.ts"],
    ["server/cli.ts", "../client/extension.ts"],
  ];
  for (const [file, specifier] of denied)
    it(`keeps ${file} from importing ${specifier}`, () => assert.notEqual(forbidden(file, specifier), undefined));

  it("reads every form of import", () => {
    const source = `import a from "a";
import type { B } from "b";
import {
  c,
} from "c";
import "d";
export { e } from "e";
export * from "f";
const g = await import("g");
const text = "import x from y";`;
    assert.deepEqual(
      importsOf(source).map(({ specifier, line }) => `${specifier}:${line}`),
      ["a:1", "b:2", "c:5", "d:6", "e:7", "f:8", "g:9"],
    );
  });
});
