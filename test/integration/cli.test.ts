import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SearchResponse } from "../../shared/searchResponse.ts";
import { finished, runCliProcess, startCli, writeWorkspace } from "../support/cliProcess.ts";

describe("contexter as a process", () => {
  let folder: string;
  let workspace: string;
  const contexter = (argv: readonly string[], cwd = workspace) =>
    runCliProcess(argv, { cwd, dataDir: join(folder, "data") });

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "contexter-cli-")));
    workspace = join(folder, "workspace");
    writeWorkspace(workspace, ["teapot", "kettle"]);
    const { code, stdout, stderr } = await contexter(["index"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Indexed 2 of 2 libraries in .*: 2 built\.\n$/);
    assert.match(stderr, /^indexed (?:teapot|kettle) \(1 of 2\)$/m);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("does no work the second time, and says so", async () => {
    const { code, stdout } = await contexter(["index"]);
    assert.equal(code, 0);
    assert.match(stdout, /^Nothing to do: 2 of 2 libraries/);
  });
  it("waits for the one library that another process builds", async () => {
    const alone = join(folder, "alone");
    writeWorkspace(alone, ["samovar"]);
    const runs = await Promise.all([contexter(["index"], alone), contexter(["index"], alone)]);
    for (const { code, stdout, stderr } of runs) {
      assert.equal(code, 0, stderr);
      assert.match(stdout, / 1 of 1 library in /);
    }
  });
  it("finds the passage", async () => {
    const { code, stdout } = await contexter(["search", "remove", "limestone", "-l", "kettle"]);
    assert.equal(code, 0);
    assert.match(stdout, /^1\. kettle > Descaling the kettle {2}kettle@1\.2\.3 {2}guide/);
    assert.match(stdout, /removed with vinegar/);
  });
  it("prints the one answer shape as JSON", async () => {
    const { stdout } = await contexter(["search", "brewTea", "--json", "--explain"]);
    const response = SearchResponse.parse(JSON.parse(stdout));
    assert.equal(response.scope.kind, "workspace");
    assert.ok(response.timings);
  });
  it("finds in a folder below the workspace", async () => {
    const { code } = await contexter(["search", "brewTea"], join(workspace, "node_modules", "kettle"));
    assert.equal(code, 0);
  });
  it("searches the whole store outside a workspace, and says so", async () => {
    const { code, stderr } = await contexter(["search", "brewTea"], folder);
    assert.equal(code, 0);
    assert.notEqual(stderr, "");
  });
  it("prints a section whole", async () => {
    const { stdout, code } = await contexter(["get", "teapot", "Brewing tea"]);
    assert.equal(code, 0);
    assert.match(stdout, /Call `brewTea` with the number of minutes/);
  });
  it("lists what is covered", async () => {
    const { stdout } = await contexter(["list"]);
    assert.match(stdout, /^kettle +1\.2\.3 +indexed/m);
    assert.match(stdout, /^teapot +1\.2\.3 +indexed/m);
  });
  it("finds everything in order", async () => {
    const { stdout, code } = await contexter(["doctor", "--json"]);
    assert.equal(code, 0, stdout);
    const { checks } = JSON.parse(stdout);
    assert.deepEqual(
      checks.filter(({ status }: { status: string }) => status === "fail"),
      [],
    );
  });
  it("is 3 with a remedy where nothing is indexed", async () => {
    const { code, stderr } = await contexter(["search", "tea", "--data-dir", join(folder, "empty")]);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /contexter index/);
  });
  it("bears a reader that goes away", async () => {
    const child = startCli(["search", "brewTea", "--json"], { cwd: workspace, dataDir: join(folder, "data") });
    child.stdout.destroy();
    const { stderr } = await finished(child);
    assert.doesNotMatch(stderr, /EPIPE|Error/);
  });
  it("removes a library, and everything", async () => {
    const own = join(folder, "removing");
    await runCliProcess(["index", "--quiet"], { cwd: workspace, dataDir: own });
    const one = await runCliProcess(["remove", "kettle", "--yes"], { cwd: workspace, dataDir: own });
    assert.equal(one.stdout, "Removed 1 index.\n", one.stderr);
    const all = await runCliProcess(["remove", "--all", "--yes", "--json"], { cwd: workspace, dataDir: own });
    assert.deepEqual(JSON.parse(all.stdout), { v: 1, removed: 1 });
  });
  it("stops an index run at Ctrl+C and keeps what is finished", async function () {
    if (process.platform === "win32") this.skip(); // Windows has no signal that a process could handle
    const large = join(folder, "large");
    const folders = { cwd: large, dataDir: join(folder, "interrupted") };
    writeWorkspace(
      large,
      Array.from({ length: 60 }, (_, at) => `package-${at}`),
    );
    const child = startCli(["index", "--workers", "1"], folders);
    const ended = finished(child);
    await once(child.stderr, "data");
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    assert.equal(code, 130, stdout);
    const { code: found } = await runCliProcess(["search", "brewTea"], folders);
    assert.equal(found, 0);
  });
});
