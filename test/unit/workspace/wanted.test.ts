import assert from "node:assert/strict";
import { installCommand, managerOf } from "../../../server/workspace/manager.ts";
import { isPublicRegistry, privateScopes } from "../../../server/workspace/registries.ts";
import { parseWanted } from "../../../server/workspace/wanted.ts";

describe("parseWanted", () => {
  const check = (wanted: string, expected: string) =>
    it(`${wanted || "(empty)"} → ${expected}`, () => {
      const { origin, realName, range } = parseWanted(wanted);
      assert.equal([origin, realName, range].filter(Boolean).join(" "), expected);
    });
  check("^1.2.3", "registry ^1.2.3");
  check("*", "registry *");
  check("", "registry");
  check(">=1 <2 || ^3", "registry >=1 <2 || ^3");
  check("latest", "registry latest");
  check("npm:real@^1", "registry real ^1");
  check("npm:@scope/real@1.0.0", "registry @scope/real 1.0.0");
  check("npm:real", "registry real *");
  check("npm:^1.2.3", "registry ^1.2.3");
  check("patch:left-pad@npm%3A1.0.0#./x.patch", "registry patch:left-pad@npm%3A1.0.0#./x.patch");
  check("workspace:*", "link workspace:*");
  check("link:../a", "link link:../a");
  check("portal:../a", "link portal:../a");
  check("file:../a", "file file:../a");
  check("../a", "file ../a");
  check("./a.tgz", "file ./a.tgz");
  check("/abs/a", "file /abs/a");
  check("~/a", "file ~/a");
  check("C:\\a", "file C:\\a");
  check("git+ssh://git@host/a.git#v1", "remote git+ssh://git@host/a.git#v1");
  check("git@host:a/b.git", "remote git@host:a/b.git");
  check("github:a/b", "remote github:a/b");
  check("a/b#main", "remote a/b#main");
  check("https://host/a.tgz", "remote https://host/a.tgz");
  check("jsr:@std/fs@1", "remote jsr:@std/fs@1");
});

describe("privateScopes", () => {
  const check = (name: string, file: string, text: string, expected: readonly string[]) =>
    it(name, () => assert.deepEqual(privateScopes(file, text), expected));
  check("npm", ".npmrc", "@corp:registry=https://npm.corp.example/\n//npm.corp.example/:_authToken=x", ["@corp"]);
  check("npm with spaces and a variable", ".npmrc", `@corp:registry = $${"{REGISTRY}"}`, ["@corp"]);
  check("npm with the public registry", ".npmrc", "@corp:registry=https://registry.npmjs.org/", []);
  check("a look-alike of the public registry", ".npmrc", "@corp:registry=https://npmjs.org.corp.example/", ["@corp"]);
  check("a comment", ".npmrc", "# @corp:registry=https://npm.corp.example/", []);
  check("the registry of everything", ".npmrc", "registry=https://npm.corp.example/", []);
  check("yarn classic", ".yarnrc", '"@corp:registry" "https://npm.corp.example/"', ["@corp"]);
  check("yarn", ".yarnrc.yml", "npmScopes:\n  corp:\n    npmRegistryServer: https://npm.corp.example\n", ["@corp"]);
  check(
    "yarn with the public registry",
    ".yarnrc.yml",
    "npmScopes:\n  corp:\n    npmRegistryServer: https://registry.yarnpkg.com\n",
    [],
  );
  check("yarn, broken", ".yarnrc.yml", "npmScopes: [", []);
  check("bun", "bunfig.toml", '[install.scopes]\ncorp = "https://npm.corp.example/"\n', ["@corp"]);
  check(
    "bun with a table",
    "bunfig.toml",
    '[install.scopes]\n"@corp" = { url = "https://npm.corp.example/", token = "x" }\n',
    ["@corp"],
  );
  check("bun, broken", "bunfig.toml", "[install", []);
  it("an address that is none", () => assert.equal(isPublicRegistry("nowhere"), false));
});

describe("managers", () => {
  const check = (field: string | undefined, expected: string | undefined) =>
    it(`${field} → ${expected}`, () => assert.equal(managerOf(field), expected));
  check("pnpm@9.1.0+sha512.abc", "pnpm");
  check("yarn@4.0.0", "yarn");
  check("cargo@1", undefined);
  check(undefined, undefined);
  it("yarn installs with its bare name", () => assert.equal(installCommand("yarn"), "yarn"));
  it("others say install", () => assert.equal(installCommand("bun"), "bun install"));
});
