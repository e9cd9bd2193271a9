import assert from "node:assert/strict";
import { globToRegExp, isLiteral, nameMatcher, normaliseGlob } from "../../../server/workspace/glob.ts";

describe("globToRegExp", () => {
  const check = (glob: string, path: string, expected: boolean) =>
    it(`${glob} ${expected ? "matches" : "does not match"} ${path}`, () =>
      assert.equal(globToRegExp(glob).test(path), expected));
  check("packages/*", "packages/a", true);
  check("packages/*", "packages/a/b", false);
  check("packages/**", "packages/a/b", true);
  check("**/lib", "lib", true);
  check("**/lib", "a/b/lib", true);
  check("a/**/b", "a/b", true);
  check("a/**/b", "a/x/y/b", true);
  check("pkg-?", "pkg-a", true);
  check("pkg-?", "pkg-ab", false);
  check("{apps,libs}/*", "libs/a", true);
  check("{apps,libs}/*", "docs/a", false);
  check("pkg[ab]", "pkgb", true);
  check("pkg[!ab]", "pkgb", false);
  check("a.b", "axb", false);
  check("a+(b)", "a+(b)", true);
  check("[z-a]", "z", false);
  check("{open", "open", true);
});

describe("globs", () => {
  it("lose what says nothing", () =>
    assert.deepEqual(["./packages/*/", "!./a", "/a"].map(normaliseGlob), ["packages/*", "!a", "a"]));
  it("may be plain names", () => assert.deepEqual(["a-b.c", "a*", "{a}"].map(isLiteral), [true, false, false]));
});

describe("nameMatcher", () => {
  const check = (patterns: readonly string[], name: string, expected: boolean) =>
    it(`${patterns.join(" ")} ${expected ? "matches" : "does not match"} ${name}`, () =>
      assert.equal(nameMatcher(patterns)(name), expected));
  check(["zod"], "zod", true);
  check(["zod"], "zod-x", false);
  check(["@types/*"], "@types/node", true);
  check(["*eslint*"], "@a/eslint-plugin", true);
  check(["lodash.*"], "lodashx", false);
  check([], "zod", false);
});
