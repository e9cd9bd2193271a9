import assert from "node:assert/strict";
import { packageInfo, repositoryUrl } from "../../../server/sources/packageInfo.ts";

describe("repositoryUrl", () => {
  const check = (written: unknown, expected: string | undefined) =>
    it(`${JSON.stringify(written)}`, () => assert.equal(repositoryUrl(written), expected));
  check({ type: "git", url: "git+https://github.com/a/b.git" }, "https://github.com/a/b");
  check("git+ssh://git@github.com/a/b.git", "https://github.com/a/b");
  check("git@github.com:a/b.git", "https://github.com/a/b");
  check("ssh://git@gitlab.com:a/b.git", "https://gitlab.com/a/b");
  check("git://github.com/a/b.git#main", "https://github.com/a/b");
  check("http://github.com/a/b/", "https://github.com/a/b");
  check("github:a/b", "https://github.com/a/b");
  check("gitlab:a/b", "https://gitlab.com/a/b");
  check("bitbucket:a/b", "https://bitbucket.org/a/b");
  check("gist:abc123", "https://gist.github.com/abc123");
  check("a/b", "https://github.com/a/b");
  check("https://user:secret@host.example/a/b.git", "https://host.example/a/b");
  check("not a repository", undefined);
  check("javascript:alert(1)", undefined);
  check(undefined, undefined);
  check(42, undefined);
});

describe("packageInfo", () => {
  const info = (manifest: Readonly<Record<string, unknown>>, files: readonly string[] = []) =>
    packageInfo({ name: "pkg", version: "1.0.0" }, manifest, [], files);

  it("survives an empty manifest", () =>
    assert.deepEqual(info({}), { name: "pkg", version: "1.0.0", description: "", dependencies: [], entryPoints: [] }));
  it("survives fields of other types", () =>
    assert.deepEqual(info({ description: 1, homepage: {}, license: [], dependencies: "x" }), info({})));
  it("names the packages that declarations may import", () =>
    assert.deepEqual(
      info({ dependencies: { b: "1" }, peerDependencies: { a: "1", b: "1" }, devDependencies: { c: "1" } })
        .dependencies,
      ["a", "b"],
    ));

  const license = (manifest: Readonly<Record<string, unknown>>, expected: string | undefined) =>
    it(`licence ${JSON.stringify(manifest)}`, () => assert.equal(info(manifest).license, expected));
  license({ license: "MIT" }, "MIT");
  license({ license: { type: "ISC", url: "x" } }, "ISC");
  license({ licenses: [{ type: "MIT" }, "Apache-2.0"] }, "MIT OR Apache-2.0");
  license({ licenses: [] }, undefined);

  const homepage = (written: string, expected: string | undefined) =>
    it(`home page ${written}`, () => assert.equal(info({ homepage: written }).homepage, expected));
  homepage("https://zod.dev", "https://zod.dev");
  homepage("https://a.example/b?c=1", "https://a.example/b?c=1");
  homepage("javascript:alert(1)", undefined);
  homepage("somewhere", undefined);

  const readme = (files: readonly string[], expected: string | undefined) =>
    it(`README of ${files.join(" ")}`, () => assert.equal(info({}, files).readme, expected));
  readme(["CHANGELOG.md", "Readme.md"], "Readme.md");
  readme(["README.zh.md", "README"], "README");
  readme(["docs/README.md"], undefined);
  readme(["readme.mdx"], "readme.mdx");
});
