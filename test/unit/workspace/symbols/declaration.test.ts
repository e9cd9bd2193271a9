import assert from "node:assert/strict";
import type { InstalledPackage } from "../../../../server/model/library.ts";
import { declarationToPackage } from "../../../../server/workspace/symbols/declaration.ts";

const installed = (name: string, version: string, directory: string): InstalledPackage => ({
  name,
  version,
  directory,
});

const packages = [
  installed("zod", "4.6.7", "/w/node_modules/zod"),
  installed("@types/node", "24.0.0", "/w/node_modules/@types/node"),
  installed("outer", "1.0.0", "/w/node_modules/outer"),
  installed("inner", "2.0.0", "/w/node_modules/outer/node_modules/inner"),
  installed("hono", "4.0.0", "/w/node_modules/.pnpm/hono@4.0.0/node_modules/hono"),
  installed("twice", "1.0.0", "/w/node_modules/.pnpm/twice@1.0.0/node_modules/twice"),
  installed("twice", "2.0.0", "/w/node_modules/.pnpm/twice@2.0.0/node_modules/twice"),
  installed("typescript", "5.9.0", "/w/node_modules/typescript"),
  installed("linked", "1.0.0", "/elsewhere/linked"),
];

describe("declarationToPackage", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["/w/node_modules/zod/v4/index.d.ts", "zod@4.6.7 v4/index.d.ts"],
    ["/w/node_modules/@types/node/fs.d.ts", "@types/node@24.0.0 fs.d.ts"],
    ["/w/node_modules/outer/node_modules/inner/a.d.ts", "inner@2.0.0 a.d.ts"],
    ["/w/node_modules/outer/node_modules/unknown/a.d.ts", "unknown"],
    ["/w/node_modules/.pnpm/hono@4.0.0/node_modules/hono/a.d.ts", "hono@4.0.0 a.d.ts"],
    ["/w/node_modules/hono/a.d.ts", "hono@4.0.0 a.d.ts"],
    ["/w/packages/app/node_modules/zod/a.d.ts", "zod@4.6.7 a.d.ts"],
    ["/link/node_modules/.pnpm/twice@2.0.0/node_modules/twice/a.d.ts", "twice@2.0.0 a.d.ts"],
    ["/w/node_modules/twice/a.d.ts", "unknown"],
    ["/link/node_modules/.pnpm/zod@3.0.0/node_modules/zod/a.d.ts", "unknown"],
    ["/elsewhere/linked/index.d.ts", "linked@1.0.0 index.d.ts"],
    ["/w/node_modules/zodiac/index.d.ts", "unknown"],
    ["/cache/typescript/5.9/node_modules/@types/lodash/index.d.ts", "unknown"],
    ["/w/node_modules/typescript/lib/lib.dom.d.ts", "silent"],
    ["/usr/share/code/extensions/node_modules/typescript/lib/lib.es5.d.ts", "silent"],
    ["/w/node_modules/@typescript/lib-dom/index.d.ts", "silent"],
    ["/w/node_modules/typescript/lib/typescript.d.ts", "typescript@5.9.0 lib/typescript.d.ts"],
    ["/w/src/db.ts", "silent"],
  ];
  for (const [path, expected] of cases)
    it(`${path} → ${expected}`, () => {
      const place = declarationToPackage(path, packages);
      const found = place.kind === "library" && `${place.package.name}@${place.package.version} ${place.file}`;
      assert.equal(found || place.kind, expected);
    });

  it("ignores case and the kind of separators on Windows", () => {
    const zod = installed("zod", "4.6.7", "C:\\w\\node_modules\\zod");
    const expected = { kind: "library", package: zod, file: "v4/Index.d.ts" };
    assert.deepEqual(declarationToPackage("c:\\W\\node_modules\\zod\\v4\\Index.d.ts", [zod]), expected);
    assert.deepEqual(declarationToPackage("c:/w/node_modules/zod/v4/Index.d.ts", [zod]), expected);
  });
});
