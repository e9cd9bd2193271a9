import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { loadSqlite } from "../../server/platform/database.ts";
import { writeWorkspace } from "../support/cliProcess.ts";
import { LanguageServer } from "../support/languageServer.ts";
import { inspectStore } from "../support/storeInspection.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

describe("a catalogue that breaks under an editor", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let dataDir: string;
  let server: LanguageServer;

  beforeEach(async () => {
    folder = temporaryFolder();
    const workspace = join(folder.path, "workspace");
    dataDir = join(folder.path, "store");
    writeWorkspace(workspace, ["teapot", "kettle"]);
    server = await LanguageServer.start({ workspace, dataDir });
    await server.untilReady();
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const catalogue = () => join(dataDir, "catalogue.sqlite");
  const findsAll = async () => {
    const { results } = await server
      .search({ query: "limestone in the kettle", limit: 20 })
      .catch(() => ({ results: [] }));
    return new Set(results.map(({ name }) => name)).size === 2;
  };

  it("is mended from the segments when a row is damaged", async () => {
    const db = (await loadSqlite()).open(catalogue());
    db.run("UPDATE generations SET info = '{}' WHERE library = 'pkg:npm/teapot'");
    db.run("UPDATE meta SET value = value + 1 WHERE key = 'change_counter'");
    db.dispose();
    await server.until(async () => server.logged("the catalogue is mended").length > 0 && findsAll());
    assert.ok(readdirSync(join(dataDir, "set-aside")).some((name) => name.includes("catalogue.sqlite")));
    assert.deepEqual([...(await inspectStore(dataDir)).digests.keys()].sort(), ["kettle", "teapot"]);
  });
  it("is begun anew when it is deleted", async () => {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(catalogue() + suffix, { force: true });
    await server.index();
    await server.until(findsAll);
    assert.deepEqual([...(await inspectStore(dataDir)).digests.keys()].sort(), ["kettle", "teapot"]);
  });
});
