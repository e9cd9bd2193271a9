import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { finished, startCli } from "../support/cliProcess.ts";
import { installWorkspace } from "../support/installedWorkspace.ts";
import { BUILT_SERVER, LanguageServer } from "../support/languageServer.ts";
import { inspectStore } from "../support/storeInspection.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { hasTestPackages } from "../support/testEngine.ts";

const LIBRARIES = ["axios", "chokidar", "commander", "nock", "p-limit", "pino", "winston", "ws", "yup", "zustand"];
const BUILT = /^indexed library=(\S+)/;

/** Names of the libraries that a process built, from its log. */
const builtBy = (lines: readonly string[]) => lines.flatMap((line) => BUILT.exec(line)?.[1] ?? []);

const suite = hasTestPackages && existsSync(BUILT_SERVER) ? describe : describe.skip;
suite("two windows and a terminal on one store", function () {
  this.timeout(120_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let workspace: string;
  let dataDir: string;
  let servers: LanguageServer[];

  beforeEach(() => {
    folder = temporaryFolder();
    workspace = join(folder.path, "workspace");
    dataDir = join(folder.path, "store");
    servers = [];
    installWorkspace(workspace, LIBRARIES);
  });
  afterEach(async () => {
    for (const server of servers) if (server.isRunning) await server.kill();
    folder.remove();
  });

  async function openWindow(settings = {}): Promise<LanguageServer> {
    const server = await LanguageServer.start({ workspace, dataDir, script: BUILT_SERVER, settings });
    servers.push(server);
    return server;
  }

  /** `contexter index`, which tells on stderr what it built. */
  function runTerminal() {
    const argv = ["index", "--json", "--set", "log.level=info"];
    return finished(startCli(argv, { cwd: workspace, dataDir: folder.path }));
  }

  async function findsEverything(server: LanguageServer): Promise<void> {
    for (const library of LIBRARIES) {
      const { results, scope } = await server.search({ query: `${library} usage`, libraries: [library] });
      assert.ok(results.length > 0, `${library} is found`);
      assert.equal(scope.kind, "workspace");
    }
  }

  it("builds each library once, and all three see all of it", async () => {
    const [first, second, terminal] = await Promise.all([openWindow(), openWindow(), runTerminal()]);
    await Promise.all([first.untilReady(), second.untilReady()]);
    assert.equal(terminal.code, 0, terminal.stderr);
    const built = [first.logs, second.logs, terminal.stderr.split("\n").map((line) => line.replace(/^info: /, ""))];
    assert.deepEqual(built.flatMap(builtBy).sort(), LIBRARIES);
    const summary = JSON.parse(terminal.stdout);
    assert.equal(summary.built + summary.upToDate, LIBRARIES.length);
    for (const server of [first, second]) {
      const states = (await server.libraries()).map(({ name, state }) => `${name} ${state}`);
      assert.deepEqual(
        states,
        LIBRARIES.map((name) => `${name} indexed`),
      );
      await findsEverything(server);
    }
    console.log(`      built: ${built.map((lines) => builtBy(lines).length).join(" + ")}`);
    assert.deepEqual((await inspectStore(dataDir)).temporaries, []);
  });

  it("shows a window what a terminal has built, without a restart", async () => {
    const server = await openWindow({ "contexter.workspace.autoIndex": false });
    await server.untilReady();
    assert.deepEqual(
      await server.search({ query: "websocket" }).catch(({ data }) => data.code),
      "search/nothing-indexed",
    );
    const { code, stderr } = await runTerminal();
    assert.equal(code, 0, stderr);
    await server.until(() => server.librariesChanged > 0);
    await server.until(async () => (await server.libraries()).every(({ state }) => state === "indexed"));
    await findsEverything(server);
    assert.deepEqual(builtBy(server.logs), []);
  });

  it("goes on with what a window leaves behind that is killed in the middle", async () => {
    const windows = await Promise.all([openWindow(), openWindow()]);
    const waits = (server: LanguageServer) =>
      server.until(() => server.logged("another process is indexing it").length > 0 && server);
    // Both take the libraries in the same order: one of them finds the first one taken.
    const survivor = await Promise.race(windows.map(waits));
    const victim = windows.find((server) => server !== survivor);
    await victim?.kill();
    const terminal = runTerminal();
    assert.match((await survivor.untilReady()).message, /libraries/);
    assert.equal((await terminal).code, 0);
    await findsEverything(survivor);
    const { generations, temporaries } = await inspectStore(dataDir);
    assert.equal(generations.length, LIBRARIES.length);
    assert.deepEqual(temporaries, []);
  });
});
