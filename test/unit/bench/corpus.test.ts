import assert from "node:assert/strict";
import { distinctQueries, judgedQueries } from "../../../bench/support/queries.ts";
import { seededRandom, shuffled } from "../../../bench/support/random.ts";
import { countWords, cutTo, substitute, substitutes } from "../../../bench/support/substitution.ts";
import type { LibraryChunks } from "../../../server/model/chunks.ts";
import type { Section } from "../../../server/model/section.ts";

function section(text: string, more: Partial<Section> = {}): Section {
  return {
    package: "lib",
    file: "README.md",
    kind: "guide",
    headingPath: ["lib", "Getting started"],
    anchor: "getting-started",
    line: 1,
    endLine: 2,
    text,
    symbols: [],
    reached: true,
    deprecated: false,
    passages: [{ start: 0, end: text.length }],
    ...more,
  };
}

function chunks(...sections: Section[]): LibraryChunks {
  const symbols = sections.map((_, at) => ({
    ...{ path: `Thing${at}.method`, kind: "method" as const, package: "lib", file: "index.d.ts" },
    ...{ line: at + 1, endLine: at + 1, section: at, yields: -1, bases: [] },
  }));
  const modules = [{ package: "lib", file: "index.d.ts", specifiers: ["lib"], exports: [] }];
  return { sections, symbols: { symbols, modules }, problems: [] };
}

const prose = "words make texts about stores where pages lie under names; other words stand there too";

describe("substitution of words", () => {
  const words = substitutes(countWords([chunks(section(prose))]), 7);

  it("is a permutation", () => {
    assert.deepEqual([...words.keys()].sort(), [...words.values()].sort());
  });

  it("keeps lengths", () => {
    for (const [word, other] of words) assert.equal(other.length, word.length);
  });

  it("depends on the seed", () => {
    const counts = countWords([chunks(section(prose))]);
    assert.deepEqual(substitutes(counts, 7), words);
    assert.notDeepEqual(substitutes(counts, 8), words);
  });

  it("keeps the places of passages and renames the package", () => {
    const { sections, symbols } = substitute(chunks(section("some words")), new Map([["some", "good"]]), "-2");
    assert.equal(sections[0]?.text, "good words");
    assert.equal(sections[0]?.package, "lib-2");
    assert.equal(symbols.symbols[0]?.package, "lib-2");
    assert.equal(symbols.modules[0]?.package, "lib-2");
  });
});

describe("cutting a library", () => {
  it("keeps symbols, without the sections that are cut off", () => {
    const cut = cutTo(chunks(section("a"), section("b"), section("c")), 2);
    assert.equal(cut.sections.length, 2);
    assert.deepEqual(
      cut.symbols.symbols.map((symbol) => symbol.section),
      [0, 1, -1],
    );
  });
});

describe("bench queries", () => {
  const sections = [
    section("A first sentence that says something about reading many files at once. Next.", {
      symbols: ["Reader.read"],
    }),
    section("Another sentence tells how the writer puts all the bytes on a disk. End.", { symbols: ["Writer.write"] }),
    section("Last sentence explains why nothing here depends upon the present time. End.", {
      headingPath: ["Clock", "Fixed times"],
    }),
  ];

  it("are distinct and as many as asked for", () => {
    const queries = distinctQueries(sections, ["one query", "another query"], 4, 1);
    assert.equal(new Set(queries).size, 4);
  });

  it("contain the given ones", () => {
    assert.ok(distinctQueries(sections, ["one query"], 3, 1).includes("one query"));
  });

  it("are the same for the same seed", () => {
    assert.deepEqual(distinctQueries(sections, ["x y"], 4, 3), distinctQueries(sections, ["x y"], 4, 3));
  });

  it("fail where the corpus has too few", () => {
    assert.throws(() => distinctQueries(sections, [], 50, 1), /distinct queries/);
  });

  it("include the judged ones", () => {
    assert.ok(judgedQueries().length >= 40);
  });
});

describe("seeded numbers", () => {
  it("repeat with their seed", () => {
    const [one, same] = [seededRandom(5), seededRandom(5)];
    assert.deepEqual([one(), one(), one()], [same(), same(), same()]);
  });

  it("lie between 0 and 1", () => {
    const random = seededRandom(1);
    assert.ok(Array.from({ length: 1000 }, random).every((value) => value >= 0 && value < 1));
  });

  it("shuffle without losing anything", () => {
    assert.deepEqual(shuffled([1, 2, 3, 4, 5], 9).sort(), [1, 2, 3, 4, 5]);
  });
});
