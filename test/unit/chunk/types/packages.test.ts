import assert from "node:assert/strict";
import { chunkTypes } from "../../../../server/chunk/types/chunkTypes.ts";
import { Chunked, info, installed } from "./library.ts";

const library = (name: string, entries: Readonly<Record<string, string>>): Chunked =>
  new Chunked(chunkTypes(installed(name), [info(name, entries)]));

/** Every line of every doc comment, stars removed, white space folded, that is long enough to mean something. */
function commentLines(text: string): string[] {
  const comments = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  const lines = comments.flatMap((comment) => comment.replace(/^\/\*\*|\*+\/$/g, "").split("\n"));
  return lines
    .map((line) =>
      line
        .replace(/^\s*\* ?/, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => line.length >= 40);
}

function assertNothingLost(name: string, chunked: Chunked): void {
  const all = chunked.chunks.sections.map((section) => section.text.replace(/\s+/g, " ")).join("\n");
  const lines = installed(name).flatMap((document) => commentLines(document.text));
  const lost = lines.filter((line) => !all.includes(line));
  assert.ok(lines.length > 100);
  assert.ok(
    lost.length <= lines.length * 0.005,
    `${lost.length} of ${lines.length} lines are lost, such as: ${lost.slice(0, 3).join(" / ")}`,
  );
}

describe("chunkTypes: zod", () => {
  let zod: Chunked;
  before(() => {
    zod = library("zod", {
      zod: "index.d.ts",
      "zod/mini": "mini/index.d.ts",
      "zod/v3": "v3/index.d.ts",
      "zod/v4/core": "v4/core/index.d.ts",
    });
  });
  it("follows z.string().email", () => {
    const string = zod.chain("zod", "string");
    assert.deepEqual([string?.path, string?.file], ["string", "v4/classic/schemas.d.ts"]);
    assert.equal(zod.yields("string", "v4/classic/schemas.d.ts"), "ZodString");
    assert.equal(zod.chain("zod", "string", "email")?.path, "ZodString.email");
    assert.equal(zod.chain("zod", "string", "email", "optional", "parse")?.path, "ZodType.parse");
  });
  it("names renamed exports as they are exported", () => {
    assert.equal(zod.exports("zod").enum, "enum");
    assert.equal(zod.exports("zod").null, "null");
  });
  it("offers namespaces as modules", () => {
    const exports = zod.exports("zod");
    assert.equal(exports.z, "v4/classic/external.d.ts");
    assert.equal(exports.coerce, "v4/classic/coerce.d.ts");
    assert.equal(zod.symbol("coerce.string", "v4/classic/coerce.d.ts").kind, "function");
  });
  it("marks what is deprecated", () => {
    const email = zod.chunks.sections.find(
      (each) => each.anchor === "ZodString.email" && each.file.includes("classic"),
    );
    assert.ok(email?.deprecated && email.reached);
  });
  it("keeps the declarations of both module formats apart from each other's sections", () => {
    const files = new Set(zod.chunks.sections.filter((each) => each.reached).map((each) => each.file));
    assert.ok(files.has("v4/classic/schemas.d.ts") && !files.has("v4/classic/schemas.d.cts"));
  });
});

describe("chunkTypes: commander", () => {
  const commander = () => library("commander", { commander: "typings/index.d.ts" });
  it("follows program.command().option()", () => {
    const chunked = commander();
    assert.equal(chunked.chain("commander", "program", "command", "option")?.path, "Command.option");
    const { headingPath, text, reached } = chunked.section("Command.option");
    assert.deepEqual(headingPath, ["Command", "option"]);
    assert.ok(reached && text.includes("Define option with `flags`"));
  });
  it("loses no line of a comment", () => assertNothingLost("commander", commander()));
});

describe("chunkTypes: lru-cache and yaml", () => {
  it("merges a class with its namespace", () => {
    const chunked = library("lru-cache", { "lru-cache": "dist/esm/index.d.ts" });
    assert.equal(chunked.chain("lru-cache", "LRUCache", "fetch")?.path, "LRUCache.fetch");
    assert.equal(chunked.symbol("LRUCache.OptionsBase.max", "dist/esm/index.d.ts").kind, "property");
    assertNothingLost("lru-cache", chunked);
  });
  it("loses no line of a comment", () => assertNothingLost("yaml", library("yaml", { yaml: "dist/index.d.ts" })));
});

describe("chunkTypes: @types/node", () => {
  let node: Chunked;
  before(() => {
    node = library("@types/node", { node: "index.d.ts", fs: "fs.d.ts" });
  });
  it("finds built-in modules under both names", () => {
    assert.equal(node.chain("fs", "readFile")?.file, "fs.d.ts");
    assert.equal(node.chain("node:fs/promises", "readFile")?.file, "fs/promises.d.ts");
    assert.equal(node.exports("node:fs").promises, "fs/promises.d.ts");
  });
  it("follows createServer().listen and createHash().update", () => {
    assert.equal(node.chain("node:http", "createServer", "listen")?.path, "Server.listen");
    assert.equal(node.chain("node:crypto", "createHash", "update", "digest")?.path, "Hash.digest");
  });
  it("finds members of modules that are one value", () => {
    assert.ok(node.chain("node:path", "export=", "join")?.path.endsWith(".join"));
    assert.ok(node.chain("assert", "export=", "deepEqual")?.path.endsWith(".deepEqual"));
  });
  it("keeps globals and namespaces", () => {
    assert.equal(node.symbol("NodeJS.ProcessEnv").kind, "interface");
    assert.ok(node.paths.includes("setTimeout"));
  });
  it("loses no line of a comment", () => assertNothingLost("@types/node", node));
});
