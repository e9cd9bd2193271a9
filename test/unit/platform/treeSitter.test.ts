import assert from "node:assert/strict";
import { isSourceLanguage, sourceLanguages, TreeSitter } from "../../../server/platform/treeSitter.ts";
import { assets } from "../../support/assets.ts";
import { treeSitter } from "../../support/syntax.ts";

describe("TreeSitter", () => {
  for (const language of sourceLanguages)
    it(`parses ${language}`, async () => {
      const tree = (await treeSitter.parser(language)).parse("const a = b.c();");
      assert.equal(tree.rootNode.hasError, false);
      tree.delete();
    });

  it("hands out one parser per language", async () => {
    assert.equal(await treeSitter.parser("typescript"), await treeSitter.parser("typescript"));
  });

  it("parses again from an edited tree", async () => {
    const parser = await treeSitter.parser("typescript");
    const before = parser.parse("a;");
    const at = (column: number) => ({ row: 0, column });
    const edit = {
      startIndex: 1,
      oldEndIndex: 1,
      newEndIndex: 3,
      startPosition: at(1),
      oldEndPosition: at(1),
      newEndPosition: at(3),
    };
    const after = parser.parse("a.b;", before, [edit]);
    assert.equal(
      after.rootNode.toString(),
      "(program (expression_statement (member_expression object: (identifier) property: (property_identifier))))",
    );
    before.delete();
    after.delete();
  });

  it("knows its languages", () => assert.deepEqual(["typescript", "python"].map(isSourceLanguage), [true, false]));

  it("fails where an asset is missing", async () => {
    const broken = new TreeSitter({ folder: new URL("missing/", assets.folder) });
    await assert.rejects(broken.parser("typescript"), { code: "ENOENT" });
    await broken.dispose();
  });

  it("releases its parsers", async () => {
    const own = new TreeSitter(assets);
    await treeSitter.parser("typescript");
    await own.parser("typescript");
    await own.dispose();
  });
});
