import assert from "node:assert/strict";
import { VectorArena } from "../../server/index/arena.ts";
import { openHash } from "../../server/index/hash.ts";
import { Segment } from "../../server/index/segment/segment.ts";
import { SymbolIndex } from "../../server/index/symbols.ts";
import { assets } from "../support/assets.ts";
import { chunks, section, symbol, writeSegment } from "../support/sections.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const SYMBOLS = [
  symbol("ZodType", { kind: "class", line: 1, endLine: 40, section: 0 }),
  symbol("ZodType.parse", { kind: "method", line: 5, endLine: 6, section: 1 }),
  symbol("ZodString", { kind: "class", line: 50, endLine: 80, bases: [0] }),
  symbol("ZodString.email", { kind: "method", line: 60, endLine: 60, section: 2 }),
  symbol("string", { line: 90, endLine: 90 }),
  symbol("string", { line: 95, endLine: 95, section: 3 }),
  symbol("loop", { kind: "class", bases: [7], line: 100, endLine: 100 }),
  symbol("loop2", { kind: "class", bases: [6], line: 101, endLine: 101 }),
  symbol("email", { package: "@types/zod", file: "other.d.ts", line: 60, endLine: 60 }),
  symbol("safeParseAsync", { line: 110, endLine: 110 }),
  symbol("built", { file: "dist/esm/b.d.ts", line: 7, endLine: 9 }),
];
const SECTIONS = ["ZodType", "parse", "email", "string"].map((text) => section(text));

describe("symbols of a segment", () => {
  const folder = temporaryFolder();
  let index: SymbolIndex;
  before(async () => {
    const hash = await openHash();
    const path = writeSegment(folder.path, chunks(SECTIONS, { symbols: SYMBOLS }), hash);
    index = new SymbolIndex(Segment.open(path, new VectorArena(assets), hash));
  });
  after(() => folder.remove());

  it("are found by path, documented ones first", () => {
    assert.equal(index.find("ZodString.email"), 3);
    assert.equal(index.find("string"), 5);
    assert.equal(index.find("missing"), -1);
    assert.equal(index.find("loop"), 6);
  });

  it("are found by last name", () => assert.deepEqual(index.named("email"), [3, 8]));

  it("have the members of their bases", () => {
    assert.equal(index.member(2, "email"), 3);
    assert.equal(index.member(2, "parse"), 1);
    assert.equal(index.member(2, "missing"), -1);
  });
  it("survive bases in a circle", () => assert.equal(index.member(6, "missing"), -1));

  describe("at a place", () => {
    const check = (file: string, line: number, name: string, expected: number, owner = "zod") =>
      assert.equal(index.at(owner, file, { line, name }), expected);
    it("are the innermost", () => check("index.d.ts", 60, "email", 3));
    it("are the class around", () => check("index.d.ts", 70, "whatever", 2));
    it("are none between declarations", () => check("index.d.ts", 45, "ZodString", -1));
    it("are of that package", () => check("other.d.ts", 60, "email", 8, "@types/zod"));
    it("are none in an unknown file", () => check("missing.d.ts", 1, "x", -1));
    it("are found through a twin build", () => check("dist/cjs/b.d.cts", 8, "built", 10));
  });

  describe("that names mean", () => {
    const check = (names: readonly string[], expected: readonly number[]) =>
      assert.deepEqual([...index.documented(names)].sort(), expected);
    it("by the whole path", () => check(["ZodString.email"], [2]));
    it("by its end", () => check(["zod.ZodType.parse"], [1]));
    it("by the last name where nothing longer matches", () => check(["z.string.email"], [2]));
    it("by an instance's name", () => check(["zodType.parse"], [1]));
    it("by several", () => check(["string", "ZodType"], [0, 3]));
    it("none without documentation", () => check(["ZodString", "missing"], []));
  });

  describe("by part of a name", () => {
    const paths = (rows: readonly number[]) => rows.map((row) => index.symbol(row).path);
    it("from its start, shortest first", () =>
      assert.deepEqual(paths(index.startingWith("zod", 10)), ["ZodType", "ZodString"]));
    it("as many as wanted", () => assert.equal(index.startingWith("zod", 1).length, 1));
    it("not for a beginning that fits too many", () => assert.deepEqual(index.startingWith("zo", 9), []));
    it("with a typing error", () => assert.ok(paths(index.similarTo("emial", 5)).includes("ZodString.email")));
    it("with two in a long name", () =>
      assert.deepEqual(paths(index.similarTo("saveParseAsyn", 5)), ["safeParseAsync"]));
    it("not with two in a short one", () => assert.deepEqual(index.similarTo("amial", 5), []));
    it("not for very short or long names", () => {
      assert.deepEqual(index.similarTo("loo", 5), []);
      assert.deepEqual(index.similarTo("x".repeat(60), 5), []);
    });
  });
});
