import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installWorkspace, upgradePackage } from "../support/installedWorkspace.ts";
import { BUILT_SERVER, LanguageServer } from "../support/languageServer.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { hasTestPackages } from "../support/testEngine.ts";

/** Forty of the test packages, direct and transitive ones. */
const LIBRARIES = [
  ...["acorn", "argparse", "async", "avvio", "axios", "chokidar", "commander", "diff", "entities", "express"],
  ...["fast-json-stringify", "fastify", "find-my-way", "form-data", "hono", "iconv-lite", "immer", "ioredis"],
  ...["kysely", "light-my-request", "logform", "markdown-it", "mime-db", "nock", "p-limit", "pino", "piscina"],
  ...["postcss", "qs", "redux", "reselect", "semver", "source-map", "thread-stream", "undici", "winston", "ws"],
  ...["yup", "zod", "zustand"],
];
const UPGRADED = "zustand";

const SOURCE = [
  'import axios from "axios";',
  'import { Command } from "commander";',
  'axios.create({ baseURL: "/" }).interceptors.request.use(String);',
  'new Command().option("-p, --port <number>").parse();',
].join("\n");
/** An import, a member of an import, a chain, a class. */
const HOVERED = [
  { line: 0, character: 20 },
  { line: 2, character: 8 },
  { line: 2, character: 33 },
  { line: 3, character: 6 },
];
const LEAST_HOVERS = 100;
/** Generous, because the machine may have other work; the benchmark holds the real bar. */
const MOST_P95_MS = 50;

const suite = hasTestPackages && existsSync(BUILT_SERVER) ? describe : describe.skip;
suite("a workspace with 40 direct dependencies", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const workspace = join(folder.path, "workspace");
  const dataDir = join(folder.path, "store");
  let server: LanguageServer;

  before(() => installWorkspace(workspace, LIBRARIES, [UPGRADED]));
  beforeEach(async () => {
    server = await LanguageServer.start({ workspace, dataDir, script: BUILT_SERVER });
  });
  afterEach(async () => {
    assert.equal(await server.stop(), 0);
  });
  after(() => folder.remove());

  it("answers hovers while it is indexed for the first time", async () => {
    assert.equal(LIBRARIES.length, 40);
    const uri = pathToFileURL(join(workspace, "index.ts")).href;
    await server.openDocument(uri, "typescript", SOURCE);
    await server.until(() => server.statuses.some(({ state, done = 0 }) => state === "indexing" && done > 0));
    const isIndexing = () => server.statuses.at(-1)?.state === "indexing";
    const durations: number[] = [];
    for (let hover = 0; isIndexing() || hover < LEAST_HOVERS; hover += 1) {
      const started = performance.now();
      await server.hover({
        uri,
        position: HOVERED[hover % HOVERED.length] ?? { line: 0, character: 0 },
        declarations: [],
      });
      if (isIndexing()) durations.push(performance.now() - started);
    }
    durations.sort((a, b) => a - b);
    const at = (share: number) => durations[Math.floor(durations.length * share)] ?? 0;
    console.log(
      `      ${durations.length} hovers: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms`,
    );
    assert.match((await server.untilReady()).message, /40 of 40 libraries newly indexed/);
    assert.ok(durations.length >= LEAST_HOVERS, `${durations.length} hovers during the run`);
    assert.ok(at(0.95) <= MOST_P95_MS, `p95 ${at(0.95)} ms`);
    const content = await server.hover({ uri, position: HOVERED[2] ?? { line: 0, character: 0 }, declarations: [] });
    assert.match(content?.documentation ?? "", /axios/i);
  });

  it("does no work at the second start, and says so", async () => {
    assert.equal((await server.untilReady()).message, "40 libraries, all up to date");
    assert.equal(server.logged("nothing to index: everything is up to date").length, 1);
    assert.deepEqual(server.logged("worker started name=ingest"), []);
    assert.deepEqual(server.logged("indexed library="), []);
  });

  it("builds only the library that was upgraded, as soon as it is installed", async () => {
    await server.untilReady();
    const readme = "# zustand\n\n## The hibernating store\n\nA store hibernates when `hibernate()` is called on it.\n";
    upgradePackage(workspace, UPGRADED, "99.0.0", readme);
    const { message } = await server.untilReady(2);
    assert.equal(message, "1 of 40 libraries newly indexed");
    assert.deepEqual(server.logged("indexed library=").length, 1);
    assert.match(server.logged("indexed library=")[0] ?? "", /library=zustand version=99\.0\.0/);
    const { results } = await server.search({ query: "hibernating store" });
    assert.equal(results[0]?.name, UPGRADED);
    assert.equal(results[0]?.version, "99.0.0");
  });
});
