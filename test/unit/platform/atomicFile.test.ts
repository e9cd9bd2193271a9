import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renamePatiently, syncFile, syncFolder, writeFileAtomic } from "../../../server/platform/atomicFile.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

describe("atomic files", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it("writes and replaces a file, leaving nothing else", () => {
    const path = join(folder.path, "a.json");
    writeFileAtomic(path, "one");
    writeFileAtomic(path, new TextEncoder().encode("two"));
    assert.equal(readFileSync(path, { encoding: "utf8" }), "two");
    assert.deepEqual(readdirSync(folder.path), ["a.json"]);
  });

  it("leaves nothing behind when it fails", () => {
    const path = join(folder.path, "taken");
    mkdirSync(join(path, "full"), { recursive: true });
    assert.throws(() => writeFileAtomic(path, "x"));
    assert.deepEqual(readdirSync(folder.path), ["taken"]);
  });

  it("syncs files and folders, and asks nothing of Windows", () => {
    writeFileAtomic(join(folder.path, "a"), "x");
    syncFile(join(folder.path, "a"));
    syncFolder(folder.path);
    syncFolder(join(folder.path, "not there"), "win32");
  });

  const failing = (times: number, code: string) => {
    let calls = 0;
    const rename = () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error(code), { code });
    };
    return { rename, calls: () => calls };
  };

  it("tries a rename again while the file is in use", () => {
    const { rename, calls } = failing(2, "EPERM");
    renamePatiently("a", "b", rename);
    assert.equal(calls(), 3);
  });

  it("gives up after some tries", () =>
    assert.throws(() => renamePatiently("a", "b", failing(99, "EBUSY").rename), /EBUSY/));

  it("does not repeat what will not pass", () => {
    const { rename, calls } = failing(9, "ENOENT");
    assert.throws(() => renamePatiently("a", "b", rename), /ENOENT/);
    assert.equal(calls(), 1);
  });
});
