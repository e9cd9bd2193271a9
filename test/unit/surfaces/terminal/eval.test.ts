import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContexterError } from "../../../../server/errors.ts";
import { fakeEngine, result } from "../../../support/fakeEngine.ts";
import { run } from "../../../support/fakeTerminal.ts";

describe("contexter eval", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "contexter-eval-"));
    const relevant = [
      { package: "zod", file: "README.md", section: "Basic usage", anchors: ["Parse with a schema"], grade: 2 },
    ];
    const lines = [
      { id: "a", query: "parse", kind: "howto", library: "zod", relevant },
      { id: "b", query: "kangaroo", kind: "howto", library: null },
    ];
    await writeFile(join(folder, "queries.jsonl"), lines.map((line) => JSON.stringify(line)).join("\n"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const evaluated = (argv: readonly string[], engine = fakeEngine()) =>
    run(["eval", ...argv], { engine, io: { cwd: folder } });

  it("prints a table", async () => {
    const { stdout, code } = await evaluated(["queries.jsonl"]);
    assert.equal(code, 0);
    assert.match(stdout, /^overall +1 +1\.000 +1\.000 +1\.000 +1\.000 +1\.000 +1\.000 +1\.000$/m);
    assert.match(stdout, /^filtered +1 /m);
    assert.match(stdout, /^latency ms: mean /m);
    assert.match(stdout, /^without judgment: 1, of which nothing relevant: 1\.000$/m);
  });
  it("prints JSON", async () => {
    const evaluation = JSON.parse((await evaluated(["queries.jsonl", "--json"])).stdout);
    assert.deepEqual([evaluation.v, evaluation.overall["recall@10"]], [1, 1]);
  });
  it("writes what was found", async () => {
    await evaluated(["queries.jsonl", "--results", "out.jsonl"]);
    const lines = (await readFile(join(folder, "out.jsonl"), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines, [
      {
        id: "a",
        results: [
          { package: "zod", version: "4.6.7", section: "Zod > Basic usage", file: "README.md", text: result().text },
        ],
      },
      { id: "b", results: [] },
    ]);
  });
  it("passes its flags on", async () => {
    const engine = fakeEngine();
    await evaluated(["queries.jsonl", "-n", "5", "-m", "keyword", "--threshold", "0.1", "--all"], engine);
    assert.deepEqual(engine.requests[0], {
      query: "parse",
      limit: 5,
      libraries: ["zod"],
      mode: "keyword",
      threshold: 0.1,
      all: true,
    });
  });
  it("goes on where a query fails, and says so", async () => {
    const search = () => Promise.reject(new ContexterError("store/library-unknown", "no zod"));
    const { code, stderr, stdout } = await evaluated(["queries.jsonl"], fakeEngine({}, { search }));
    assert.equal(code, 3);
    assert.match(stderr, /warning: a: no zod/);
    assert.match(stdout, /^overall +1 +0\.000/m);
  });
  it("does not hide a bug", async () => {
    const search = () => Promise.reject(new TypeError("bug"));
    assert.match((await evaluated(["queries.jsonl"], fakeEngine({}, { search }))).stderr, /unexpected: bug/);
  });
  it("names a file that is not there", async () => {
    const { code, stderr } = await evaluated(["none.jsonl"]);
    assert.equal(code, 2);
    assert.match(stderr, /none\.jsonl: ENOENT/);
  });
});
