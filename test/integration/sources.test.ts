import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { LibraryDocuments } from "../../server/model/document.ts";
import { libraryId } from "../../server/model/library.ts";
import { type ReadOptions, readInstalled } from "../../server/sources/readInstalled.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { type Tree, writeTree } from "../support/tree.ts";

const limits: ReadOptions = { maxFileSizeBytes: 1_000_000, changelogVersions: 2 };
const unaborted = new AbortController().signal;

describe("readInstalled", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const read = (options = limits, name = "pkg") =>
    readInstalled([{ name, version: "1.0.0", directory: folder.path }], libraryId(name), "1.0.0", options, unaborted);
  const readTree = (tree: Tree, options = limits) => {
    writeTree(folder.path, tree);
    return read(options);
  };
  const files = (read: LibraryDocuments) => read.documents.map(({ file }) => file);
  const problems = (read: LibraryDocuments) => read.problems.map(({ code, file }) => `${code} ${file ?? ""}`.trim());

  it("reads prose and declarations, in the order of paths", async () => {
    const found = await readTree({
      "package.json": { name: "pkg", types: "dist/index.d.ts", description: "Does things" },
      "dist/index.d.ts": "export {};\n",
      "README.md": "# Pkg\r\n\r\nText\r\n",
      "docs/guide.mdx": "# Guide\n",
      "dist/index.js": "code",
      "LICENSE.md": "MIT",
      "node_modules/other/README.md": "# Other\n",
    });
    assert.deepEqual(files(found), ["README.md", "dist/index.d.ts", "docs/guide.mdx"]);
    assert.equal(found.documents[0]?.text, "# Pkg\n\nText\n");
    assert.deepEqual(found.packages[0]?.entryPoints, [{ specifier: "pkg", file: "dist/index.d.ts" }]);
    assert.equal(found.packages[0]?.readme, "README.md");
    assert.equal(found.sizeBytes, 15 + 11 + 8);
    assert.deepEqual(found.problems, []);
  });

  it("cuts the change log to the latest versions", async () => {
    const found = await readTree({ "package.json": {}, "CHANGELOG.md": "## 3.0.0\na\n## 2.0.0\nb\n## 1.0.0\nc\n" });
    assert.equal(found.documents[0]?.text, "## 3.0.0\na\n## 2.0.0\nb\n");
  });

  it("leaves change logs out where none is wanted", async () => {
    const tree = { "package.json": {}, "CHANGELOG.md": "## 3.0.0\na\n", "README.md": "# A\n" };
    assert.deepEqual(files(await readTree(tree, { ...limits, changelogVersions: 0 })), ["README.md"]);
  });

  it("keeps one of two equal builds", async () => {
    const found = await readTree({
      "package.json": { exports: { ".": { import: { types: "./a.d.mts" }, require: { types: "./a.d.cts" } } } },
      "a.d.mts": 'export * from "./b.mjs";\n',
      "a.d.cts": 'export * from "./b.cjs";\n',
    });
    assert.deepEqual(files(found), ["a.d.mts"]);
    assert.deepEqual(found.packages[0]?.entryPoints, [{ specifier: "pkg", file: "a.d.mts" }]);
  });

  it("drops copies of declarations for older compilers", async () => {
    const found = await readTree({
      "package.json": { types: "index.d.ts", typesVersions: { "<=5.6": { "*": ["ts5.6/*"] } } },
      "index.d.ts": "export const a: 1;\n",
      "ts5.6/index.d.ts": "export const a: number;\n",
    });
    assert.deepEqual(files(found), ["index.d.ts"]);
  });

  it("takes inner declarations that an entry point names for public", async () => {
    const found = await readTree({
      "package.json": { exports: { ".": "./test/index.js" } },
      "test/index.d.ts": "export {};\n",
      "test/other.d.ts": "export {};\n",
    });
    assert.deepEqual(
      found.documents.map(({ file, audience }) => `${file} ${audience ?? ""}`),
      ["test/index.d.ts ", "test/other.d.ts internal"],
    );
  });

  it("reads the beginning of a file that is too large, and says so", async () => {
    const found = await readTree(
      { "package.json": {}, "README.md": "0123456789\n".repeat(100) },
      { ...limits, maxFileSizeBytes: 100 },
    );
    assert.equal(found.documents[0]?.text, "0123456789\n".repeat(9));
    assert.deepEqual(problems(found), ["sources/too-large README.md"]);
  });

  it("leaves out the least important files of a huge package", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`f${at}.d.ts`, `export const f${at}: 1;\n`]),
    );
    const tree = { "package.json": { types: "f299.d.ts" }, "README.md": "# A\n", ...many };
    const found = await readTree(tree, { ...limits, maxPackageBytes: 1000 });
    assert.equal(found.documents.length, 256);
    assert.ok(files(found).includes("README.md") && files(found).includes("f299.d.ts"));
    assert.deepEqual(problems(found), ["sources/too-large"]);
  });

  it("reads manifests of inner folders", async () => {
    const found = await readTree({
      "package.json": { types: "index.d.ts" },
      "index.d.ts": "export {};\n",
      "operators/package.json": { types: "../dist/operators.d.ts" },
      "dist/operators.d.ts": "export {};\n",
    });
    assert.deepEqual(found.packages[0]?.entryPoints[1], { specifier: "pkg/operators", file: "dist/operators.d.ts" });
  });

  it("skips what is not text, and says so", async () => {
    const found = await readTree({ "package.json": {}, "a.md": new Uint8Array(1000), "b.md": "# B\n" });
    assert.deepEqual(files(found), ["b.md"]);
    assert.deepEqual(problems(found), ["sources/unreadable a.md"]);
  });

  it("says that there is nothing to read", async () => {
    assert.deepEqual(problems(await readTree({ "package.json": {}, "index.js": "" })), ["sources/no-documentation"]);
  });

  it("says that the folder is gone", async () => {
    folder.remove();
    assert.deepEqual(problems(await read()), [
      "sources/unreadable package.json",
      "sources/unreadable .",
      "sources/no-documentation",
    ]);
  });

  it("survives a manifest that is no JSON", async () => {
    const found = await readTree({ "package.json": "{ nonsense", "README.md": "# A\n", "index.d.ts": "export {};\n" });
    assert.deepEqual(found.packages[0]?.entryPoints, [{ specifier: "pkg", file: "index.d.ts" }]);
  });

  it("follows links to files inside the package only", async () => {
    const outside = temporaryFolder();
    writeTree(outside.path, { "secret.md": "# Secret\n" });
    writeTree(folder.path, { "package.json": {}, "docs/a.md": "# A\n", "README.md": { linkTo: "docs/a.md" } });
    symlinkSync(join(outside.path, "secret.md"), join(folder.path, "docs/b.md"));
    symlinkSync(outside.path, join(folder.path, "linked"));
    const found = await read();
    outside.remove();
    assert.deepEqual(files(found), ["README.md", "docs/a.md"]);
    assert.deepEqual(problems(found), ["sources/unreadable docs/b.md"]);
  });

  it("survives links that lead nowhere or in a circle", async () => {
    writeTree(folder.path, { "package.json": {}, "README.md": "# A\n" });
    symlinkSync("gone.md", join(folder.path, "dangling.md"));
    symlinkSync("circle.md", join(folder.path, "circle.md"));
    symlinkSync(".", join(folder.path, "loop"));
    const found = await read();
    assert.deepEqual(files(found), ["README.md"]);
    assert.deepEqual(problems(found).sort(), ["sources/unreadable circle.md", "sources/unreadable dangling.md"]);
  });

  it("does not wait for a pipe", async function () {
    if (process.platform === "win32") this.skip(); // has no such files
    writeTree(folder.path, { "package.json": {}, "README.md": "# A\n" });
    execFileSync("mkfifo", [join(folder.path, "pipe.md")]);
    const found = await read();
    assert.deepEqual(files(found), ["README.md"]);
    assert.deepEqual(problems(found), ["sources/unreadable pipe.md"]);
  });

  it("says which folder it may not read", async function () {
    if (process.getuid === undefined || process.getuid() === 0) this.skip(); // the administrator may read everything
    writeTree(folder.path, { "package.json": {}, "README.md": "# A\n" });
    mkdirSync(join(folder.path, "closed"), { mode: 0o000 });
    const found = await read();
    chmodSync(join(folder.path, "closed"), 0o700);
    assert.deepEqual(problems(found), ["sources/unreadable closed"]);
  });

  it("stops when it is cancelled", async () => {
    writeTree(folder.path, { "package.json": {}, "README.md": "# A\n" });
    const packages = [{ name: "pkg", version: "1.0.0", directory: folder.path }];
    const reading = readInstalled(packages, libraryId("pkg"), "1.0.0", limits, AbortSignal.abort());
    await assert.rejects(reading, { name: "AbortError" });
  });

  describe("digest", () => {
    const base: Tree = { "package.json": { name: "pkg" }, "README.md": "# A\n", "a.d.ts": "export {};\n" };
    it("is the same for the same content", async () => {
      const first = (await readTree(base)).digest;
      const second = (await read()).digest;
      assert.match(first, /^[0-9a-f]{16}$/);
      assert.equal(first, second);
    });
    it("changes with a text", async () => {
      const first = (await readTree(base)).digest;
      assert.notEqual((await readTree({ "README.md": "# B\n" })).digest, first);
    });
    it("changes with what can be imported", async () => {
      const first = (await readTree(base)).digest;
      assert.notEqual((await readTree({ "package.json": { name: "pkg", types: "a.d.ts" } })).digest, first);
    });
    it("does not depend on files that are no documentation", async () => {
      const first = (await readTree(base)).digest;
      assert.equal((await readTree({ "index.js": "new" })).digest, first);
    });
  });
});

