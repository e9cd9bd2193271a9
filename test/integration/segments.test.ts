import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { VectorArena } from "../../server/index/arena.ts";
import { openHash } from "../../server/index/hash.ts";
import { buildSegment, type Hash } from "../../server/index/segment/build.ts";
import { BLOCK_BYTES } from "../../server/index/segment/format.ts";
import { eachPosting, frequency } from "../../server/index/segment/postings.ts";
import { Segment } from "../../server/index/segment/segment.ts";
import { sketch } from "../../server/index/segment/sketch.ts";
import { SymbolIndex } from "../../server/index/symbols.ts";
import { Tokenizer } from "../../server/index/terms.ts";
import type { LibraryChunks } from "../../server/model/chunks.ts";
import { AUDIENCES } from "../../server/model/document.ts";
import type { SectionFacts } from "../../server/model/retrieval.ts";
import type { Section } from "../../server/model/section.ts";
import { SYMBOL_KINDS, type SymbolEntry } from "../../server/model/symbol.ts";
import { SECTION_KINDS } from "../../shared/searchResponse.ts";
import { assets } from "../support/assets.ts";
import { chunks, fakeVectors, section, segmentInput, symbol } from "../support/sections.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 600 }),
  fc
    .array(fc.constantFrom("parse", "ZodError", "\n\n", "é", "😀", "\uFEFF"), { maxLength: 60 })
    .map((all) => all.join(" ")),
);
const sections = fc.array(
  fc
    .record({
      text,
      package: fc.constantFrom("zod", "@types/zod"),
      file: fc.constantFrom("README.md", "index.d.ts", "docs/ä.mdx"),
      kind: fc.constantFrom(...SECTION_KINDS),
      audience: fc.option(fc.constantFrom(...AUDIENCES), { nil: undefined }),
      headingPath: fc.array(name, { maxLength: 4 }),
      anchor: name,
      line: fc.integer({ min: 1, max: 100_000 }),
      endLine: fc.integer({ min: 1, max: 100_000 }),
      symbols: fc.array(name, { maxLength: 3 }),
      reached: fc.boolean(),
      deprecated: fc.boolean(),
    })
    .map(({ text, audience, ...rest }) => section(text, { ...rest, ...(audience && { audience }) })),
  { maxLength: 12 },
);
const symbols = fc.array(
  fc.record<SymbolEntry>(
    {
      path: fc.constantFrom("parse", "ZodString", "ZodString.email", "ZodString.min", "Größe"),
      kind: fc.constantFrom(...SYMBOL_KINDS),
      package: fc.constantFrom("zod", "@types/zod"),
      file: fc.constantFrom("index.d.ts", "a/b.d.cts"),
      line: fc.integer({ min: 1, max: 9999 }),
      endLine: fc.integer({ min: 1, max: 9999 }),
      section: fc.integer({ min: -1, max: 11 }),
      yields: fc.integer({ min: -1, max: 9 }),
      bases: fc.array(fc.nat(9), { maxLength: 3 }),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 10 },
);
const library: fc.Arbitrary<LibraryChunks> = fc
  .tuple(sections, symbols)
  .map(([all, table]) => chunks(all, { symbols: table }));

function factsOf(each: Section): SectionFacts {
  const { text: _, passages, audience, ...rest } = each;
  return { ...rest, audience, types: each.file.endsWith(".d.ts"), bare: passages.length === 0 };
}

/** Per term of all sections: section and frequencies by field, counted anew from the texts. */
function countAll(all: readonly Section[]): Map<string, Map<number, { title: number; path: number }>> {
  const counted = new Map<string, Map<number, { title: number; path: number }>>();
  const tokenizer = new Tokenizer();
  const add = (of: string, at: number, field: "title" | "path") => {
    for (const term of tokenizer.terms(of)) {
      const rows = counted.get(term) ?? new Map();
      const row = rows.get(at) ?? { title: 0, path: 0 };
      row[field]++;
      counted.set(term, rows.set(at, row));
    }
  };
  for (const [at, { headingPath }] of all.entries()) {
    add(headingPath.at(-1) ?? "", at, "title");
    for (const above of headingPath.slice(0, -1)) add(above, at, "path");
  }
  return counted;
}

describe("segments", () => {
  const folder = temporaryFolder();
  const tokenizer = new Tokenizer();
  let hash: Hash;
  before(async () => {
    hash = await openHash();
  });
  after(() => folder.remove());

  function built(input: LibraryChunks): Segment {
    const path = join(folder.path, "built.segment");
    writeFileSync(path, buildSegment(segmentInput(input), tokenizer, hash));
    return Segment.open(path, new VectorArena(assets), hash);
  }

  it("give back the sections that they were built from", () => {
    fc.assert(
      fc.property(library, (input) => {
        const segment = built(input);
        assert.equal(segment.info.sections, input.sections.length);
        let passage = 0;
        for (const [at, each] of input.sections.entries()) {
          assert.deepEqual(segment.facts(at), factsOf(each));
          assert.equal(segment.text(at), each.text);
          assert.deepEqual(segment.passageRange(at), [passage, passage + each.passages.length]);
          for (const expected of each.passages) assert.deepEqual(segment.passage(passage++), expected);
          assert.deepEqual(segment.sketch(at), sketch(each.text));
        }
        segment.close();
      }),
      { numRuns: 100 },
    );
  });

  it("give back the vectors", () => {
    fc.assert(
      fc.property(sections, (all) => {
        const arena = new VectorArena(assets);
        const path = join(folder.path, "vectors.segment");
        const vectors = fakeVectors(all);
        writeFileSync(path, buildSegment(segmentInput(chunks(all), "zod", vectors), tokenizer, hash));
        const segment = Segment.open(path, arena, hash);
        assert.deepEqual(new Int8Array(arena.bytes(segment.vectors, vectors.values.length)), vectors.values);
        assert.deepEqual(segment.scales, vectors.scales);
        assert.equal(segment.dimension, vectors.dimension);
      }),
      { numRuns: 30 },
    );
  });

  it("give back the symbols", () => {
    fc.assert(
      fc.property(library, (input) => {
        const index = new SymbolIndex(built(input));
        assert.equal(index.count, input.symbols.symbols.length);
        const found = input.symbols.symbols.map((_, at) => index.symbol(at));
        assert.deepEqual(found, input.symbols.symbols);
      }),
      { numRuns: 50 },
    );
  });

  it("have a posting for every term of every heading", () => {
    fc.assert(
      fc.property(sections, (all) => {
        const segment = built(chunks(all));
        for (const [term, rows] of countAll(all)) {
          const row = segment.terms.find(term);
          assert.ok(row >= 0, term);
          const found = new Map<number, number>();
          eachPosting(segment.postings, row === 0 ? 0 : segment.postingEnds[row - 1], (at, packed) =>
            found.set(at, packed),
          );
          for (const [at, { title, path }] of rows) {
            const packed = found.get(at) ?? 0;
            assert.ok(frequency.title(packed) >= Math.min(3, title), term);
            assert.equal(frequency.path(packed), Math.min(1, path), term);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("keep frequencies by field", () => {
    const segment = built(
      chunks([
        section("other"),
        section("alpha alpha beta", { headingPath: ["gamma", "alpha"], file: "docs/delta.md", package: "epsilon" }),
      ]),
    );
    const packed = (term: string) => {
      const row = segment.terms.find(term);
      const found: number[][] = [];
      eachPosting(segment.postings, row === 0 ? 0 : segment.postingEnds[row - 1], (at, value) =>
        found.push([at, frequency.body(value), frequency.title(value), frequency.path(value), frequency.file(value)]),
      );
      return found;
    };
    assert.deepEqual(packed("alpha"), [[1, 2, 1, 0, 0]]);
    assert.deepEqual(packed("beta"), [[1, 1, 0, 0, 0]]);
    assert.deepEqual(packed("gamma"), [[1, 0, 0, 1, 0]]);
    assert.deepEqual(packed("delta"), [[1, 0, 0, 0, 1]]);
    assert.deepEqual(packed("epsilon"), [[1, 0, 0, 0, 1]]);
    assert.equal(segment.terms.find("missing"), -1);
  });

  it("are equal bytes for equal input", () => {
    fc.assert(
      fc.property(library, (input) => {
        const build = (each: LibraryChunks) => buildSegment(segmentInput(each), new Tokenizer(), hash);
        assert.ok(Buffer.from(build(input)).equals(build(structuredClone(input))));
      }),
      { numRuns: 20 },
    );
  });

  it("read texts of many blocks in any order", () => {
    const all = Array.from({ length: 40 }, (_, at) => section(`${at} ${"text ".repeat(BLOCK_BYTES / 20)}`));
    const segment = built(chunks(all));
    for (const at of [39, 0, 20, 1, 38]) assert.equal(segment.text(at), all[at]?.text);
  });

  it("refuse vectors that the scan could not read", () => {
    const input = segmentInput(chunks([]), "zod", {
      dimension: 20,
      values: new Int8Array(),
      scales: new Float32Array(),
    });
    assert.throws(() => buildSegment(input, tokenizer, hash), RangeError);
  });

  it("outgrow the first buffers", () => {
    const all = Array.from({ length: 300 }, (_, at) =>
      section(Array.from({ length: 80 }, (_, word) => `w${at}x${word}`).join(" ")),
    );
    const segment = built(chunks(all));
    assert.equal(segment.text(299), all[299]?.text);
    assert.ok(segment.terms.find("w299x79") >= 0);
  });

  it("hold an empty library, and sections without a word", () => {
    assert.equal(built(chunks([])).info.sections, 0);
    assert.equal(built(chunks([section("")])).text(0), "");
  });

  it("take modules with exports of both kinds", () => {
    const modules = [
      {
        package: "zod",
        file: "index.d.ts",
        specifiers: ["zod", "zod/v4"],
        exports: [
          { name: "parse", symbol: 0, module: -1 },
          { name: "z", symbol: -1, module: 1 },
        ],
      },
      { package: "zod", file: "z.d.ts", specifiers: [], exports: [{ name: "string", symbol: 1, module: -1 }] },
    ];
    const index = new SymbolIndex(built(chunks([], { symbols: [symbol("parse"), symbol("string")], modules })));
    assert.deepEqual(index.module("zod/v4")?.export("parse"), { symbol: 0 });
    const inner = index.module("zod")?.export("z");
    assert.deepEqual(inner && "module" in inner && inner.module.export("string"), { symbol: 1 });
    assert.equal(index.module("zod")?.export("missing"), undefined);
    assert.equal(index.module("missing"), undefined);
  });
});
