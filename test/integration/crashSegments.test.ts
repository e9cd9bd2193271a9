import assert from "node:assert/strict";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openApp } from "../../server/app.ts";
import { REGIONS } from "../../server/index/segment/format.ts";
import { silentLog } from "../../server/platform/log.ts";
import type { Engine } from "../../server/surfaces/engine.ts";
import { DEFAULT_SETTINGS } from "../../shared/settings.ts";
import { assets } from "../support/assets.ts";
import { runCliProcess, writeWorkspace } from "../support/cliProcess.ts";
import { changeFormat, cutShort, damageDirectory, damageRegion } from "../support/damage.ts";
import { LanguageServer } from "../support/languageServer.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const unaborted = new AbortController().signal;

describe("damaged segments", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let workspace: string;
  let undamaged: string;
  let dataDir: string;

  before(async () => {
    folder = temporaryFolder();
    workspace = join(folder.path, "workspace");
    undamaged = join(folder.path, "undamaged");
    dataDir = join(folder.path, "store");
    writeWorkspace(workspace, ["teapot", "kettle"]);
    await withEngine(undamaged, (engine) => engine.index({}, unaborted));
  });
  beforeEach(() => cpSync(undamaged, dataDir, { recursive: true }));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  after(() => folder.remove());

  async function withEngine<T>(store: string, work: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await openApp({
      workspaces: [workspace],
      settings: DEFAULT_SETTINGS,
      dataDir: store,
      assets,
      workerScript: new URL("../../server/worker.ts", import.meta.url),
      log: silentLog,
    });
    try {
      return await work(engine);
    } finally {
      await engine.end();
    }
  }

  const segments = () => readdirSync(join(dataDir, "segments"));
  const teapot = () => join(dataDir, "segments", segments().find((name) => name.startsWith("teapot")) ?? "");
  const namesIn = (results: readonly { readonly name: string }[]) =>
    [...new Set(results.map(({ name }) => name))].sort();

  /** Searches around the damage, says so, and builds again what was damaged. */
  async function isMended(code: string): Promise<void> {
    await withEngine(dataDir, async (engine) => {
      const before = await engine.search({ query: "limestone in the kettle" }, unaborted);
      assert.deepEqual(namesIn(before.results), ["kettle"]);
      assert.deepEqual(
        before.problems.map((problem) => problem.code),
        [code],
      );
      assert.deepEqual(
        (await engine.status()).problems.map((problem) => problem.code),
        [code],
      );
      const { built, upToDate, failed } = await engine.index({}, unaborted);
      assert.deepEqual({ built, upToDate, failed }, { built: 1, upToDate: 1, failed: 0 });
      const after = await engine.search({ query: "limestone in the kettle", limit: 20 }, unaborted);
      assert.deepEqual(after.problems, []);
      assert.deepEqual((await engine.status()).problems, []);
      const found = await engine.search({ query: "teapot", libraries: ["teapot"] }, unaborted);
      assert.deepEqual(namesIn(found.results), ["teapot"]);
    });
    assert.deepEqual(readdirSync(join(dataDir, "set-aside")).length, 1);
  }

  for (const region of REGIONS)
    it(`are noticed by their ${region}`, async () => {
      assert.ok(damageRegion(teapot(), region), `there are ${region}`);
      await isMended("index/segment-damaged");
    });
  it("are noticed by their directory", async () => {
    damageDirectory(teapot());
    await isMended("index/segment-damaged");
  });
  it("are noticed when they are cut short", async () => {
    cutShort(teapot());
    await isMended("index/segment-damaged");
  });
  it("are built again when another version has written them", async () => {
    changeFormat(teapot());
    await isMended("index/segment-format");
  });
  it("are built again when they are gone", async () => {
    rmSync(teapot());
    await withEngine(dataDir, async (engine) => {
      assert.deepEqual(namesIn((await engine.search({ query: "limestone" }, unaborted)).results), ["kettle"]);
      assert.equal((await engine.index({}, unaborted)).built, 1);
    });
  });

  it("make a terminal's search a partial one until it has indexed again", async () => {
    damageRegion(teapot(), "texts");
    const run = (...argv: string[]) => runCliProcess(argv, { cwd: workspace, dataDir: folder.path });
    const found = await run("search", "limestone in the kettle");
    assert.equal(found.code, 3);
    assert.match(found.stdout, /kettle/);
    assert.match(found.stderr, /damaged.*run `contexter index`/s);
    const indexed = await run("index");
    assert.match(indexed.stdout, /1 built, 1 up to date/);
    assert.equal((await run("search", "limestone in the kettle")).code, 0);
  });

  it("are built again by an editor that meets them, without being asked", async () => {
    const server = await LanguageServer.start({ workspace, dataDir });
    try {
      assert.match((await server.untilReady()).message, /up to date/);
      damageRegion(teapot(), "texts");
      const { results, problems } = await server.search({ query: "limestone in the kettle" });
      assert.deepEqual(namesIn(results), ["kettle"]);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ["index/segment-damaged"],
      );
      assert.match((await server.untilReady(2)).message, /1 of 2 libraries newly indexed/);
      const again = await server.search({ query: "limestone in the kettle" });
      assert.deepEqual(again.problems, []);
    } finally {
      await server.stop();
    }
  });
});
