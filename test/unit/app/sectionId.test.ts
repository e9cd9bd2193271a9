import assert from "node:assert/strict";
import fc from "fast-check";
import { formatSectionId, parseSectionId, type SectionId } from "../../../server/app/sectionId.ts";
import { libraryId, libraryName } from "../../../server/model/library.ts";

const ID: SectionId = {
  library: "pkg:npm/zod",
  version: "4.1.0",
  package: "zod",
  file: "README.md",
  anchor: "basic-usage",
};

describe("section ids", () => {
  const check = (text: string, id: Partial<SectionId>) =>
    it(text, () => {
      const whole = { ...ID, ...id };
      assert.equal(formatSectionId(whole, libraryName(whole.library)), text);
      assert.deepEqual(parseSectionId(text), whole);
    });
  check("pkg:npm/zod@4.1.0/README.md#basic-usage", {});
  check("pkg:npm/zod@4.1.0/docs/api/index.md#", { file: "docs/api/index.md", anchor: "" });
  check("pkg:npm/zod@4.1.0/README.md#usage~2", { anchor: "usage~2" });
  check("pkg:npm/%40scope/name@1.0.0-rc.1/a.md#x", {
    library: "pkg:npm/%40scope/name",
    package: "@scope/name",
    version: "1.0.0-rc.1",
    file: "a.md",
    anchor: "x",
  });
  check("pkg:npm/express@5.0.0/@types/express:index.d.ts#Request", {
    library: "pkg:npm/express",
    version: "5.0.0",
    package: "@types/express",
    file: "index.d.ts",
    anchor: "Request",
  });
  check("pkg:npm/express@5.0.0/qs:lib/index.d.ts#a#b", {
    library: "pkg:npm/express",
    version: "5.0.0",
    package: "qs",
    file: "lib/index.d.ts",
    anchor: "a#b",
  });

  it("may begin with a plain name", () => {
    assert.deepEqual(parseSectionId("zod@4.1.0/README.md#basic-usage"), ID);
    assert.equal(parseSectionId("@scope/name@1.0.0/a.md#x")?.library, "pkg:npm/%40scope/name");
  });

  for (const text of ["", "zod", "zod@4.1.0", "zod@4.1.0/README.md", "zod/README.md#a", "#a", "pkg:npm/zod@/a.md#b"])
    it(`are none of ${text || "nothing"}`, () => assert.equal(parseSectionId(text), undefined));

  it("come back as they went", () => {
    const name = fc.stringMatching(/^(?:@[a-z][a-z0-9-]{0,8}\/)?[a-z][a-z0-9._-]{0,10}$/);
    const file = fc.stringMatching(/^[A-Za-z][\w.-]{0,8}(?:\/[\w.@ -]{1,8}){0,3}\.(?:md|mdx|d\.ts)$/);
    const version = fc.stringMatching(/^\d{1,2}\.\d{1,2}\.\d{1,2}(?:-[a-z]{1,5}\.\d)?$/);
    fc.assert(
      fc.property(name, name, version, file, fc.string({ maxLength: 20 }), (library, owner, release, path, anchor) => {
        const id = { library: libraryId(library), version: release, package: owner, file: path, anchor };
        assert.deepEqual(parseSectionId(formatSectionId(id, library)), id);
      }),
    );
  });
});
