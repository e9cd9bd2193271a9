import assert from "node:assert/strict";
import type { LibraryChunks } from "../../server/model/chunks.ts";
import type { RetrievalQuery, Retrieved } from "../../server/model/retrieval.ts";
import type { SectionStore } from "../../server/search/ports.ts";
import { chunks, fakeVector, section, symbol } from "../support/sections.ts";

/** A store that holds the given libraries; the numbers of their generations in the same order. */
export interface OpenedStore {
  readonly store: SectionStore;
  readonly generations: readonly number[];
  close(): void;
}

const unaborted = new AbortController().signal;

const north = section("Go north to reach the mountain hut before dark", {
  anchor: "north",
  headingPath: ["Trips", "North"],
});
const south = section("Go south to swim in the warm sea", { anchor: "south", headingPath: ["Trips", "South"] });
const pack = section("packBag(items) fills the bag with everything that fits", {
  anchor: "pack",
  kind: "api",
  file: "index.d.ts",
  headingPath: ["packBag"],
  symbols: ["packBag"],
});
const trips = chunks([north, south, pack], { symbols: [symbol("packBag", { section: 2 })] });
const boats = chunks([
  section("A boat sails south along the coast", { package: "boats", anchor: "sail", headingPath: ["Boats"] }),
]);

/**
 * What every store of sections must do; a new store's test file is one call to it.
 * @param open a store with two libraries, `trips` and `boats`, whose vectors are `fakeVector` of their passages
 */
export const sectionStoreContract = (
  name: string,
  open: (libraries: readonly LibraryChunks[]) => Promise<OpenedStore>,
) =>
  describe(`${name} as a store of sections`, () => {
    let opened: OpenedStore;
    before(async () => {
      opened = await open([trips, boats]);
    });
    after(() => opened.close());

    const ask = async (text: string, rest: Partial<RetrievalQuery> = {}): Promise<Retrieved> => {
      const { store, generations } = opened;
      const query = {
        text,
        mode: "hybrid",
        depth: 10,
        scope: generations,
        statistics: generations,
        filter: {},
      } as const;
      return store.retrieve({ ...query, vector: Float32Array.from(fakeVector(text)), ...rest }, unaborted);
    };
    const best = (found: Retrieved, by: "bm25" | "cosine") =>
      [...found.candidates].sort((a, b) => b[by] - a[by])[0]?.facts.anchor;

    it("puts the section with the query's words first by words", async () => {
      assert.equal(best(await ask("mountain hut"), "bm25"), "north");
    });

    it("puts the section with the nearest passage first by meaning", async () => {
      assert.equal(best(await ask("swim in the warm sea"), "cosine"), "south");
    });

    it("compares words only in keyword mode, meaning only in semantic mode", async () => {
      const { vector: _, ...keyword } = { vector: undefined, mode: "keyword" as const };
      assert.ok((await ask("south", { ...keyword, vector: undefined })).candidates.every(({ cosine }) => cosine === 0));
      assert.ok((await ask("south", { mode: "semantic" })).candidates.every(({ bm25 }) => bm25 === 0));
    });

    it("answers from the scope only", async () => {
      const { candidates } = await ask("south", { scope: [opened.generations[1]] });
      assert.deepEqual([...new Set(candidates.map(({ generation }) => generation))], [opened.generations[1]]);
    });

    it("weighs words by the statistics, whatever the scope", async () => {
      const wide = await ask("south");
      const narrow = await ask("south", { scope: [opened.generations[0]] });
      const score = (found: Retrieved) => found.candidates.find(({ facts }) => facts.anchor === "south")?.bm25;
      assert.equal(score(narrow), score(wide));
    });

    for (const [title, filter, wanted] of [
      ["a kind", { kinds: ["api"] }, ["pack"]],
      ["a package", { packages: ["boats"] }, ["sail"]],
      ["a heading", { section: "north" }, ["north"]],
      ["prose", { prose: true, packages: ["zod"] }, ["north", "south"]],
    ] as const)
      it(`filters by ${title}`, async () => {
        const { candidates } = await ask("go south bag boat north", {
          filter: { ...filter } as RetrievalQuery["filter"],
        });
        assert.deepEqual(candidates.map(({ facts }) => facts.anchor).sort(), [...wanted]);
      });

    it("names the sections of a symbol that the query writes", async () => {
      const { candidates } = await ask("packBag()");
      assert.deepEqual(
        candidates.filter(({ named }) => named).map(({ facts }) => facts.anchor),
        ["pack"],
      );
    });

    it("never scores above what the query can reach", async () => {
      const found = await ask("go south to swim in the warm sea");
      assert.ok(found.candidates.every(({ bm25 }) => bm25 > -1e-6 && bm25 <= found.attainable + 1e-3));
    });

    it("gives texts, facts and passages back as they were put in", async () => {
      const { store, generations } = opened;
      const address = { generation: generations[0], section: 1 };
      assert.equal(await store.text(address), south.text);
      assert.deepEqual(store.facts(address).headingPath, south.headingPath);
      assert.deepEqual([...store.passages(address)], [...south.passages]);
    });

    it("knows which words of a text a query matches", () => {
      const text = "Handlers handle what was not handled";
      const found = opened.store.matches("handler", text).map(({ start, end }) => text.slice(start, end));
      assert.ok(found.includes("Handlers"));
      assert.ok(!found.includes("what"));
    });

    it("has no terms for a query of signs", () => {
      assert.equal(opened.store.hasTerms("?!"), false);
      assert.equal(opened.store.hasTerms("south"), true);
    });
  });
