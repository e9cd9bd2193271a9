import assert from "node:assert/strict";
import { buildFolders, declarationKey } from "../../../server/model/declarationFile.ts";
import type { EntryPoint, SourceDocument } from "../../../server/model/document.ts";
import { withoutTwins } from "../../../server/sources/twins.ts";

const types = (files: Readonly<Record<string, string>>): readonly SourceDocument[] =>
  Object.entries(files).map(([file, text]) => ({ package: "pkg", file, kind: "types", text }));
const main = (file: string): readonly EntryPoint[] => [{ specifier: "pkg", file }];

describe("withoutTwins", () => {
  const check = (name: string, files: Readonly<Record<string, string>>, entry: string, expected: readonly string[]) =>
    it(name, () =>
      assert.deepEqual(
        withoutTwins(types(files), main(entry)).documents.map(({ file }) => file),
        expected,
      ),
    );
  check("keeps the build that the entry point names", { "a.d.cts": "x", "a.d.ts": "x" }, "a.d.cts", ["a.d.cts"]);
  check("prefers the plain ending", { "b.d.cts": "x", "b.d.mts": "x", "b.d.ts": "x" }, "other.js", ["b.d.ts"]);
  check(
    "ignores the endings of imports",
    { "a.d.cts": 'import { b } from "./b.cjs";', "a.d.ts": "import { b } from './b.js';".replaceAll("'", '"') },
    "a.d.ts",
    ["a.d.ts"],
  );
  check("keeps what differs", { "a.d.cts": "const a: 1;", "a.d.ts": "const b: 2;" }, "a.d.ts", ["a.d.cts", "a.d.ts"]);
  check(
    "sees through other ways to export",
    {
      "a.d.cts":
        "declare class Cat {\n  meow(loud: pets.Loudness): void;\n}\ndeclare namespace pets {\n  type Loudness = 1;\n}\nexport = pets;",
      "a.d.ts":
        "export class Cat {\n  meow(loud: Loudness): void;\n}\nexport type Loudness = 1;\nexport default Cat;\n",
    },
    "a.d.ts",
    ["a.d.ts"],
  );
  check(
    "keeps a file that only passes on",
    { "a.d.cts": "export declare function a(): void;\n", "a.d.mts": 'export { a } from "./a.cjs";\n' },
    "a.d.mts",
    ["a.d.cts", "a.d.mts"],
  );
  check("finds twins in build folders", { "dist/cjs/a.d.ts": "x", "dist/esm/a.d.ts": "x" }, "dist/esm/index.d.ts", [
    "dist/esm/a.d.ts",
  ]);
  check("stays in the preferred build", { "esm/b/a.d.mts": "x", "b/a.d.ts": "x" }, "esm/index.d.mts", [
    "esm/b/a.d.mts",
  ]);
  check("prefers ES modules where nothing is named", { "dist/cjs/a.d.ts": "x", "dist/esm/a.d.ts": "x" }, "", [
    "dist/esm/a.d.ts",
  ]);
  check("leaves equal files of other names alone", { "a.d.ts": "x", "b.d.ts": "x" }, "a.d.ts", ["a.d.ts", "b.d.ts"]);

  it("leaves prose alone", () => {
    const prose: readonly SourceDocument[] = [
      { package: "pkg", file: "cjs/README.md", kind: "markdown", text: "x" },
      { package: "pkg", file: "esm/README.md", kind: "markdown", text: "x" },
    ];
    assert.equal(withoutTwins(prose, []).documents.length, 2);
  });
  it("drops entry points without a document", () =>
    assert.deepEqual(withoutTwins(types({ "a.d.ts": "x" }), main("empty.d.ts")).entryPoints, []));
  it("turns entry points to the file that stayed", () => {
    const entries: readonly EntryPoint[] = [
      { specifier: "pkg", file: "a.d.mts" },
      { specifier: "pkg", file: "a.d.cts" },
      { specifier: "pkg/b", file: "b.d.ts" },
    ];
    const { entryPoints } = withoutTwins(types({ "a.d.mts": "x", "a.d.cts": "x", "b.d.ts": "y" }), entries);
    assert.deepEqual(entryPoints, [
      { specifier: "pkg", file: "a.d.mts" },
      { specifier: "pkg/b", file: "b.d.ts" },
    ]);
  });
});

describe("declarationKey", () => {
  const check = (file: string, expected: string) => it(file, () => assert.equal(declarationKey(file), expected));
  check("dist/cjs/x.d.cts", "dist/x");
  check("dist/esm/x.d.mts", "dist/x");
  check("es/button/index.d.ts", "button/index");
  check("esm.d.ts", "esm");
  check("dist/purify.cjs.d.ts", "dist/purify");
  it("lists build folders", () => assert.deepEqual(buildFolders("dist/cjs/lib/x.d.ts"), ["cjs", "lib"]));
});
