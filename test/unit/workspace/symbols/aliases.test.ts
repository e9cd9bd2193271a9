import assert from "node:assert/strict";
import { matchesAlias } from "../../../../server/workspace/symbols/aliases.ts";
import { isBuiltin, isLibrarySpecifier } from "../../../../server/workspace/symbols/specifiers.ts";

describe("matchesAlias", () => {
  const aliases = { patterns: ["@/*", "settings", "#shared/*", "*.css", "lib/*/types"] };
  const cases: readonly (readonly [string, boolean])[] = [
    ["@/db", true],
    ["@/", true],
    ["@scope/db", false],
    ["settings", true],
    ["settings/a", false],
    ["#shared/tokens", true],
    ["app.css", true],
    ["lib/a/types", true],
    ["lib/types", false],
    ["zod", false],
  ];
  for (const [specifier, expected] of cases)
    it(`${specifier}: ${expected}`, () => assert.equal(matchesAlias(specifier, aliases), expected));
});

describe("isLibrarySpecifier", () => {
  const aliases = { patterns: ["@/*", "settings", "fs"] };
  const cases: readonly (readonly [string, boolean])[] = [
    ["zod", true],
    ["zod/mini", true],
    ["@scope/name/deep", true],
    ["node:fs", true],
    ["fs", true],
    ["settings", false],
    ["@/x", false],
    ["#x", false],
    ["./x", false],
    ["..", false],
    ["/x", false],
    ["https://a.b/c", false],
    ["", false],
  ];
  for (const [specifier, expected] of cases)
    it(`${specifier || "nothing"}: ${expected}`, () => assert.equal(isLibrarySpecifier(specifier, aliases), expected));

  it("knows Node's own modules", () => assert.deepEqual(["fs", "zod", "./x"].map(isBuiltin), [true, false, false]));
});
