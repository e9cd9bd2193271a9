import assert from "node:assert/strict";
import { ContexterError } from "../../../server/errors.ts";
import type { Candidate, RetrievalQuery, SectionAddress } from "../../../server/model/retrieval.ts";
import type { SearchPorts } from "../../../server/search/ports.ts";
import { CANDIDATES, type Query, search } from "../../../server/search/search.ts";
import { estimateTokens } from "../../../shared/tokens.ts";
import { candidate, facts, retrieved } from "../../support/candidates.ts";

const unaborted = new AbortController().signal;
const QUERY: Query = {
  text: "parse",
  mode: "hybrid",
  scope: [1],
  statistics: [1],
  filter: {},
  limit: 5,
  rerank: false,
};
const STRONG = [
  candidate(1, { cosine: 0.9, bm25: 9 }),
  candidate(2, { cosine: 0.8, bm25: 8 }),
  candidate(3, { cosine: 0.7, bm25: 7 }),
];

/** Ports over candidates that are there; what they were asked is in `asked`. */
function ports(candidates: readonly Candidate[], rest: Partial<SearchPorts["store"]> = {}) {
  const asked: { queries: RetrievalQuery[]; embedded: string[]; read: number[] } = {
    queries: [],
    embedded: [],
    read: [],
  };
  const all: SearchPorts = {
    store: {
      retrieve: (query) => {
        asked.queries.push(query);
        return retrieved(candidates);
      },
      text: ({ section }: SectionAddress) => {
        asked.read.push(section);
        return `Section ${section} says parse.\n\n\`\`\`ts\nparse(${section});\n\`\`\``;
      },
      facts: () => facts(),
      passages: () => [],
      matches: (_, text) => [...text.matchAll(/parse/g)].map(({ index }) => ({ start: index, end: index + 5 })),
      hasTerms: (text) => text.trim() !== "",
      ...rest,
    },
    model: { id: "fake", defaults: { semanticWeight: 0.5, leastEvidence: 0.02 } },
    embedQuery: async (text) => {
      asked.embedded.push(text);
      return Float32Array.of(1, 0);
    },
    describeLibraries: async (generations) => generations.map(() => Float32Array.of(1, 0)),
  };
  return { ports: all, asked };
}
const sections = (answer: Awaited<ReturnType<typeof search>>) => answer.hits.map((hit) => hit.candidate.section);

