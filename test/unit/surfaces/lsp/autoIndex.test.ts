import assert from "node:assert/strict";
import { ContexterError } from "../../../../server/errors.ts";
import { silentLog } from "../../../../server/platform/log.ts";
import type { Engine } from "../../../../server/surfaces/engine.ts";
import { AutoIndex } from "../../../../server/surfaces/lsp/autoIndex.ts";
import type { IndexSummary, ServerStatus } from "../../../../shared/protocol.ts";
import { DEFAULT_SETTINGS } from "../../../../shared/settings.ts";
import { fakeEngine } from "../../../support/fakeEngine.ts";

const summary: IndexSummary = {
  ...{ total: 3, built: 0, upToDate: 3, empty: 0, failed: 0, skipped: 0, removed: 0 },
  ...{ durationMs: 1, cancelled: false, problems: [] },
};

/** An engine whose runs end when they are told to. */
class Runs {
  readonly signals: AbortSignal[] = [];
  readonly #ends: PromiseWithResolvers<IndexSummary>[] = [];
  readonly engine: Engine;
  #most = 0;

  constructor(over: Partial<Engine> = {}) {
    const index: Engine["index"] = (_, signal) => {
      const end = Promise.withResolvers<IndexSummary>();
      this.signals.push(signal);
      this.#ends.push(end);
      this.#most = Math.max(this.#most, this.#ends.length);
      return end.promise;
    };
    this.engine = fakeEngine({}, { index, ...over });
  }

  /** Most runs at once. */
  get most(): number {
    return this.#most;
  }

  async end(over: Partial<IndexSummary> | Error = {}): Promise<void> {
    const end = this.#ends.shift();
    if (over instanceof Error) end?.reject(over);
    else end?.resolve({ ...summary, ...over });
    await new Promise(setImmediate);
  }
}

describe("automatic indexing", () => {
  let statuses: ServerStatus[];
  beforeEach(() => {
    statuses = [];
  });

  function start(runs: Runs, trusted = true): AutoIndex {
    return new AutoIndex({
      engine: runs.engine,
      log: silentLog,
      trusted,
      onStatus: (status) => statuses.push(status),
    });
  }

  it("makes one more run for all wishes that come during one", async () => {
    const runs = new Runs();
    const indexer = start(runs);
    for (let wish = 0; wish < 4; wish += 1) indexer.request();
    assert.equal(runs.signals.length, 1);
    await runs.end();
    assert.equal(runs.signals.length, 2);
    await runs.end();
    assert.equal(runs.signals.length, 2);
  });
  it("lets a user's runs wait for each other", async () => {
    const runs = new Runs();
    const indexer = start(runs);
    indexer.request();
    const asked = Promise.all([indexer.run({ force: true }), indexer.run({ force: true })]);
    for (let run = 0; run < 3; run += 1) await runs.end();
    assert.equal((await asked).length, 2);
    assert.deepEqual([runs.signals.length, runs.most], [3, 1]);
  });
  it("cancels the run and the wish for another one", async () => {
    const runs = new Runs();
    const indexer = start(runs);
    indexer.request();
    indexer.request();
    indexer.cancel();
    assert.equal(runs.signals[0]?.aborted, true);
    await runs.end({ cancelled: true });
    assert.equal(runs.signals.length, 1);
    assert.deepEqual(statuses.at(-1), { state: "ready", message: "Indexing was cancelled" });
  });
  for (const [what, over, trusted] of [
    ["an untrusted workspace", {}, false],
    ["no workspace", { workspaces: [] }, true],
    [
      "a workspace whose user does not want it",
      { settings: { ...DEFAULT_SETTINGS, "contexter.workspace.autoIndex": false } },
      true,
    ],
  ] as const)
    it(`indexes nothing in ${what}`, () => {
      const runs = new Runs(over);
      start(runs, trusted).request();
      assert.equal(runs.signals.length, 0);
      assert.deepEqual(statuses, [{ state: "ready", message: "Ready" }]);
    });
  for (const [how, end, status] of [
    ["nothing was to do", {}, { state: "ready", message: "3 libraries, all up to date" }],
    ["something was built", { built: 2 }, { state: "ready", message: "2 of 3 libraries newly indexed" }],
    ["a library failed", { failed: 1 }, { state: "problem", message: "1 of 3 libraries could not be indexed" }],
    ["it was aborted", new DOMException("", "AbortError"), { state: "ready", message: "Ready" }],
    ["a bug ended it", new Error("no"), { state: "problem", message: "no" }],
    [
      "the store is a newer one's",
      new ContexterError("store/newer-schema", "Too new."),
      { state: "problem", message: "Too new. Update Contexter in this editor or terminal." },
    ],
  ] as const)
    it(`tells the end of a run when ${how}`, async () => {
      const runs = new Runs();
      start(runs).request();
      await runs.end(end);
      assert.deepEqual(statuses, [status]);
    });
});
