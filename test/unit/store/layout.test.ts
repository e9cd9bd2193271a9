import assert from "node:assert/strict";
import fc from "fast-check";
import { libraryId } from "../../../server/model/library.ts";
import { generationDigest, segmentName, temporaryName, temporaryOwner } from "../../../server/store/layout.ts";
import { segmentInfo } from "../../support/store/fakeSegments.ts";

describe("segment names", () => {
  const check = (name: string, library: string, version: string, expected: RegExp) =>
    it(name, () => assert.match(segmentName(segmentInfo(library, version)), expected));

  check("plain", "zod", "4.6.7", /^zod-4\.6\.7-[0-9a-f]{12}\.seg$/);
  check("scoped", "@types/node", "24.0.0", /^types_node-24\.0\.0-[0-9a-f]{12}\.seg$/);
  check("build metadata", "x", "1.0.0-beta.1+exp", /^x-1\.0\.0-beta\.1_exp-[0-9a-f]{12}\.seg$/);
  check(
    "upper case, because some file systems do not tell",
    "JSONStream",
    "1.0.0",
    /^jsonstream-1\.0\.0-[0-9a-f]{12}\.seg$/,
  );
  check("a name that would hide", "..", "1", /^[a-z0-9-].*\.seg$/);

  it("marks further copies", () => assert.match(segmentName(segmentInfo("zod", "1.0.0"), 2), /-[0-9a-f]{12}\.2\.seg$/));

  it("differs when any part of the key differs", () => {
    const base = segmentInfo("zod", "1.0.0");
    const others = [
      { library: libraryId("rxjs") },
      { version: "1.0.1" },
      { digest: "other" },
      { chunker: "other" },
      { tokenizer: "other" },
      { model: "other" },
    ].map((over) => generationDigest({ ...base, ...over }));
    assert.equal(new Set([generationDigest(base), ...others]).size, 7);
  });

  it("is a safe file name for anything", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, version) => {
        const file = segmentName(segmentInfo(`x${name}`, version));
        return /^[a-z0-9_-][a-z0-9._-]*\.seg$/.test(file) && file.length < 120;
      }),
    );
  });

  it("finds the owner of a half written file", () => {
    assert.equal(temporaryOwner(temporaryName("6f1d-0a", 12)), "6f1d-0a");
    assert.equal(temporaryOwner(segmentName(segmentInfo("zod", "1.0.0"))), undefined);
  });
});
