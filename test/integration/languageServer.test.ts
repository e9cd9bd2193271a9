import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  cancelIndexRequest,
  diagnosticsRequest,
  removeRequest,
  sectionRequest,
  settingsNotification,
  symbolAtRequest,
} from "../../shared/protocol.ts";
import { writeWorkspace } from "../support/cliProcess.ts";
import { LanguageServer, type ServerOptions } from "../support/languageServer.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const SOURCE = ['import * as teapot from "teapot";', "", "teapot.brewTea(4);", "const local = 1;"].join("\n");
const ON_IMPORT = { line: 0, character: 28 };
const ON_CHAIN = { line: 2, character: 10 };
const ON_LOCAL = { line: 3, character: 8 };

/** The code of a failed request. */
const codeOf = (request: Promise<unknown>) =>
  request.then(
    () => "answered",
    (error) => error.data?.code ?? error.code,
  );

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("language server over IPC", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let workspace: string;
  let dataDir: string;
  let uri: string;
  let server: LanguageServer | undefined;

  before(() => {
    folder = temporaryFolder();
    workspace = join(folder.path, "workspace");
    dataDir = join(folder.path, "store");
    uri = pathToFileURL(join(workspace, "index.ts")).href;
    writeWorkspace(workspace, ["teapot", "kettle"]);
  });
  afterEach(async () => {
    if (server?.isRunning) await server.stop();
  });
  after(() => folder.remove());

  async function start(options: Partial<ServerOptions> = {}): Promise<LanguageServer> {
    server = await LanguageServer.start({ workspace, dataDir, ...options });
    return server;
  }

  it("indexes an opened workspace, telling its progress", async () => {
    const opened = await start();
    assert.deepEqual(await opened.untilReady(), { state: "ready", message: "2 of 2 libraries newly indexed" });
    const stages = opened.statuses.filter(({ state }) => state === "indexing");
    assert.deepEqual(new Set(stages.map(({ library }) => library)), new Set(["teapot", "kettle"]));
    assert.deepEqual([stages.at(-1)?.done, stages.at(-1)?.total], [2, 2]);
    assert.ok(opened.librariesChanged > 0);
    assert.equal(await opened.stop(), 0);
    assert.equal(isAlive(opened.pid), false);
  });

  it("finds nothing to do at the second start, and starts no worker for it", async () => {
    const opened = await start();
    assert.deepEqual(await opened.untilReady(), { state: "ready", message: "2 libraries, all up to date" });
    assert.equal(opened.logged("nothing to index").length, 1);
    assert.deepEqual(opened.logged("worker started name=ingest"), []);
  });

  describe("asked", () => {
    let opened: LanguageServer;

    before(async () => {
      opened = await LanguageServer.start({ workspace, dataDir });
      await opened.untilReady();
      await opened.openDocument(uri, "typescript", SOURCE);
    });
    after(() => opened.stop());

    it("answers hovers on an import and on a member", async () => {
      const hover = (position: typeof ON_IMPORT) => opened.hover({ uri, position, declarations: [] });
      assert.match((await hover(ON_IMPORT))?.documentation ?? "", /teapot.*1\.2\.3/s);
      assert.match((await hover(ON_CHAIN))?.documentation ?? "", /brewTea/);
      assert.equal(await hover(ON_LOCAL), null);
    });

    it("answers editors that know no more than textDocument/hover", async () => {
      const hover = (position: typeof ON_IMPORT) =>
        opened.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
      assert.match(JSON.stringify(await hover(ON_CHAIN)), /brewTea/);
      assert.equal(await hover(ON_LOCAL), null);
    });

    it("tells what to search for at a position", async () => {
      const at = (position: typeof ON_IMPORT) =>
        opened.connection.sendRequest(symbolAtRequest, { uri, position, declarations: [] });
      assert.deepEqual(await at(ON_CHAIN), { query: "teapot.brewTea", library: "teapot" });
      assert.deepEqual(await at(ON_LOCAL), { query: "local" });
      await opened.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
      assert.equal(await at(ON_LOCAL), null);
      await opened.openDocument(uri, "typescript", SOURCE);
    });

    it("searches and reads a section of what it found", async () => {
      const { results } = await opened.search({ query: "remove limestone" });
      const [first] = results;
      assert.match(first?.text ?? "", /vinegar/);
      const section = await opened.connection.sendRequest(sectionRequest, { id: first?.id ?? "" });
      assert.equal(section.text, first?.text);
    });

    it("reports failures by their code", async () => {
      assert.equal(await codeOf(opened.search({ query: "!" })), "search/empty-query");
      assert.equal(await codeOf(opened.search({ query: "tea", limit: -1 })), "surfaces/bad-input");
      const unknown = opened.connection.sendRequest(sectionRequest, { id: "pkg:npm/teapot@1/x#y" });
      assert.equal(await codeOf(unknown), "store/section-unknown");
    });

    it("describes libraries, store and itself", async () => {
      const states = (await opened.libraries()).map(({ name, version, state }) => `${name}@${version} ${state}`);
      assert.deepEqual(states, ["kettle@1.2.3 indexed", "teapot@1.2.3 indexed"]);
      const { readOnly, libraries, problems } = await opened.storeStatus();
      assert.deepEqual({ readOnly, libraries, problems }, { readOnly: false, libraries: 2, problems: [] });
      assert.match(await opened.connection.sendRequest(diagnosticsRequest), /schema/);
    });
  });

  it("rebuilds what it is told to, one run at a time", async () => {
    const opened = await start();
    await opened.untilReady();
    const runs = await Promise.all([
      opened.index({ libraries: ["teapot"], force: true }),
      opened.index(),
      opened.index(),
    ]);
    assert.deepEqual(
      runs.map(({ built, upToDate }) => [built, upToDate]),
      [
        [1, 0],
        [0, 2],
        [0, 2],
      ],
    );
    const unknown = await opened.index({ libraries: ["coffee"] });
    assert.equal(unknown.problems[0]?.code, "store/library-unknown");
  });

  it("removes a library and builds it again", async () => {
    const opened = await start();
    await opened.untilReady();
    assert.deepEqual(await opened.connection.sendRequest(removeRequest, { library: "kettle" }), { removed: 1 });
    assert.deepEqual((await opened.index()).built, 1);
  });

  it("ends a run that is cancelled, and keeps what was finished", async () => {
    const opened = await start({ dataDir: join(folder.path, "cancelled") });
    await opened.until(() => opened.statuses.some(({ done = 0 }) => done > 0));
    await opened.connection.sendRequest(cancelIndexRequest);
    const { message } = await opened.untilReady();
    // The second library may have been through already.
    assert.match(message, /cancelled|2 of 2/);
    const states = (await opened.libraries()).map(({ state }) => state);
    assert.ok(states.includes("indexed"));
    assert.deepEqual(opened.logged("indexing failed"), []);
  });

  it("indexes nothing in an untrusted workspace, and searches what is there", async () => {
    const opened = await start({ trusted: false });
    assert.deepEqual(await opened.untilReady(), { state: "ready", message: "Ready" });
    assert.equal((await opened.search({ query: "brew tea" })).outcome, "found");
    assert.equal(await codeOf(opened.index({ force: true })), "surfaces/bad-input");
    assert.deepEqual(opened.logged("indexed library="), []);
  });

  it("takes new settings while it runs", async () => {
    const opened = await start();
    const settings = { "contexter.dataDir": dataDir, "contexter.search.limit": 1 };
    await opened.connection.sendNotification(settingsNotification, settings);
    assert.equal((await opened.search({ query: "tea" })).results.length, 1);
  });

  it("leaves nothing behind when it is shut down in the middle of a run", async () => {
    const opened = await start({ dataDir: join(folder.path, "interrupted") });
    await opened.until(() => opened.statuses.some(({ state }) => state === "indexing"));
    assert.equal(await opened.stop(), 0);
    assert.equal(isAlive(opened.pid), false);
    const again = await start({ dataDir: join(folder.path, "interrupted") });
    await again.untilReady();
    const problems = (await again.libraries()).flatMap((library) => library.problems);
    assert.deepEqual(problems, []);
  });

  it("goes away with an editor that is gone without a word", async () => {
    const opened = await start();
    await opened.untilReady();
    const gone = once(opened.process, "exit");
    opened.process.disconnect();
    await gone;
  });

  it("says why where there can be no store", async () => {
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    const opened = await start({ dataDir: join(file, "store") });
    const { state, message } = await opened.untilReady();
    assert.equal(state, "problem");
    assert.match(message, /cannot be written.*dataDir/s);
    assert.equal(await codeOf(opened.search({ query: "tea" })), "store/unavailable");
    assert.equal(await opened.stop(), 0);
  });
});
