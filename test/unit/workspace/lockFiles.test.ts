import assert from "node:assert/strict";
import { parseLockFile } from "../../../server/workspace/lockFiles.ts";

describe("parseLockFile", () => {
  const check = (name: string, [file, text]: readonly [string, string], asked: string, expected: string | undefined) =>
    it(name, () => {
      const [folder = "", dependency = "", wanted = ""] = asked.split(" ");
      assert.equal(parseLockFile(file, text)?.versionOf(folder === "." ? "" : folder, dependency, wanted), expected);
    });

  describe("npm", () => {
    const modern = [
      "package-lock.json",
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          "": {},
          "node_modules/zod": { version: "4.0.0" },
          "node_modules/local": { resolved: "packages/local", link: true },
          "packages/a/node_modules/zod": { version: "3.0.0" },
        },
      }),
    ] as const;
    check("finds the root's version", modern, ". zod ^4", "4.0.0");
    check("finds a nested version", modern, "packages/a zod ^3", "3.0.0");
    check("looks upwards", modern, "packages/b zod ^4", "4.0.0");
    check("knows no version of a link", modern, ". local *", undefined);
    check("knows no other package", modern, ". yup *", undefined);
    const old = [
      "npm-shrinkwrap.json",
      '{"lockfileVersion": 1, "dependencies": {"zod": {"version": "3.1.0"}, "git": {"version": "git+ssh://x#1"}}}',
    ] as const;
    check("reads version 1", old, ". zod ^3", "3.1.0");
    check("leaves out git commits", old, ". git *", undefined);
    check("survives another text", ["package-lock.json", "conflict <<<<"], ". zod *", undefined);
  });

  describe("pnpm", () => {
    const nine = [
      "pnpm-lock.yaml",
      [
        "lockfileVersion: '9.0'",
        "importers:",
        "  .:",
        "    dependencies:",
        "      zod: {specifier: ^4, version: 4.0.0}",
        "      alias: {specifier: npm:real@1, version: real@1.2.3}",
        "      local: {specifier: workspace:*, version: link:packages/local}",
        "  packages/a:",
        "    devDependencies:",
        "      react-dom: {specifier: ^19, version: 19.0.0(react@19.0.0)}",
        "packages:",
        "  zod@4.0.0: {",
      ].join("\n"),
    ] as const;
    check("reads version 9", nine, ". zod ^4", "4.0.0");
    check("reads an alias", nine, ". alias npm:real@1", "1.2.3");
    check("knows no version of a link", nine, ". local workspace:*", undefined);
    check("cuts off peers", nine, "packages/a react-dom ^19", "19.0.0");
    check("keeps members apart", nine, "packages/a zod ^4", undefined);
    const five = [
      "pnpm-lock.yaml",
      "lockfileVersion: 5.4\ndependencies:\n  zod: 3.0.0\n  react-dom: 17.0.0_react@17.0.0\n  alias: /@a/real/1.0.0\n",
    ] as const;
    check("reads version 5", five, ". zod ^3", "3.0.0");
    check("cuts off the peers of version 5", five, ". react-dom ^17", "17.0.0");
    check("reads an alias of version 5", five, ". alias npm:@a/real@1", "1.0.0");
    const six = [
      "pnpm-lock.yaml",
      "lockfileVersion: '6.0'\ndependencies:\n  alias:\n    specifier: npm:real@1\n    version: /real@1.0.0(react@18.0.0)\n",
    ] as const;
    check("reads an alias of version 6", six, ". alias npm:real@1", "1.0.0");
    check("survives another text", ["pnpm-lock.yaml", "{ broken"], ". zod *", undefined);
  });

  describe("yarn", () => {
    const classic = [
      "yarn.lock",
      '# yarn lockfile v1\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.2.0"\n  resolved "x"\n  dependencies:\n    version "9.9.9"\n\nzod@^3.0.0:\n  version "3.1.0"\n\nzod@^4.0.0:\n  version "4.1.0"\n',
    ] as const;
    check("reads a scoped name", classic, ". @a/b ^1.1.0", "1.2.0");
    check("takes the entry of the range", classic, ". zod ^4.0.0", "4.1.0");
    check("takes the only entry for a new range", classic, ". @a/b ^1.2.0", "1.2.0");
    check("does not guess between two", classic, ". zod ^5", undefined);
    const berry = [
      "yarn.lock",
      '__metadata:\n  version: 8\n\n"zod@npm:^4.0.0, zod@npm:^4.1.0":\n  version: 4.1.0\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n',
    ] as const;
    check("knows no version of a member", berry, ". app workspace:.", undefined);
    check("reads the newer format", berry, ". zod ^4.1.0", "4.1.0");
  });

  describe("bun", () => {
    const bun = [
      "bun.lock",
      '{\n"lockfileVersion": 1,\n"workspaces": {"": {"name": "root"}, "packages/a": {"name": "a"}},\n"packages": {\n"zod": ["zod@4.0.0", "", {}, "sha"],\n"a/zod": ["zod@3.0.0", "", {}, "sha"],\n"a": ["a@workspace:packages/a"],\n},\n}',
    ] as const;
    check("reads a version", bun, ". zod ^4", "4.0.0");
    check("reads a member's own version", bun, "packages/a zod ^3", "3.0.0");
    check("knows no version of a member", bun, ". a workspace:*", undefined);
    check("survives another text", ["bun.lock", "[]"], ". zod *", undefined);
  });

  check("knows no other files", ["composer.lock", "{}"], ". zod *", undefined);
});
