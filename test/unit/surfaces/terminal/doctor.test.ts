import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ContexterError } from "../../../../server/errors.ts";
import { assetNames } from "../../../../server/platform/assets.ts";
import type { Engine } from "../../../../server/surfaces/engine.ts";
import { environmentChecks, nodeCheck } from "../../../../server/surfaces/terminal/doctorChecks.ts";
import { fakeEngine, library } from "../../../support/fakeEngine.ts";
import { run } from "../../../support/fakeTerminal.ts";

describe("nodeCheck", () => {
  const node = (version: string, status: string) =>
    it(`${version}: ${status}`, () => assert.equal(nodeCheck(version).status, status));
  node("22.13.0", "ok");
  node("24.0.1", "ok");
  node("22.12.9", "fail");
  node("20.19.0", "fail");
});

describe("doctor's checks of the environment", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "contexter-doctor-"));
    for (const name of Object.values(assetNames)) {
      const { mkdir } = await import("node:fs/promises");
      await mkdir(join(folder, "assets", name, ".."), { recursive: true });
      await writeFile(join(folder, "assets", name), "x");
    }
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function check(name: string, dataDir: string) {
    const assets = { folder: pathToFileURL(join(folder, "assets/")) };
    const checks = await environmentChecks({ nodeVersion: "24.0.0", platform: process.platform, dataDir, assets });
    return checks.find((one) => one.name === name);
  }
  it("are all well on a sound machine", async () => {
    for (const name of ["node", "sqlite", "data folder", "file system", "space", "model and kernel"])
      assert.notEqual((await check(name, folder))?.status, "fail", name);
  });
  it("do not create a data folder that is not there yet", async () => {
    assert.match((await check("data folder", join(folder, "new", "store")))?.message ?? "", /not there yet/);
  });
  it("say what to do about a data folder that cannot be written", async () => {
    if (process.getuid?.() === 0) {
      // root may write everywhere: a file in the folder's place fails for everybody
      await writeFile(join(folder, "file"), "");
      const found = await check("data folder", join(folder, "file", "store"));
      assert.equal(found?.status === "fail" || /not there yet/.test(found?.message ?? ""), true);
      return;
    }
    await chmod(folder, 0o500);
    const found = await check("data folder", folder);
    await chmod(folder, 0o700);
    assert.equal(found?.status, "fail");
    assert.match(found?.remedy ?? "", /contexter\.dataDir/);
  });
  it("say that a shipped file is missing or empty", async () => {
    await writeFile(join(folder, "assets", assetNames.kernel), "");
    assert.equal((await check("model and kernel", folder))?.status, "fail");
    await rm(join(folder, "assets", assetNames.kernel));
    const found = await check("model and kernel", folder);
    assert.equal(found?.status, "fail");
    assert.match(found?.remedy ?? "", /Reinstall/);
  });
});

describe("contexter doctor", () => {
  const doctor = (engine: Engine, argv: readonly string[] = []) =>
    run(["doctor", "--data-dir", join(tmpdir(), "contexter-doctor-store"), ...argv], { engine });

  it("lists what it checked", async () => {
    const { stdout } = await doctor(fakeEngine());
    assert.match(stdout, /^contexter 1\.2\.3\n/);
    assert.match(stdout, /^ok {4}segments: 1 readable$/m);
    assert.match(stdout, /^ok {4}workspace: \/w: 1 dependencies$/m);
  });
  it("prints JSON", async () => {
    const { checks, version } = JSON.parse((await doctor(fakeEngine(), ["--json"])).stdout);
    assert.equal(version, "1.2.3");
    assert.ok(checks.length >= 9);
  });
  it("warns of a library that is not installed", async () => {
    const problems = [{ code: "workspace/not-installed" as const, message: "Not there.", remedy: "Install it." }];
    const { stdout } = await doctor(fakeEngine({ libraries: [library({ state: "missing", sections: 0, problems })] }));
    assert.match(stdout, /^warn {2}zod: Not there\.\n {6}Install it\.$/m);
  });
  it("warns of the store's problems and of bad settings", async () => {
    const problems = [{ code: "store/newer-schema" as const, message: "Newer.", remedy: "Update." }];
    const { stdout } = await doctor(fakeEngine({ status: { problems } }, { workspaces: [] }), [
      "--set",
      "search.limit=x",
    ]);
    assert.match(stdout, /^warn {2}store: Newer\./m);
    assert.match(stdout, /^warn {2}settings: --set search\.limit/m);
    assert.match(stdout, /workspace: none around this folder/);
  });
  it("fails for a segment that cannot be read", async () => {
    const contents = () => Promise.reject(new ContexterError("index/segment-damaged", "zod is damaged"));
    const { stdout, code } = await doctor(fakeEngine({}, { contents }));
    assert.equal(code, 3);
    assert.match(stdout, /^fail {2}index of zod: zod is damaged$/m);
  });
  it("fails where the store cannot be opened", async () => {
    const { stdout, code } = await run(["doctor"], {
      host: { openEngine: () => Promise.reject(new ContexterError("store/unavailable", "no folder")) },
    });
    assert.equal(code, 3);
    assert.match(stdout, /^fail {2}store: no folder\n {6}Check permissions/m);
  });
  it("asks to report what it does not know", async () => {
    const { stdout } = await doctor(fakeEngine({}, { status: () => Promise.reject(new TypeError("bug")) }));
    assert.match(stdout, /^fail {2}store: bug\n {6}Report this/m);
  });
});