describe("readInstalled on this project's own packages", () => {
  const read = async (name: string) => {
    const directory = realpathSync(new URL(`../../node_modules/${name}`, import.meta.url));
    const packages = [{ name, version: "0.0.0", directory }];
    return readInstalled(packages, libraryId(name), "0.0.0", { ...limits, maxFileSizeBytes: 8_000_000 }, unaborted);
  };

  it("reads commander", async () => {
    const found = await read("commander");
    assert.deepEqual(found.problems, []);
    assert.equal(found.packages[0]?.readme, "Readme.md");
    assert.equal(found.packages[0]?.repository, "https://github.com/tj/commander.js");
    const entryPoints = found.packages[0]?.entryPoints ?? [];
    assert.deepEqual(new Set(entryPoints.map(({ specifier }) => specifier)), new Set(["commander"]));
    assert.ok(entryPoints.some(({ file }) => file === "typings/index.d.ts"));
    assert.ok(found.documents.some(({ kind, text }) => kind === "markdown" && text.includes("## Options")));
  });

  it("reads zod, each declaration once", async () => {
    const found = await read("zod");
    const files = found.documents.map(({ file }) => file);
    const specifiers = found.packages[0]?.entryPoints.map(({ specifier }) => specifier) ?? [];
    assert.deepEqual(found.problems, []);
    assert.equal(specifiers[0], "zod");
    assert.ok(specifiers.includes("zod/mini"));
    assert.equal(new Set(files.map((file) => file.replace(/\.d\.[cm]?ts$/, ""))).size, files.length);
    for (const { file } of found.packages[0]?.entryPoints ?? []) assert.ok(files.includes(file), file);
  });
});
