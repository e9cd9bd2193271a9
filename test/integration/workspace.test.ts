import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { ContexterError } from "../../server/errors.ts";
import type { WorkspaceSnapshot } from "../../server/model/library.ts";
import { findWorkspaceRoot } from "../../server/workspace/findWorkspaceRoot.ts";
import { readWorkspace } from "../../server/workspace/readWorkspace.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { type Tree, writeTree } from "../support/tree.ts";

const unaborted = new AbortController().signal;
const all = { exclude: [], devDependencies: true };
const installed = (name: string, version: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  version,
  types: "index.d.ts",
  ...more,
});

describe("readWorkspace", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const read = (tree: Tree, selection: Parameters<typeof readWorkspace>[1] = all) => {
    // a repository of its own, so that nothing above the temporary folder counts
    writeTree(folder.path, { ".git/HEAD": "", ...tree });
    return readWorkspace(folder.path, selection, unaborted);
  };
  const lines = (snapshot: WorkspaceSnapshot) =>
    snapshot.dependencies.map((one) => {
      const where = relative(folder.path, one.packages[0]?.directory ?? folder.path)
        .split("\\")
        .join("/");
      return [one.name, one.version ?? "-", one.state, where, one.private ? "private" : ""].filter(Boolean).join(" ");
    });
  const codes = (snapshot: WorkspaceSnapshot) =>
    [...snapshot.problems, ...snapshot.dependencies.flatMap((one) => one.problem ?? [])].map(({ code }) => code);

  describe("npm", () => {
    it("reads what is installed, with its line in the manifest", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "^4.0.0" }, devDependencies: { mocha: "11" } },
        "package-lock.json": {},
        "node_modules/zod/package.json": installed("zod", "4.1.0"),
        "node_modules/mocha/package.json": installed("mocha", "11.0.0"),
      });
      assert.deepEqual(lines(snapshot), [
        "mocha 11.0.0 installed node_modules/mocha",
        "zod 4.1.0 installed node_modules/zod",
      ]);
      assert.equal(snapshot.manager, "npm");
      assert.equal(snapshot.dependencies[1]?.wanted, "^4.0.0");
      assert.equal(snapshot.dependencies[1]?.line, 3);
      assert.equal(snapshot.dependencies[1]?.manifest, join(folder.path, "package.json"));
      assert.deepEqual(snapshot.problems, []);
    });

    it("leaves out what the settings exclude", async () => {
      const tree = {
        "package.json": { dependencies: { "@a/b": "1", zod: "4" }, devDependencies: { mocha: "11" } },
        "node_modules/zod/package.json": installed("zod", "4.1.0"),
      };
      assert.deepEqual(lines(await read(tree, { exclude: ["@a/*"], devDependencies: false })), [
        "zod 4.1.0 installed node_modules/zod",
      ]);
    });

    it("knows the real package behind an alias", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { old: "npm:zod@^3.0.0" } },
        "node_modules/old/package.json": installed("zod", "3.25.0"),
      });
      assert.deepEqual(lines(snapshot), ["old 3.25.0 installed node_modules/old"]);
      assert.equal(snapshot.dependencies[0]?.library, "pkg:npm/zod");
      assert.equal(snapshot.dependencies[0]?.packages[0]?.name, "zod");
    });

    it("gives the locked version of what is not installed, and the command that installs it", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "^4" } },
        "package-lock.json": { lockfileVersion: 3, packages: { "node_modules/zod": { version: "4.0.5" } } },
      });
      assert.deepEqual(lines(snapshot), ["zod 4.0.5 missing"]);
      assert.deepEqual(codes(snapshot), ["workspace/not-installed"]);
      assert.match(snapshot.dependencies[0]?.problem?.message ?? "", /`npm install`/);
    });

    it("does not miss optional dependencies and peers", async () => {
      const snapshot = await read({
        "package.json": {
          optionalDependencies: { fsevents: "2" },
          peerDependencies: { react: "19" },
          peerDependenciesMeta: { react: { optional: true } },
          dependencies: { zod: "4" },
        },
        "node_modules/zod/package.json": installed("zod", "4.1.0"),
      });
      assert.deepEqual(lines(snapshot), ["zod 4.1.0 installed node_modules/zod"]);
    });

    it("looks above the workspace, as Node does", async () => {
      writeTree(folder.path, {
        ".git/HEAD": "",
        "app/package.json": { dependencies: { zod: "4" } },
        "node_modules/zod/package.json": installed("zod", "4.1.0"),
      });
      assert.deepEqual(lines(await readWorkspace(join(folder.path, "app"), all, unaborted)), [
        "zod 4.1.0 installed node_modules/zod",
      ]);
    });
  });

  describe("monorepo", () => {
    it("hoists, nests, and knows its own members", async () => {
      const snapshot = await read({
        "package.json": { name: "root", workspaces: ["packages/*", "!packages/skipped"], dependencies: { zod: "^4" } },
        "packages/a/package.json": { name: "a", dependencies: { zod: "^3", lib: "*", yup: "1" } },
        "packages/lib/package.json": { name: "lib", dependencies: { yup: "1" } },
        "packages/skipped/package.json": { dependencies: { never: "1" } },
        "node_modules/zod/package.json": installed("zod", "4.1.0"),
        "node_modules/yup/package.json": installed("yup", "1.7.0"),
        "node_modules/lib": { linkTo: "packages/lib" },
        "packages/a/node_modules/zod/package.json": installed("zod", "3.25.0"),
      });
      assert.deepEqual(lines(snapshot), [
        "lib - local private".replace("- ", "0.0.0 "),
        "yup 1.7.0 installed node_modules/yup",
        "zod 3.25.0 installed packages/a/node_modules/zod",
        "zod 4.1.0 installed node_modules/zod",
      ]);
      assert.deepEqual(codes(snapshot), []);
    });

    it("reads members below ** and in an object", async () => {
      const snapshot = await read({
        "package.json": { workspaces: { packages: ["libs/**"] } },
        "libs/x/deep/package.json": { dependencies: { zod: "4" } },
        "libs/x/node_modules/no/package.json": { dependencies: { never: "1" } },
        "node_modules/zod/package.json": installed("zod", "4.1.0"),
      });
      assert.deepEqual(lines(snapshot), ["zod 4.1.0 installed node_modules/zod"]);
    });

    it("knows members that nothing links yet", async () => {
      const snapshot = await read({
        "package.json": { workspaces: ["packages/*"] },
        "packages/a/package.json": { name: "@me/a", dependencies: { "@me/b": "workspace:*" } },
        "packages/b/package.json": { name: "@me/b", dependencies: { "@me/a": "1.0.0" } },
      });
      assert.deepEqual(lines(snapshot), ["@me/a - local private", "@me/b - local private"]);
    });
  });

  describe("pnpm", () => {
    it("follows links into its store, where types have their own dependencies", async () => {
      const store = "node_modules/.pnpm";
      const snapshot = await read({
        "package.json": { dependencies: { express: "5" }, devDependencies: { "@types/express": "5" } },
        "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
        [`${store}/express@5.0.0/node_modules/express/package.json`]: { name: "express", version: "5.0.0" },
        [`${store}/@types+express@5.0.1/node_modules/@types/express/package.json`]: installed(
          "@types/express",
          "5.0.1",
          {
            dependencies: { "@types/serve-static": "*", "@types/node": "*" },
          },
        ),
        [`${store}/@types+express@5.0.1/node_modules/@types/node/package.json`]: installed("@types/node", "24.0.0"),
        [`${store}/@types+serve-static@2.0.0/node_modules/@types/serve-static/package.json`]: installed(
          "@types/serve-static",
          "2.0.0",
        ),
        [`${store}/@types+express@5.0.1/node_modules/@types/serve-static`]: {
          linkTo: `${store}/@types+serve-static@2.0.0/node_modules/@types/serve-static`,
        },
        "node_modules/express": { linkTo: `${store}/express@5.0.0/node_modules/express` },
        "node_modules/@types/express": { linkTo: `${store}/@types+express@5.0.1/node_modules/@types/express` },
      });
      assert.deepEqual(lines(snapshot), [`express 5.0.0 installed ${store}/express@5.0.0/node_modules/express`]);
      assert.deepEqual(
        snapshot.dependencies[0]?.packages.map(({ name, version }) => `${name} ${version}`),
        ["express 5.0.0", "@types/express 5.0.1", "@types/serve-static 2.0.0"],
      );
      assert.equal(snapshot.manager, "pnpm");
    });

    it("reads members and catalogs from its own file", async () => {
      const snapshot = await read({
        "package.json": { name: "root" },
        "pnpm-workspace.yaml": "packages:\n  - apps/*\ncatalog:\n  zod: ^4.0.0\ncatalogs:\n  old:\n    yup: ^0.32.0\n",
        "apps/web/package.json": { dependencies: { zod: "catalog:", yup: "catalog:old" } },
        "apps/web/node_modules/zod/package.json": installed("zod", "4.1.0"),
        "apps/web/node_modules/yup/package.json": installed("yup", "0.32.1"),
      });
      assert.deepEqual(
        snapshot.dependencies.map(({ name, wanted }) => `${name} ${wanted}`),
        ["yup ^0.32.0", "zod ^4.0.0"],
      );
    });

    it("reports its own file when it is broken", async () => {
      const snapshot = await read({ "package.json": {}, "pnpm-workspace.yaml": "packages: [" });
      assert.deepEqual(codes(snapshot), ["workspace/bad-manifest"]);
    });
  });

  describe("yarn", () => {
    it("reads the classic lock file", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "^4.0.0" } },
        "yarn.lock": '# yarn lockfile v1\n\nzod@^4.0.0:\n  version "4.0.9"\n',
      });
      assert.deepEqual(lines(snapshot), ["zod 4.0.9 missing"]);
      assert.match(snapshot.dependencies[0]?.problem?.message ?? "", /`yarn`/);
    });

    it("says honestly that it cannot read Plug'n'Play archives", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "^4.0.0" } },
        "yarn.lock": '__metadata:\n  version: 8\n\n"zod@npm:^4.0.0":\n  version: 4.0.9\n',
        ".pnp.cjs": "",
      });
      assert.deepEqual(lines(snapshot), ["zod 4.0.9 unsupported"]);
      assert.deepEqual(codes(snapshot), ["workspace/plug-n-play"]);
    });
  });

  describe("bun", () => {
    it("reads its text lock file", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "^4.0.0" } },
        "bun.lock": '{"lockfileVersion": 1, "packages": {"zod": ["zod@4.0.7", "", {}, "x"],},}',
      });
      assert.deepEqual(lines(snapshot), ["zod 4.0.7 missing"]);
      assert.equal(snapshot.manager, "bun");
    });

    it("says that its binary lock file cannot be read", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "4" } },
        "bun.lockb": new Uint8Array([0, 1]),
      });
      assert.deepEqual(codes(snapshot), ["workspace/bad-manifest", "workspace/not-installed"]);
    });
  });

  describe("privacy", () => {
    const secrecy = async (tree: Tree) =>
      Object.fromEntries((await read(tree)).dependencies.map((one) => [one.name, `${one.state} ${one.private}`]));

    it("keeps local folders, archives and repositories to itself", async () => {
      const found = await secrecy({
        "package.json": {
          dependencies: {
            linked: "link:../x",
            copied: "file:./x.tgz",
            cloned: "github:a/b",
            fetched: "https://host.example/x.tgz",
            open: "1",
          },
        },
        "node_modules/copied/package.json": installed("copied", "1.0.0"),
        "node_modules/cloned/package.json": installed("cloned", "1.0.0"),
        "node_modules/open/package.json": installed("open", "1.0.0"),
      });
      assert.deepEqual(found, {
        linked: "local true",
        copied: "installed true",
        cloned: "installed true",
        fetched: "missing true",
        open: "installed false",
      });
    });

    it("keeps scopes of other registries to itself", async () => {
      const found = await secrecy({
        "package.json": { dependencies: { "@corp/a": "1", "@open/b": "1" } },
        ".npmrc": "@corp:registry=https://npm.corp.example/\n",
        "node_modules/@corp/a/package.json": installed("@corp/a", "1.0.0"),
        "node_modules/@open/b/package.json": installed("@open/b", "1.0.0"),
      });
      assert.deepEqual(found, { "@corp/a": "installed true", "@open/b": "installed false" });
    });

    it("keeps packages that say they are private to itself", async () => {
      const found = await secrecy({
        "package.json": { dependencies: { a: "1", b: "1", c: "1", d: "1" } },
        "node_modules/a/package.json": installed("a", "1.0.0", { private: true }),
        "node_modules/b/package.json": installed("b", "1.0.0", {
          publishConfig: { registry: "https://npm.corp.example/" },
        }),
        "node_modules/c/package.json": installed("c", "1.0.0", { publishConfig: { access: "restricted" } }),
        "node_modules/d/package.json": installed("d", "1.0.0", { publishConfig: { access: "public" } }),
      });
      assert.deepEqual(found, { a: "installed true", b: "installed true", c: "installed true", d: "installed false" });
    });

    it("takes a linked folder for local", async () => {
      const outside = temporaryFolder();
      writeTree(outside.path, { "package.json": installed("mine", "1.0.0") });
      writeTree(folder.path, { "package.json": { dependencies: { mine: "^1" } }, "node_modules/.keep": "" });
      symlinkSync(outside.path, join(folder.path, "node_modules/mine"));
      const found = await secrecy({});
      outside.remove();
      assert.deepEqual(found, { mine: "local true" });
    });
  });

  describe("types", () => {
    const packages = async (tree: Tree) =>
      (await read(tree)).dependencies.map((one) =>
        [one.name, one.packages.map(({ name }) => name).join(" ")].join(": "),
      );

    it("takes no types for a package that has its own", async () =>
      assert.deepEqual(
        await packages({
          "package.json": { dependencies: { zod: "4" }, devDependencies: { "@types/zod": "1" } },
          "node_modules/zod/package.json": { name: "zod", version: "4.0.0", exports: { ".": { types: "./a.d.cts" } } },
          "node_modules/@types/zod/package.json": installed("@types/zod", "1.0.0"),
        }),
        ["zod: zod"],
      ));
    it("sees types that no manifest names", async () =>
      assert.deepEqual(
        await packages({
          "package.json": { dependencies: { a: "1" } },
          "node_modules/a/package.json": { name: "a", version: "1.0.0", main: "lib/a.js" },
          "node_modules/a/lib/a.d.ts": "",
          "node_modules/@types/a/package.json": installed("@types/a", "1.0.0"),
        }),
        ["a: a"],
      ));
    it("finds types of a scoped package", async () =>
      assert.deepEqual(
        await packages({
          "package.json": { dependencies: { "@babel/core": "7" } },
          "node_modules/@babel/core/package.json": { name: "@babel/core", version: "7.0.0" },
          "node_modules/@types/babel__core/package.json": installed("@types/babel__core", "7.0.0"),
        }),
        ["@babel/core: @babel/core @types/babel__core"],
      ));
    it("does not take the package `node` for the built-ins", async () =>
      assert.deepEqual(
        await packages({
          "package.json": { devDependencies: { node: "24", "@types/node": "24" } },
          "node_modules/node/package.json": { name: "node", version: "24.0.0" },
          "node_modules/@types/node/package.json": installed("@types/node", "24.0.0"),
        }),
        ["@types/node: @types/node", "node: node"],
      ));
    it("keeps types of the platform as a library of their own", async () =>
      assert.deepEqual(
        await packages({
          "package.json": { devDependencies: { "@types/node": "24" } },
          "node_modules/@types/node/package.json": installed("@types/node", "24.0.0"),
        }),
        ["@types/node: @types/node"],
      ));
  });

  describe("without a manifest at the top", () => {
    it("finds the projects inside, but not what is ignored or a sample", async () => {
      const snapshot = await read({
        ".gitignore": "/old\n*.tmp/\n",
        "web/package.json": { dependencies: { zod: "4" } },
        "web/node_modules/zod/package.json": installed("zod", "4.1.0"),
        "services/api/package.json": { dependencies: { yup: "1" } },
        "services/.gitignore": "generated\n",
        "services/generated/package.json": { dependencies: { never: "1" } },
        "old/package.json": { dependencies: { never: "2" } },
        "test/fixtures/a/package.json": { dependencies: { never: "3" } },
        "a/b/c/d/package.json": { dependencies: { never: "4" } },
      });
      assert.deepEqual(lines(snapshot), ["yup - missing", "zod 4.1.0 installed web/node_modules/zod"]);
      assert.match(snapshot.dependencies[0]?.problem?.message ?? "", /in services.api/);
    });

    it("says that there is none at all", async () =>
      assert.deepEqual(codes(await read({})), ["workspace/no-manifest"]));
  });

  describe("trouble", () => {
    it("names the line of a broken manifest and reads the rest", async () => {
      const snapshot = await read({ "package.json": '{\n"dependencies": {\n"zod": "4",\n"yup' });
      assert.deepEqual(lines(snapshot), ["zod - missing"]);
      assert.match(snapshot.problems[0]?.message ?? "", /package\.json:4/);
    });
    it("names a lock file that is no such", async () => {
      const snapshot = await read({
        "package.json": { dependencies: { zod: "4" } },
        "package-lock.json": "<<<<<<< HEAD",
      });
      assert.deepEqual(codes(snapshot), ["workspace/bad-manifest", "workspace/not-installed"]);
    });
    it("names a manifest that is a folder as none", async () => {
      assert.deepEqual(codes(await read({ "package.json/x": "" })), ["workspace/no-manifest"]);
    });
    it("refuses what is no folder", async () => {
      writeTree(folder.path, { file: "" });
      for (const path of ["file", "gone"]) {
        const reading = readWorkspace(join(folder.path, path), all, unaborted);
        await assert.rejects(
          reading,
          (error) => error instanceof ContexterError && error.code === "workspace/not-a-folder",
        );
      }
    });
    it("stops when it is cancelled", async () => {
      writeTree(folder.path, { "package.json": { dependencies: { zod: "4" } } });
      await assert.rejects(readWorkspace(folder.path, all, AbortSignal.abort()), { name: "AbortError" });
    });
  });

  it("says what to watch", async () => {
    const snapshot = await read({
      "package.json": { workspaces: ["packages/*"] },
      "packages/a/package.json": {},
      "packages/new/x": "",
    });
    const watched = new Set(snapshot.watch.map((path) => relative(folder.path, path).split("\\").join("/")));
    for (const path of [
      "package.json",
      "packages",
      "packages/a/package.json",
      "packages/new/package.json",
      "packages/a/node_modules",
      "node_modules",
      "node_modules/.package-lock.json",
      "node_modules/.modules.yaml",
      "node_modules/.yarn-integrity",
      "node_modules/.yarn-state.yml",
      "package-lock.json",
      "pnpm-lock.yaml",
      "yarn.lock",
      "bun.lock",
    ]) {
      assert.ok(watched.has(path), path);
    }
  });
});

describe("findWorkspaceRoot", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    writeTree(folder.path, {
      "mono/package.json": { workspaces: ["packages/*", "!packages/not"] },
      "mono/packages/a/package.json": {},
      "mono/packages/a/src/x.ts": "",
      "mono/packages/not/package.json": {},
      "pnpm/pnpm-workspace.yaml": "packages: [libs/**]",
      "pnpm/libs/x/y/package.json": {},
      "broken/pnpm-workspace.yaml": "packages: [",
      "broken/a/package.json": {},
    });
  });
  afterEach(() => folder.remove());
  const check = (from: string, expected: string) =>
    it(`of ${from} is ${expected}`, async () =>
      assert.equal(await findWorkspaceRoot(join(folder.path, from)), join(folder.path, expected)));
  check("mono/packages/a/src", "mono");
  check("mono/packages/not", "mono/packages/not");
  check("mono", "mono");
  check("pnpm/libs/x/y", "pnpm");
  check("broken/a", "broken/a");
});
