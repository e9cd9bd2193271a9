import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readAliases } from "../../server/workspace/symbols/readAliases.ts";

describe("readAliases", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "aliases-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function patterns(files: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    }
    return (await readAliases(folder)).patterns;
  }
  const paths = (names: Readonly<Record<string, readonly string[]>>, more = {}) => ({
    compilerOptions: { paths: names },
    ...more,
  });

  it("finds none without a configuration", async () => assert.deepEqual(await patterns({}), []));

  it("reads paths, comments and trailing commas allowed", async () => {
    const text = `{ // aliases\n "compilerOptions": { "paths": { "@/*": ["./src/*"], } } }`;
    assert.deepEqual(await patterns({ "tsconfig.json": text }), ["@/*"]);
  });

  it("reads jsconfig.json and the imports of package.json", async () => {
    const files = { "jsconfig.json": paths({ "~/*": ["./*"] }), "package.json": { imports: { "#db": "./db.js" } } };
    assert.deepEqual(await patterns(files), ["#db", "~/*"]);
  });

  it("leaves out what looks in node_modules, and the pattern for everything", async () => {
    const names = { react: ["./node_modules/preact/compat"], "*": ["./types/*"], own: ["./own"] };
    assert.deepEqual(await patterns({ "tsconfig.json": paths(names) }), ["own"]);
  });

  it("follows extends, the nearer paths winning", async () => {
    const files = {
      "tsconfig.json": { extends: ["./base", "./other.json"] },
      "base.json": paths({ "a/*": ["./a/*"] }),
      "other.json": paths({ "b/*": ["./b/*"] }, { extends: "./base" }),
    };
    assert.deepEqual(await patterns(files), ["b/*"]);
  });

  it("follows extends into packages", async () => {
    const files = {
      "tsconfig.json": { extends: "@acme/config" },
      "node_modules/@acme/config/tsconfig.json": paths({ "c/*": ["./c/*"] }),
    };
    assert.deepEqual(await patterns(files), ["c/*"]);
  });

  it("survives extends that loop or lead nowhere", async () => {
    const files = { "tsconfig.json": paths({ a: ["./a"] }, { extends: ["./tsconfig.json", "missing", "./no"] }) };
    assert.deepEqual(await patterns(files), ["a"]);
  });

  it("reads the configurations that it references beside itself", async () => {
    const files = {
      "tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }, { path: "./packages/a" }, 1] },
      "tsconfig.app.json": paths({ "app/*": ["./app/*"] }),
      "packages/a/tsconfig.json": paths({ "a/*": ["./a/*"] }),
    };
    assert.deepEqual(await patterns(files), ["app/*"]);
  });

  it("counts what lies below baseUrl, dependencies excepted", async () => {
    const files = {
      "tsconfig.json": { compilerOptions: { baseUrl: "src" } },
      "src/utils/date.ts": "",
      "src/main.ts": "",
      "src/readme.md": "",
      "src/zod/index.ts": "",
      "src/package.json": { dependencies: { zod: "4" } },
    };
    assert.deepEqual(await patterns(files), ["main", "main/*", "utils", "utils/*"]);
  });

  it("reads a configuration that is being edited as far as it goes", async () => {
    assert.deepEqual(await patterns({ "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./*"] ` }), ["@/*"]);
  });
});