describe("search", () => {
  it("gives the candidates best first, read and marked", async () => {
    const answer = await search(ports(STRONG.toReversed()).ports, QUERY, unaborted);
    assert.deepEqual(sections(answer), [1, 2, 3]);
    const [first] = answer.hits;
    assert.equal(first?.text.split("\n")[0], "Section 1 says parse.");
    assert.equal(first?.score, 0.9);
    assert.equal(first?.truncated, false);
    assert.deepEqual(first?.example, { language: "ts", code: "parse(1);" });
    assert.deepEqual(first?.snippets[0], { text: "Section 1 says parse.", marks: [[15, 20]] });
    assert.deepEqual(first?.twins, []);
  });

  it("has no answer to a query without words", async () => {
    const { ports: all, asked } = ports(STRONG);
    await assert.rejects(
      search(all, { ...QUERY, text: " " }, unaborted),
      (error) => error instanceof ContexterError && error.code === "search/empty-query",
    );
    assert.deepEqual(asked.embedded, []);
  });

  describe("asks the store", () => {
    it("with a vector, for more than it shows", async () => {
      const { ports: all, asked } = ports(STRONG);
      await search(all, { ...QUERY, filter: { kinds: ["api"] } }, unaborted);
      assert.deepEqual(asked.embedded, ["parse"]);
      const [query] = asked.queries;
      assert.deepEqual(query?.vector, Float32Array.of(1, 0));
      assert.equal(query?.depth, CANDIDATES);
      assert.deepEqual(query?.filter, { kinds: ["api"] });
    });
    it("deeper for many results", async () => {
      const { ports: all, asked } = ports(STRONG);
      await search(all, { ...QUERY, limit: 50 }, unaborted);
      assert.equal(asked.queries[0]?.depth, 150);
    });
    it("without a vector in keyword mode", async () => {
      const { ports: all, asked } = ports(STRONG);
      await search(all, { ...QUERY, mode: "keyword" }, unaborted);
      assert.deepEqual(asked.embedded, []);
      assert.equal(asked.queries[0]?.vector, undefined);
    });
  });

  describe("scores", () => {
    const both = [candidate(1, { cosine: 0.9, bm25: 1 }), candidate(2, { cosine: 0.2, bm25: 9 })];
    const check = (
      what: string,
      rest: Partial<Query>,
      expected: readonly (readonly [section: number, score: number])[],
    ) =>
      it(what, async () => {
        const { hits } = await search(ports(both).ports, { ...QUERY, ...rest }, unaborted);
        assert.deepEqual(
          hits.map(({ candidate: each, score }) => [each.section, Math.round(score * 1000) / 1000]),
          expected,
        );
      });
    check("half by meaning, half by words as measured", {}, [
      [2, 0.55],
      [1, 0.5],
    ]);
    check("by the weight that was set", { semanticWeight: 0.9 }, [
      [1, 0.82],
      [2, 0.27],
    ]);
    check("by meaning alone", { mode: "semantic", semanticWeight: 0.1 }, [
      [1, 0.9],
      [2, 0.2],
    ]);
    check("by words alone", { mode: "keyword", semanticWeight: 0.9 }, [
      [2, 0.9],
      [1, 0.1],
    ]);
  });

  it("says that nothing is relevant, and reads nothing", async () => {
    const { ports: all, asked } = ports(STRONG);
    assert.deepEqual((await search(all, { ...QUERY, threshold: 0.95 }, unaborted)).hits, []);
    assert.deepEqual((await search(ports([]).ports, QUERY, unaborted)).hits, []);
    assert.deepEqual(asked.read, []);
  });

  it("shows as many as wanted", async () => {
    assert.deepEqual(sections(await search(ports(STRONG).ports, { ...QUERY, limit: 2 }, unaborted)), [1, 2]);
  });

  it("joins twins", async () => {
    const twin = candidate(4, { cosine: 0.6, bm25: 6, sketch: STRONG[0]?.sketch ?? new Uint32Array() });
    const { hits } = await search(ports([...STRONG, twin]).ports, QUERY, unaborted);
    assert.deepEqual(
      hits[0]?.twins.map((each) => each.section),
      [4],
    );
    assert.equal(hits.length, 3);
  });

  describe("keeps a token budget", () => {
    const long = { text: ({ section }: SectionAddress) => `Section ${section}. ${"word ".repeat(300)}` };
    for (const maxTokens of [50, 100, 400, 1000, 5000])
      it(`of ${maxTokens}`, async () => {
        const { hits, tokens } = await search(ports(STRONG, long).ports, { ...QUERY, maxTokens }, unaborted);
        assert.ok(hits.length > 0);
        assert.ok(tokens <= maxTokens);
        assert.equal(
          tokens,
          hits.reduce((sum, hit) => sum + estimateTokens(hit.text), 0),
        );
      });
    it("by cutting the last result and leaving others out", async () => {
      const { hits } = await search(ports(STRONG, long).ports, { ...QUERY, maxTokens: 700 }, unaborted);
      assert.deepEqual(
        hits.map(({ truncated }) => truncated),
        [false, true],
      );
    });
    it("with passages that lie inside the text", async () => {
      const [far] = [candidate(1, { cosine: 0.9, bm25: 9, passage: { start: 1400, end: 1500 } })];
      const { hits } = await search(ports([far], long).ports, { ...QUERY, maxTokens: 60 }, unaborted);
      assert.ok(hits.every(({ passage, text }) => passage.start <= passage.end && passage.end <= text.length));
    });
    it("from the passage on that answers, where the beginning would not reach it", async () => {
      const text = `${"word ".repeat(280)}\nThe answer is here. ${"more ".repeat(40)}`;
      const start = text.indexOf("The answer");
      const far = candidate(1, { cosine: 0.9, bm25: 9, passage: { start, end: start + 40 } });
      const { hits } = await search(ports([far], { text: () => text }).ports, { ...QUERY, maxTokens: 60 }, unaborted);
      assert.match(hits[0].text, /^The answer is here/);
      assert.deepEqual(hits[0].passage, { start: 0, end: 40 });
    });
    it("without end when none is set", async () => {
      const { hits } = await search(ports(STRONG, long).ports, QUERY, unaborted);
      assert.deepEqual(
        hits.map(({ truncated }) => truncated),
        [false, false, false],
      );
    });
  });

  it("tells how long each step took", async () => {
    const { timings } = await search(ports(STRONG).ports, QUERY, unaborted);
    assert.deepEqual(Object.keys(timings).sort(), ["embed", "rank", "read", "vectors", "words"]);
    assert.ok(Object.values(timings).every((value) => value >= 0));
  });

  describe("stops when it is cancelled", () => {
    const isAborted = { name: "AbortError" };
    it("while the query is embedded", async () => {
      const aborter = new AbortController();
      const { ports: all, asked } = ports(STRONG);
      const embedQuery: SearchPorts["embedQuery"] = async (_, signal) => {
        aborter.abort();
        signal.throwIfAborted();
        return new Float32Array();
      };
      await assert.rejects(search({ ...all, embedQuery }, QUERY, aborter.signal), isAborted);
      assert.deepEqual(asked.queries, []);
    });
    it("while candidates are fetched", async () => {
      const aborter = new AbortController();
      const retrieve = () => {
        aborter.abort();
        return retrieved(STRONG);
      };
      const { ports: all, asked } = ports(STRONG, { retrieve });
      await assert.rejects(search(all, QUERY, aborter.signal), isAborted);
      assert.deepEqual(asked.read, []);
    });
    it("while texts are read", async () => {
      const aborter = new AbortController();
      let read = 0;
      const text = () => {
        read++;
        aborter.abort();
        return "text";
      };
      await assert.rejects(search(ports(STRONG, { text }).ports, QUERY, aborter.signal), isAborted);
      assert.equal(read, 1);
    });
  });

  it("passes a failure on as it is", async () => {
    const text = () => {
      throw new ContexterError("index/segment-damaged", "damaged");
    };
    await assert.rejects(search(ports(STRONG, { text }).ports, QUERY, unaborted), { code: "index/segment-damaged" });
  });

  it("asks what the libraries are only where there are several", async () => {
    const asked: (readonly number[])[] = [];
    const { ports: all } = ports([...STRONG, candidate(1, { generation: 2 })]);
    const describeLibraries: SearchPorts["describeLibraries"] = async (generations) => {
      asked.push(generations);
      return generations.map(() => Float32Array.of(1, 0));
    };
    await search({ ...all, describeLibraries }, QUERY, unaborted);
    assert.deepEqual(asked, []);
    await search({ ...all, describeLibraries }, { ...QUERY, scope: [1, 2] }, unaborted);
    assert.deepEqual(
      asked.map((each) => [...each].sort()),
      [[1, 2]],
    );
  });
});
