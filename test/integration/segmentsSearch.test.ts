import assert from "node:assert/strict";
import fc from "fast-check";
import { openHash } from "../../server/index/hash.ts";
import { type Bm25, DEFAULT_BM25 } from "../../server/index/lexical.ts";
import { SearchIndex } from "../../server/index/searchIndex.ts";
import type { Hash } from "../../server/index/segment/build.ts";
import { Tokenizer } from "../../server/index/terms.ts";
import type { Candidate, RetrievalQuery, SectionFilter } from "../../server/model/retrieval.ts";
import type { Section } from "../../server/model/section.ts";
import type { SymbolEntry } from "../../server/model/symbol.ts";
import { assets } from "../support/assets.ts";
import { chunks, DIMENSION, fakeVector, section, symbol, writeSegment } from "../support/sections.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

/** Only the body counts, so that scores can be worked out by hand. */
const BODY_ONLY: Bm25 = { k1: 1.2, b: 0.4, title: 0, path: 0, file: 0 };

const near = (actual: number | undefined, expected: number) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-4, `${actual} is not ${expected}`);

describe("searching segments", () => {
  const folder = temporaryFolder();
  let hash: Hash;
  let names = 0;
  before(async () => {
    hash = await openHash();
  });
  after(() => folder.remove());

  /** One generation a list of sections, numbered from 1. */
  function indexOf(
    libraries: readonly (readonly Section[])[],
    bm25 = DEFAULT_BM25,
    symbols: readonly SymbolEntry[] = [],
  ) {
    const index = new SearchIndex(assets, hash, bm25);
    for (const [at, sections] of libraries.entries())
      index.open(at + 1, writeSegment(folder.path, chunks(sections, { symbols }), hash, `library${names++}`));
    return index;
  }

  function query(index: SearchIndex, text: string, rest: Partial<RetrievalQuery> = {}) {
    const scope = rest.scope ?? index.generations;
    const mode = rest.mode ?? "keyword";
    const vector = mode === "keyword" ? {} : { vector: Float32Array.from(fakeVector(text)) };
    return index.retrieve({ text, mode, depth: 10, scope, statistics: scope, filter: {}, ...vector, ...rest });
  }
  const found = ({ candidates }: { readonly candidates: readonly Candidate[] }) =>
    candidates.map(({ generation, section }) => `${generation}:${section}`);

  describe("words", () => {
    const sections = ["alpha alpha beta", "alpha gamma", "delta delta delta delta"].map((text) =>
      section(text, { headingPath: [], file: "x.md", package: "p" }),
    );
    /** idf · (k1 + 1) · tf / (tf + k1 · (1 − b + b · length / mean)) */
    const bm25 = (df: number, total: number, tf: number, length: number, mean: number) =>
      (Math.log(1 + (total - df + 0.5) / (df + 0.5)) * 2.2 * tf) / (tf + 1.2 * (0.6 + (0.4 * length) / mean));

    it("score as worked out by hand", () => {
      const { candidates } = query(indexOf([sections], BODY_ONLY), "alpha");
      assert.deepEqual(
        candidates.map((each) => each.section),
        [0, 1],
      );
      near(candidates[0]?.bm25, bm25(2, 3, 2, 3, 3));
      near(candidates[1]?.bm25, bm25(2, 3, 1, 2, 3));
    });

    it("add up over terms, below what is attainable", () => {
      const retrieved = query(indexOf([sections], BODY_ONLY), "alpha beta");
      near(retrieved.candidates[0]?.bm25, bm25(2, 3, 2, 3, 3) + bm25(1, 3, 1, 3, 3));
      near(retrieved.attainable, 2.2 * (Math.log(1 + 1.5 / 2.5) + Math.log(1 + 2.5 / 1.5)));
    });

    it("are as rare as all statistics say, whatever answers", () => {
      const index = indexOf([sections, [section("alpha", { headingPath: [], file: "x.md", package: "p" })]], BODY_ONLY);
      const [first] = query(index, "alpha", { scope: [1], statistics: [1, 2] }).candidates;
      near(first?.bm25, bm25(3, 4, 2, 3, 3));
      near(query(index, "alpha", { scope: [1], statistics: [1] }).candidates[0]?.bm25, bm25(2, 3, 2, 3, 3));
    });

    it("count more in the heading than in the body, and more in the path than nowhere", () => {
      const index = indexOf([
        [
          section("alpha beta gamma delta", { headingPath: ["Title"], file: "a.md" }),
          section("beta beta gamma delta", { headingPath: ["Alpha"], file: "a.md" }),
          section("beta beta gamma delta", { headingPath: ["Title"], file: "docs/alpha.md" }),
          section("beta beta gamma delta", { headingPath: ["Alpha", "Title"], file: "a.md" }),
        ],
      ]);
      const scores = new Map(query(index, "alpha").candidates.map((each) => [each.section, each.bm25]));
      assert.equal(scores.size, 4);
      assert.ok([0, 2, 3].every((at) => (scores.get(1) ?? 0) > (scores.get(at) ?? 9)));
    });

    it("say what share of the query stands where", () => {
      const index = indexOf([[section("gamma text", { headingPath: ["Beta", "Alpha"], package: "p", file: "x.md" })]]);
      const { candidates, known } = query(index, "alpha beta gamma missing");
      const [only] = candidates;
      assert.ok(only && known > 0 && known < 1);
      near(only.anyShare, known);
      near(only.titleShare, known / 3);
      near(only.contextShare, known / 3);
    });

    it("match case forms and inflections", () => {
      const index = indexOf([[section("Call setErrorHandler to handle failures.")]]);
      for (const text of ["set_error_handler", "setting error handlers", "set-error-handler", "failure"])
        assert.deepEqual(found(query(index, text)), ["1:0"], text);
    });

    it("find nothing that is not there", () => {
      const retrieved = query(indexOf([sections]), "zebra");
      assert.deepEqual(retrieved.candidates, []);
      assert.equal(retrieved.known, 0);
      assert.ok(retrieved.attainable > 0);
    });

    it("are found however far apart they stand", () => {
      const many = Array.from({ length: 20_000 }, (_, at) =>
        section([0, 127, 255, 19_999].includes(at) ? "alpha" : "x", { passages: [] }),
      );
      assert.deepEqual(found(query(indexOf([many]), "alpha")), ["1:0", "1:127", "1:255", "1:19999"]);
    });

    it("may be more than a mask has bits", () => {
      const words = Array.from({ length: 60 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`).join(" ");
      const [only] = query(indexOf([[section(words)]]), words).candidates;
      near(only?.anyShare, 1);
    });
  });

  describe("meaning", () => {
    const texts = ["alpha beta", "gamma delta", "epsilon zeta eta"];
    const index = () => indexOf([texts.map((text) => section(text))]);

    it("is the cosine, within a hundredth", () => {
      const words = fc.array(fc.constantFrom("alpha", "beta", "gamma", "delta", "eta", "theta"), {
        minLength: 1,
        maxLength: 6,
      });
      const open = index();
      fc.assert(
        fc.property(words, (all) => {
          const vector = fakeVector(all.join(" "));
          for (const each of query(open, all.join(" "), { mode: "semantic" }).candidates) {
            const exact = fakeVector(texts[each.section] ?? "").reduce((sum, value, d) => sum + value * vector[d], 0);
            assert.ok(Math.abs(each.cosine - exact) <= 0.01, `${each.cosine} is not ${exact}`);
          }
        }),
        { numRuns: 60 },
      );
    });

    it("leaves words out of a semantic search", () => {
      const { candidates, attainable } = query(index(), "alpha", { mode: "semantic" });
      assert.ok(candidates.length > 0 && candidates.every(({ bm25 }) => bm25 === 0));
      assert.equal(attainable, 0);
    });

    it("is left out of a keyword search", () => {
      const { candidates } = query(index(), "alpha");
      assert.deepEqual(
        candidates.map(({ section, cosine }) => [section, cosine]),
        [[0, 0]],
      );
    });

    it("adds candidates that share no word", () => {
      const vector = Float32Array.from(fakeVector("gamma delta"));
      assert.deepEqual(found(query(index(), "alpha", { mode: "hybrid", vector })), ["1:0", "1:1"]);
    });

    it("names the best passage", () => {
      const far = Array.from({ length: 40 }, () => "filler").join(" ");
      const [only] = query(indexOf([[section(`${far}.\n\n${"alpha beta ".repeat(10)}`)]]), "alpha beta", {
        mode: "hybrid",
      }).candidates;
      assert.equal(only?.passage.start, far.length + 3);
    });

    it("gives a section without passages no place of another", () => {
      const sections = [section("```ts\nalpha\n```", { passages: [] }), section(`beta ${"x ".repeat(30)}`)];
      const [first] = query(indexOf([sections]), "alpha", { mode: "hybrid", depth: 1 }).candidates;
      assert.deepEqual([first?.section, first?.cosine, first?.passage], [0, 0, { start: 0, end: 0 }]);
      assert.equal(first?.facts.bare, true);
    });

    it("ignores segments of another dimension", () => {
      const retrieved = query(index(), "alpha", { mode: "hybrid", vector: new Float32Array(DIMENSION * 2).fill(0.1) });
      assert.deepEqual(found(retrieved), ["1:0"]);
    });
  });

  describe("filters", () => {
    const sections = [
      section("alpha", { kind: "guide", headingPath: ["Guide", "Parsing"] }),
      section("alpha", { kind: "api", file: "index.d.ts", headingPath: ["ZodString"] }),
      section("alpha", { kind: "example", package: "@types/zod" }),
      section("alpha", { kind: "changelog", headingPath: ["1.0"] }),
    ];
    const check = (what: string, filter: SectionFilter, expected: readonly number[]) =>
      it(what, () => {
        const index = indexOf([sections]);
        for (const mode of ["keyword", "semantic", "hybrid"] as const)
          assert.deepEqual(
            query(index, "alpha", { mode, filter }).candidates.map((each) => each.section),
            expected,
            mode,
          );
      });
    check("let all through without one", {}, [0, 1, 2, 3]);
    check("by kind", { kinds: ["guide", "changelog"] }, [0, 3]);
    check("by package", { packages: ["@types/zod"] }, [2]);
    check("by a package that is not there", { packages: ["yup"] }, []);
    check("by heading, case ignored", { section: "guide > parsing" }, [0]);
    check("by prose", { prose: true }, [0, 2, 3]);
    check("by several", { kinds: ["guide", "example"], packages: ["zod"] }, [0]);

    it("do not change what a word is worth", () => {
      const index = indexOf([sections]);
      const score = (filter: SectionFilter) =>
        query(index, "alpha", { filter }).candidates.find((each) => each.section === 2)?.bm25;
      assert.equal(score({ kinds: ["example"] }), score({}));
    });
  });

  describe("symbols that a query names", () => {
    const sections = [
      section("A string schema.", {
        headingPath: ["ZodString", "email"],
        symbols: ["ZodString.email"],
        file: "index.d.ts",
      }),
      ...Array.from({ length: 30 }, (_, at) => section(`email email text${at}`)),
    ];
    const symbols = [symbol("ZodString.email", { section: 0, kind: "method" }), symbol("ZodString", { kind: "class" })];
    it("are candidates whatever their score", () => {
      const { candidates } = query(indexOf([sections], BODY_ONLY, symbols), "ZodString.email", { depth: 3 });
      assert.deepEqual(
        candidates.filter(({ named }) => named).map((each) => each.section),
        [0],
      );
    });
    it("obey the filter", () => {
      const { candidates } = query(indexOf([sections], BODY_ONLY, symbols), "ZodString.email", {
        filter: { prose: true },
      });
      assert.ok(candidates.every(({ named }) => !named));
    });
    it("are none for a sentence", () =>
      assert.ok(
        query(indexOf([sections], BODY_ONLY, symbols), "validate an email").candidates.every(({ named }) => !named),
      ));
  });

  describe("several generations", () => {
    it("answer in scope only", () => {
      const index = indexOf([[section("alpha")], [section("alpha")], [section("beta")]]);
      assert.deepEqual(found(query(index, "alpha", { scope: [2, 3], statistics: [1, 2, 3] })), ["2:0"]);
      assert.deepEqual(found(query(index, "alpha")), ["1:0", "2:0"]);
    });
    it("share the depth", () => {
      const many = (count: number) => Array.from({ length: count }, () => section("alpha"));
      assert.equal(query(indexOf([many(20), many(20)]), "alpha", { depth: 5 }).candidates.length, 5);
    });
    it("give the same answer in any order", () => {
      const index = indexOf([[section("alpha beta")], [section("alpha")], []]);
      const scores = (scope: number[]) =>
        new Map(
          query(index, "alpha beta", { scope, mode: "hybrid" }).candidates.map((each) => [each.generation, each.bm25]),
        );
      assert.deepEqual(new Map([...scores([3, 2, 1])].sort()), new Map([...scores([1, 2, 3])].sort()));
    });
    it("come and go", () => {
      const index = indexOf([[section("alpha")], [section("alpha")]]);
      index.close(1);
      assert.equal(index.has(1), false);
      assert.deepEqual(found(query(index, "alpha")), ["2:0"]);
      assert.throws(() => query(index, "alpha", { scope: [1] }), RangeError);
      index.close(1);
    });
  });

  describe("one section", () => {
    const sections = [section("one two", { anchor: "a" }), section("three", { anchor: "a", file: "b.md" })];
    it("is located by its place", () => {
      const index = indexOf([sections]);
      assert.equal(index.locate(1, { package: "zod", file: "b.md", anchor: "a" }), 1);
      for (const place of [
        { file: "b.md", anchor: "b" },
        { file: "c.md", anchor: "a" },
      ])
        assert.equal(index.locate(1, { package: "zod", ...place }), -1);
    });
    it("is read", () => {
      const index = indexOf([sections]);
      const address = { generation: 1, section: 0 };
      assert.equal(index.count(1), 2);
      assert.equal(index.text(address), "one two");
      assert.equal(index.facts(address).anchor, "a");
      assert.deepEqual(index.passages(address), sections[0]?.passages);
    });
  });

  it("marks the words that match", () => {
    const index = indexOf([]);
    const text = "Use setErrorHandler. Handlers handle errors.";
    const marked = index.matches("error handler", text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(marked.slice(0, 2), ["setErrorHandler", "Handlers"]);
    assert.ok(marked.includes("errors"));
  });

  it("knows a query without words", () => {
    const index = indexOf([]);
    assert.deepEqual(
      ["?!", "", "how", "parse"].map((text) => index.hasTerms(text)),
      [false, false, true, true],
    );
  });

  it("has the terms that the tokenizer gives", () => {
    const tokenizer = new Tokenizer();
    const words = fc.constantFrom("parse", "ZodError", "--no-save", "app.get", "Café", "日本語");
    fc.assert(
      fc.property(words, (word) => {
        assert.ok(tokenizer.terms(word).length > 0);
        assert.deepEqual(found(query(indexOf([[section(`the ${word} thing`)]]), word)), ["1:0"]);
      }),
      { numRuns: 12 },
    );
  });
});
