import assert from "node:assert/strict";
import fc from "fast-check";
import { dependencyAt } from "../../../server/workspace/dependencyAt.ts";
import { isPackageName, parseManifest } from "../../../server/workspace/manifest.ts";

describe("parseManifest", () => {
  const named = (text: string) =>
    parseManifest(text).dependencies.map(({ name, wanted, group, line }) => `${line} ${group} ${name} ${wanted}`);
  const check = (name: string, text: string, expected: readonly string[]) =>
    it(name, () => assert.deepEqual(named(text), expected));

  check(
    "reads all groups with their lines",
    '{\n "dependencies": {\n  "a": "1",\n  "b": "2"\n },\n "devDependencies": {"c": "3"},\n "peerDependencies": {"d": "4"}, "optionalDependencies": {"e": "5"}\n}',
    ["3 prod a 1", "4 prod b 2", "6 dev c 3", "7 peer d 4", "7 optional e 5"],
  );
  check("reads Windows line ends", '{\r\n"dependencies": {\r\n"a": "1"}}', ["3 prod a 1"]);
  check("reads past a byte order mark", '\uFEFF{"dependencies": {"a": "1"}}', ["1 prod a 1"]);
  check("reads comments and trailing commas", '{ // deps\n"dependencies": {"a": "1",},}', ["2 prod a 1"]);
  check("reads what is there of a half-written file", '{"dependencies": {"a": "1", "b"', ["1 prod a 1"]);
  check("reads on after an error", '{"name": oops, "dependencies": {"a": "1"}}', ["1 prod a 1"]);
  check("leaves out values that are no ranges", '{"dependencies": {"a": 1, "b": null, "c": "1"}}', ["1 prod c 1"]);
  check(
    "leaves out names that would leave node_modules",
    '{"dependencies": {"../../etc": "1", "a/../b": "1", ".": "1"}}',
    [],
  );
  check("is not misled by groups of other types", '{"dependencies": ["a"], "devDependencies": "b"}', []);
  check("knows no groups by inherited names", '{"toString": {"a": "1"}}', []);
  check("reads an empty file", "", []);

  it("says where a file is broken", () => {
    const { error } = parseManifest('{\n"name": "x"\n"version": "1"\n}');
    assert.deepEqual(error, { line: 3, message: "CommaExpected" });
  });
  it("says that a file holds no object", () => assert.equal(parseManifest("[]").error?.line, 1));
  it("finds nothing wrong with comments", () => assert.equal(parseManifest('{/* a */"name": "x",}').error, undefined));
  it("reads workspaces as a list", () =>
    assert.deepEqual(parseManifest('{"workspaces": ["a/*", 1]}').workspaces, ["a/*"]));
  it("reads workspaces as an object", () =>
    assert.deepEqual(parseManifest('{"workspaces": {"packages": ["a/*"]}}').workspaces, ["a/*"]));
  it("knows none", () => assert.equal(parseManifest("{}").workspaces, undefined));
  it("reads catalogs", () => {
    const { catalogs } = parseManifest('{"workspaces": {"catalog": {"a": "1"}, "catalogs": {"old": {"a": "0"}}}}');
    assert.deepEqual([catalogs.get("")?.get("a"), catalogs.get("old")?.get("a")], ["1", "0"]);
  });
  it("knows peers that may be absent", () => {
    const { dependencies } = parseManifest(
      '{"peerDependencies": {"a": "1", "b": "1"}, "peerDependenciesMeta": {"a": {"optional": true}, "b": {}}}',
    );
    assert.deepEqual(
      dependencies.map(({ mayBeAbsent }) => mayBeAbsent),
      [true, false],
    );
  });
  it("never throws", () => fc.assert(fc.property(fc.string(), (text) => void parseManifest(text))));
});

describe("isPackageName", () => {
  const check = (name: string, expected: boolean) => it(name, () => assert.equal(isPackageName(name), expected));
  check("zod", true);
  check("@a/b", true);
  check("JSONStream", true);
  check("..", false);
  check("a/b", false);
  check("@a/../b", false);
  check("a\\b", false);
  check("a b", false);
  check("", false);
});

describe("dependencyAt", () => {
  const check = (name: string, marked: string, expected: string | undefined) =>
    it(name, () => {
      const offset = marked.indexOf("|");
      const text = marked.replace("|", "");
      const found = dependencyAt(text, offset);
      const shown =
        found && `${found.group} ${found.name} ${found.wanted} ${text.slice(found.range.start, found.range.end)}`;
      assert.equal(shown, expected);
    });
  check("in a name", '{"dependencies": {"zo|d": "^4"}}', 'prod zod ^4 "zod"');
  check("in a range", '{"devDependencies": {"zod": "^|4"}}', 'dev zod ^4 "^4"');
  check("at the end of a name", '{"dependencies": {"zod"|: "^4"}}', 'prod zod ^4 "zod"');
  check("between them", '{"dependencies": {"zod":|  "^4"}}', undefined);
  check("in a group's name", '{"depend|encies": {"zod": "^4"}}', undefined);
  check("elsewhere", '{"scripts": {"zo|d": "^4"}}', undefined);
  check("after a byte order mark", '\uFEFF{"dependencies": {"zo|d": "^4"}}', 'prod zod ^4 "zod"');
  check("in a half-written file", '{"dependencies": {"zo|d": "^4"', 'prod zod ^4 "zod"');
});
