import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatNotices, packageFolders } from "../../../scripts/notices.ts";
import { markInstalled, staleReason } from "../../../scripts/setup.mjs";
import { cleanEnvironment } from "../../../scripts/vscode/server.ts";
import { workbenchUrl } from "../../../scripts/vscode/workbenchUrl.ts";

describe("set-up", () => {
  const folder = mkdtempSync(join(tmpdir(), "ctx-setup-"));
  const lock = (text: string): void => writeFileSync(join(folder, "package-lock.json"), text);
  after(() => rmSync(folder, { recursive: true }));

  it("is due while nothing is installed", () => {
    lock("one");
    assert.equal(staleReason(folder), "node_modules is missing");
  });
  it("is due after an installation that broke off", () => {
    mkdirSync(join(folder, "node_modules"));
    assert.equal(staleReason(folder), "the last installation did not finish");
  });
  it("is not due after an installation", () => {
    markInstalled(folder);
    assert.equal(staleReason(folder), undefined);
  });
  it("is due when the lock file changes", () => {
    lock("two");
    assert.equal(staleReason(folder), "package-lock.json has changed");
  });
});

describe("the editor's server", () => {
  it("gets nothing from another editor, Electron or npm", () => {
    const env = {
      VSCODE_PID: "1",
      ELECTRON_RUN_AS_NODE: "1",
      CODE_SERVER_PARENT_PID: "1",
      npm_config_cache: "x",
      NODE_OPTIONS: "y",
    };
    assert.deepEqual(cleanEnvironment({ ...env, PATH: "/bin", HOME: "/h", NONE: undefined }), {
      PATH: "/bin",
      HOME: "/h",
    });
  });

  const parameters = (page: Parameters<typeof workbenchUrl>[0]): URLSearchParams =>
    new URL(workbenchUrl(page)).searchParams;

  it("opens a folder", () => {
    assert.equal(parameters({ port: 8000, folder: "/a b" }).get("folder"), "/a b");
    assert.equal(parameters({ port: 8000, folder: "/a" }).get("tkn"), null);
  });
  it("opens a file at a place", () => {
    const payload = parameters({ port: 8000, folder: "/a", file: { path: "b.ts", line: 3 } }).get("payload");
    assert.deepEqual(JSON.parse(payload ?? ""), [
      ["skipWelcome", "true"],
      ["openFile", "vscode-remote://127.0.0.1:8000/a/b.ts:3:1"],
      ["gotoLineMode", "true"],
    ]);
  });
  it("asks for the token it was given", () =>
    assert.equal(parameters({ port: 8000, folder: "/a", token: "t" }).get("tkn"), "t"));
});

describe("third-party notices", () => {
  it("name each package once, nested ones too", () => {
    const files = [
      "node_modules/a/x.js",
      "node_modules/a/y.js",
      "node_modules/b/node_modules/@c/d/z.js",
      "server/main.ts",
    ];
    assert.deepEqual(packageFolders(files), ["node_modules/a", "node_modules/b/node_modules/@c/d"]);
  });
  it("print a shared text once", () => {
    const notice = { version: "1.0.0", license: "MIT", texts: ["Permission is granted"] };
    const text = formatNotices([
      { name: "a", ...notice },
      { name: "b", ...notice },
    ]);
    assert.equal(text.split("Permission is granted").length, 2);
    assert.match(text, /## b 1\.0\.0[\s\S]*The same text as for a\./);
  });
  it("say so where a package ships no text", () =>
    assert.match(formatNotices([{ name: "a", version: "1.0.0", license: "ISC", texts: [] }]), /no licence text/));
});
