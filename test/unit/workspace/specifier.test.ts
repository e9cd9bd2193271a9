import assert from "node:assert/strict";
import fc from "fast-check";
import { importedNameOf, packageNameOf, typesPackageOf } from "../../../server/model/specifier.ts";

describe("packageNameOf", () => {
  const check = (specifier: string, expected: string | undefined) =>
    it(`${specifier || "(empty)"} → ${expected ?? "no package"}`, () => {
      const found = packageNameOf(specifier);
      assert.equal(found && `${found.name}${found.builtin ? " built-in" : ""}`, expected);
    });
  check("zod", "zod");
  check("zod/mini", "zod");
  check("@a/b", "@a/b");
  check("@a/b/c/d", "@a/b");
  check("lodash.merge", "lodash.merge");
  check("JSONStream", "JSONStream");
  check("date-fns/locale/zh-CN", "date-fns");
  check("npm:zod@4/mini", "zod");
  check("npm:@a/b@^1", "@a/b");
  check("npm:zod", "zod");
  check("./image.svg?raw", undefined);
  check("pkg/style.css?inline", "pkg");
  check("node:fs", "@types/node built-in");
  check("node:fs/promises", "@types/node built-in");
  check("fs", "@types/node built-in");
  check("fs/promises", "@types/node built-in");
  check("node:test", "@types/node built-in");
  check("test", "test");
  check("punycode/", "punycode");
  check("events/", "events");
  check("fsevents", "fsevents");
  check("./local", undefined);
  check("../local", undefined);
  check(".", undefined);
  check("/absolute", undefined);
  check("C:\\windows", undefined);
  check("#internal", undefined);
  check("@/components", undefined);
  check("~/components", undefined);
  check("$lib/x", undefined);
  check("@scope", undefined);
  check("https://esm.sh/zod", undefined);
  check("data:text/javascript,1", undefined);
  check("virtual:pwa", undefined);
  check("jsr:@std/fs", undefined);
  check("bun:test", undefined);
  check("", undefined);
  check("two words", undefined);
});

describe("types packages", () => {
  const check = (name: string, types: string) =>
    it(`${name} ↔ ${types}`, () => {
      assert.equal(typesPackageOf(name), types);
      assert.equal(importedNameOf(types), name);
    });
  check("express", "@types/express");
  check("@babel/core", "@types/babel__core");
  it("other names are their own", () => assert.equal(importedNameOf("@scope/name"), "@scope/name"));
  it("undo each other", () => {
    const part = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const name = fc.oneof(
      part,
      fc.tuple(part, part).map(([scope, own]) => `@${scope}/${own}`),
    );
    fc.assert(fc.property(name, (own) => assert.equal(importedNameOf(typesPackageOf(own)), own)));
  });
});
