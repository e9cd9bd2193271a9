import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describeEditor } from "./harness/suite.ts";

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Language servers of the extension that was installed into this data folder. */
function sidecars(dataFolder: string): Process[] {
  const table = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8", maxBuffer: 16 * 2 ** 20 });
  return table
    .split("\n")
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim() }))
    .filter(({ command }) => command.includes(dataFolder) && /dist\/main\.js\b/.test(command));
}

describeEditor("recovery", { file: { path: "src/server.ts", line: 17 } }, (suite) => {
  before(async function () {
    if (process.platform === "win32") return this.skip();
    await suite.workbench.ready();
    await suite.workbench.runCommand("Contexter: Open Search View");
    await suite.workbench.searchView.search("error handler");
  });

  it("searches again after its server was killed", async () => {
    const { workbench, host } = suite;
    const [sidecar] = sidecars(host.dataFolder);
    assert.ok(sidecar, "no language server is running");
    process.kill(sidecar.pid, "SIGKILL");
    await workbench.retry("a new server", async () => {
      const now = sidecars(host.dataFolder);
      assert.ok(now.length === 1 && now[0]?.pid !== sidecar.pid);
    });
    await workbench.ready();
    await workbench.searchView.search("retry agent");
    assert.ok((await workbench.searchView.results.count()) > 0);
  });

  it("runs one server only", () => assert.equal(sidecars(suite.host.dataFolder).length, 1));
});
