import assert from "node:assert/strict";
import { join } from "node:path";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog } from "../../server/platform/log.ts";
import { openStore } from "../../server/store/openStore.ts";
import { MIGRATIONS } from "../../server/store/schema.ts";
import { runCliProcess, writeWorkspace } from "../support/cliProcess.ts";
import { LanguageServer } from "../support/languageServer.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const NEWER = /schema 99; this Contexter knows \d+.*Update Contexter/s;

describe("a store that a newer Contexter has written", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const workspace = join(folder.path, "workspace");
  const dataDir = join(folder.path, "store");
  const run = (...argv: string[]) => runCliProcess(argv, { cwd: workspace, dataDir: folder.path });

  before(async () => {
    writeWorkspace(workspace, ["teapot"]);
    assert.equal((await run("index")).code, 0);
    const migrations = [...MIGRATIONS, { version: 99, up: () => undefined }];
    const readSegmentInfo = () => undefined;
    (await openStore({ dataDir, clock: systemClock, log: silentLog, readSegmentInfo, migrations })).dispose();
    // What the newer one has not indexed cannot be indexed here.
    writeWorkspace(workspace, ["teapot", "kettle"]);
  });
  after(() => folder.remove());

  it("can be searched in a terminal, with a warning", async () => {
    const { code, stdout, stderr } = await run("search", "brew tea");
    assert.equal(code, 0);
    assert.match(stdout, /teapot/);
    assert.match(stderr, NEWER);
  });
  it("is read only in a terminal's status", async () => {
    const { code, stdout, stderr } = await run("status");
    assert.equal(code, 0);
    assert.match(stdout, /read only/);
    assert.match(stderr, NEWER);
  });
  for (const argv of [["index"], ["refresh"], ["remove", "teapot", "--yes"]])
    it(`is not changed by ${argv[0]}, which says why`, async () => {
      const { code, stdout, stderr } = await run(...argv);
      assert.equal(code, 3, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, NEWER);
    });
  it("is searched and left alone by an editor, which says why", async () => {
    const server = await LanguageServer.start({ workspace, dataDir });
    try {
      const { state, message } = await server.untilReady();
      assert.equal(state, "problem");
      assert.match(message, NEWER);
      const { outcome, problems } = await server.search({ query: "brew tea" });
      assert.deepEqual([outcome, problems.map(({ code }) => code)], ["found", ["store/newer-schema"]]);
      const status = await server.storeStatus();
      assert.deepEqual([status.readOnly, status.schema], [true, 99]);
      assert.deepEqual(
        status.problems.map(({ code }) => code),
        ["store/newer-schema"],
      );
      const indexed = server.index().then(
        () => "indexed",
        (error) => error.data.code,
      );
      assert.equal(await indexed, "store/newer-schema");
    } finally {
      assert.equal(await server.stop(), 0);
    }
  });
});
