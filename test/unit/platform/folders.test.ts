import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../../server/platform/folders.ts";

describe("makeFolder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "contexter-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes what is missing above it too", () => {
    makeFolder(join(folder, "a", "b", "c"));
    assert.ok(statSync(join(folder, "a", "b", "c")).isDirectory());
  });

  it("leaves a folder that is there", () => {
    makeFolder(folder);
    makeFolder(folder);
    assert.ok(statSync(folder).isDirectory());
  });

  it("gives the wanted rights", function () {
    if (process.platform === "win32") this.skip(); // no such rights there
    makeFolder(join(folder, "own"), 0o700);
    assert.equal(statSync(join(folder, "own")).mode & 0o777, 0o700);
  });

  it("fails below a file", () => {
    writeFileSync(join(folder, "file"), "");
    assert.throws(() => makeFolder(join(folder, "file", "x")), { code: "ENOTDIR" });
  });

  it("fails at once where the system makes no folders", function () {
    if (process.platform !== "linux") this.skip(); // there is no /proc elsewhere
    assert.throws(() => makeFolder("/proc/contexter/store"), { code: "ENOENT" });
  });
});
