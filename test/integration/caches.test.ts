import assert from "node:assert/strict";
import { hasTestPackages, openTestEngine, type TestEngine } from "../support/testEngine.ts";

const unaborted = new AbortController().signal;
const suite = hasTestPackages ? describe : describe.skip;

suite(`caches of searches${hasTestPackages ? "" : " (skipped: the test packages are not installed, run npm test)"}`, function () {
  this.timeout(60_000);
  let test: TestEngine;
  const ask = (rest = {}) => test.engine.search({ query: "limit concurrency", ...rest }, unaborted);

  before(async () => {
    test = await openTestEngine({ packages: { "p-limit": "7.3.3", zustand: "5.1.0" } });
    await test.engine.index({}, unaborted);
  });
  after(() => test.close());

  it("answers the same question from memory", async () => {
    assert.equal(await ask(), await ask());
  });

  it("keeps other questions apart", async () => {
    assert.notEqual(await ask(), await ask({ limit: 3 }));
    assert.notEqual(await ask(), await ask({ mode: "keyword" }));
  });

  it("measures anew when it must explain", async () => {
    const [first, second] = [await ask({ explain: true }), await ask({ explain: true })];
    assert.notEqual(first, second);
    assert.ok(first.timings);
  });

  it("forgets answers when a generation is replaced", async () => {
    const before = await ask();
    await test.engine.index({ libraries: ["p-limit"], force: true }, unaborted);
    const after = await ask();
    assert.notEqual(after, before);
    assert.deepEqual(
      after.results.map(({ id }) => id),
      before.results.map(({ id }) => id),
    );
  });

  it("forgets answers when settings change", async () => {
    const before = await ask();
    test.engine.configure({ ...test.engine.settings, "contexter.search.limit": 1 });
    const after = await ask();
    assert.notEqual(after, before);
    assert.equal(after.results.length, 1);
  });

  it("forgets answers when a library is removed", async () => {
    await test.engine.remove({ library: "p-limit" });
    assert.ok((await ask()).results.every(({ name }) => name !== "p-limit"));
  });

  it("finds a symbol in spite of a typing error", async () => {
    const request = { query: "createStoer", libraries: ["zustand"], limit: 10 };
    const { results } = await test.engine.search(request, unaborted);
    assert.ok(
      results.some(({ symbols }) => symbols.includes("createStore")),
      JSON.stringify(results.map(({ title }) => title)),
    );
  });
});
