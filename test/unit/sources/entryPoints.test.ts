import assert from "node:assert/strict";
import { entryPoints } from "../../../server/sources/entryPoints.ts";

type Json = Readonly<Record<string, unknown>>;

describe("entryPoints", () => {
  const list = (name: string, manifest: Json, files: readonly string[], inner: Readonly<Record<string, Json>> = {}) =>
    entryPoints(name, { manifest, declarations: new Set(files), inner: new Map(Object.entries(inner)) }).map(
      ({ specifier, file }) => `${specifier} ${file}`,
    );
  const check = (name: string, manifest: Json, files: readonly string[], expected: readonly string[]) =>
    it(name, () => assert.deepEqual(list("pkg", manifest, files), expected));

  describe("without exports", () => {
    check("types", { types: "./lib/main.d.ts" }, ["lib/main.d.ts"], ["pkg lib/main.d.ts"]);
    check("typings", { typings: "lib/main" }, ["lib/main.d.ts"], ["pkg lib/main.d.ts"]);
    check("index.d.ts", {}, ["index.d.ts"], ["pkg index.d.ts"]);
    check("main's sibling", { main: "lib/main.js" }, ["lib/main.d.ts"], ["pkg lib/main.d.ts"]);
    check("a folder as main", { main: "lib" }, ["lib/index.d.ts"], ["pkg lib/index.d.ts"]);
    check("a named file that is missing", { types: "gone.d.ts" }, ["index.d.ts"], ["pkg index.d.ts"]);
    check("nothing typed", { main: "index.js" }, [], []);
    check("public files", {}, ["fp.d.ts", "index.d.ts", "src/inner.d.ts"], ["pkg index.d.ts", "pkg/fp fp.d.ts"]);
    it("manifests of inner folders", () =>
      assert.deepEqual(list("pkg", {}, ["index.d.ts", "types/ops.d.ts"], { ops: { types: "../types/ops.d.ts" } }), [
        "pkg index.d.ts",
        "pkg/ops types/ops.d.ts",
      ]));
    it("at most 300", () => {
      const files = Array.from({ length: 900 }, (_, at) => `f${at}.d.ts`);
      assert.equal(list("pkg", {}, files).length, 300);
    });
  });

  describe("typesVersions", () => {
    check(
      "maps the main file for the newest compiler",
      { types: "index.d.ts", typesVersions: { "<5": { "*": ["old/*"] }, ">=5": { "*": ["new/*"] } } },
      ["index.d.ts", "old/index.d.ts", "new/index.d.ts"],
      ["pkg new/index.d.ts", "pkg/old old/index.d.ts"],
    );
    check(
      "names subpaths",
      { types: "dist/index.d.ts", typesVersions: { "*": { mini: ["dist/mini.d.ts"] } } },
      ["dist/index.d.ts", "dist/mini.d.ts"],
      ["pkg dist/index.d.ts", "pkg/mini dist/mini.d.ts"],
    );
  });

  describe("exports", () => {
    check("a single path", { exports: "./dist/a.js" }, ["dist/a.d.ts"], ["pkg dist/a.d.ts"]);
    check("conditions without subpaths", { exports: { import: "./a.mjs" } }, ["a.d.mts"], ["pkg a.d.mts"]);
    check(
      "the types condition",
      { exports: { ".": { import: "./a.js", types: "./t.d.ts" } } },
      ["a.d.ts", "t.d.ts"],
      ["pkg t.d.ts"],
    );
    check(
      "a types condition that is missing",
      { exports: { ".": { types: "./gone.d.ts", import: "./a.js" } } },
      ["a.d.ts"],
      ["pkg a.d.ts"],
    );
    check(
      "both module formats, import first",
      { exports: { ".": { require: { types: "./a.d.cts" }, import: { types: "./a.d.mts" } } } },
      ["a.d.cts", "a.d.mts"],
      ["pkg a.d.mts", "pkg a.d.cts"],
    );
    check(
      "only conditions for the newest compiler",
      { exports: { ".": { "types@<5.4": "./old.d.ts", "types@>=5": "./new.d.ts", default: "./a.js" } } },
      ["old.d.ts", "new.d.ts", "a.d.ts"],
      ["pkg new.d.ts"],
    );
    check("the first alternative that exists", { exports: { ".": ["./x.js", "./a.js"] } }, ["a.d.ts"], ["pkg a.d.ts"]);
    check(
      "the main one first",
      { exports: { "./b": "./b.js", ".": "./a.js" } },
      ["a.d.ts", "b.d.ts"],
      ["pkg a.d.ts", "pkg/b b.d.ts"],
    );
    check("not what is null", { exports: { ".": "./a.js", "./b": null } }, ["a.d.ts", "b.d.ts"], ["pkg a.d.ts"]);
    check("nothing where the main one is null", { exports: { ".": null }, types: "a.d.ts" }, ["a.d.ts"], []);
    check(
      "types beside exports that have none",
      { exports: { ".": "./a.wasm" }, types: "t.d.ts" },
      ["t.d.ts"],
      ["pkg t.d.ts"],
    );
    check(
      "neither manifests nor styles",
      { exports: { "./package.json": "./package.json", "./a.css": "./a.css" } },
      [],
      [],
    );
    check(".cjs with a plain sibling", { exports: { ".": "./a.cjs" } }, ["a.d.ts"], ["pkg a.d.ts"]);
  });

  describe("patterns", () => {
    check(
      "expand over the files",
      { exports: { "./*": "./dist/*.js" } },
      ["dist/a.d.ts", "dist/b/c.d.ts"],
      ["pkg/a dist/a.d.ts", "pkg/b/c dist/b/c.d.ts"],
    );
    check(
      "keep the ending where the target has none",
      { exports: { "./*": "./*" } },
      ["lib/a.d.ts"],
      ["pkg/lib/a.js lib/a.d.ts"],
    );
    check(
      "in the middle",
      { exports: { "./*": { types: "./t/*/index.d.ts" } } },
      ["t/a/index.d.ts"],
      ["pkg/a t/a/index.d.ts"],
    );
    check(
      "yield to null",
      { exports: { "./*": "./*.js", "./internal/*": null } },
      ["a.d.ts", "internal/b.d.ts"],
      ["pkg/a a.d.ts"],
    );
    check(
      "yield to exact keys",
      { exports: { "./*": "./*.js", "./a": "./special.js" } },
      ["a.d.ts", "special.d.ts"],
      ["pkg/a special.d.ts", "pkg/special special.d.ts"],
    );
    check("folders of old", { exports: { "./f/": "./dist/" } }, ["dist/a.d.ts"], ["pkg/f/a.js dist/a.d.ts"]);
    check(
      "with conditions",
      { exports: { "./f/": { import: "./dist/" } } },
      ["dist/a.d.mts"],
      ["pkg/f/a.mjs dist/a.d.mts"],
    );
  });

  describe("@types packages", () => {
    it("stand for the package they type", () =>
      assert.deepEqual(list("@types/express", { types: "index.d.ts" }, ["index.d.ts", "fp.d.ts"]), [
        "express index.d.ts",
        "express/fp fp.d.ts",
      ]));
    it("of a scope", () => assert.deepEqual(list("@types/a__b", {}, ["index.d.ts"]), ["@a/b index.d.ts"]));
    it("of Node name the built-ins", () =>
      assert.deepEqual(
        list("@types/node", { types: "index.d.ts" }, [
          "index.d.ts",
          "fs.d.ts",
          "fs/promises.d.ts",
          "test.d.ts",
          "globals.d.ts",
        ]),
        [
          "node index.d.ts",
          "fs fs.d.ts",
          "node:fs fs.d.ts",
          "node:test test.d.ts",
          "fs/promises fs/promises.d.ts",
          "node:fs/promises fs/promises.d.ts",
        ],
      ));
  });
});
