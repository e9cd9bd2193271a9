import assert from "node:assert/strict";
import type { ContentsEntry } from "../../../../server/surfaces/engine.ts";
import { findSections, partsOf } from "../../../../server/surfaces/terminal/commands/get.ts";
import { splitVersion } from "../../../../server/surfaces/terminal/commands/search.ts";
import { fakeEngine, result } from "../../../support/fakeEngine.ts";
import { run } from "../../../support/fakeTerminal.ts";

function entry(anchor: string, headingPath: readonly string[], file = "README.md"): ContentsEntry {
  const id = `pkg:npm/zod@4.6.7/${file}#${anchor}`;
  return { id, title: headingPath.at(-1) ?? "", headingPath, kind: "guide", package: "zod", file, line: 1 };
}

const entries = [
  entry("", ["Zod"]),
  entry("basic-usage", ["Zod", "Basic usage"]),
  entry("basic-usage~2", ["Zod", "Basic usage"]),
  entry("errors", ["Zod", "Errors"]),
  entry("errors", ["Guide", "Errors"], "docs/guide.md"),
  entry("ZodString.email", ["ZodString", "email"], "index.d.ts"),
];

describe("findSections", () => {
  const finds = (wanted: string, expected: readonly string[]) =>
    it(`finds ${wanted}`, () =>
      assert.deepEqual(
        findSections(entries, wanted).map(({ id }) => id.slice("pkg:npm/zod@4.6.7/".length)),
        expected,
      ));
  finds("pkg:npm/zod@4.6.7/README.md#errors", ["README.md#errors"]);
  finds("docs/guide.md#errors", ["docs/guide.md#errors"]);
  finds("#basic-usage", ["README.md#basic-usage"]);
  finds("errors", ["README.md#errors", "docs/guide.md#errors"]);
  finds("Guide > Errors", ["docs/guide.md#errors"]);
  finds("ZodString.email", ["index.d.ts#ZodString.email"]);
  finds("zodstring.EMAIL", ["index.d.ts#ZodString.email"]);
  finds("`basic` usage", ["README.md#basic-usage"]);
  finds("usage", ["README.md#basic-usage"]);
  finds("basic-usage~2", ["README.md#basic-usage~2"]);
  finds("kangaroo", []);
});

describe("partsOf", () => {
  it("collects the parts of a cut section", () => {
    const [, first] = entries;
    assert.ok(first);
    assert.deepEqual(
      partsOf(first, entries).map(({ id }) => id.split("#")[1]),
      ["basic-usage", "basic-usage~2"],
    );
  });
});

describe("splitVersion", () => {
  const splits = (name: string, library: string, version: string | undefined) =>
    it(name, () => assert.deepEqual(splitVersion(name), { library, version }));
  splits("zod", "zod", undefined);
  splits("zod@4.6.7", "zod", "4.6.7");
  splits("@scope/name", "@scope/name", undefined);
  splits("@scope/name@1", "@scope/name", "1");
  splits("pkg:npm/%40scope/name@1", "pkg:npm/%40scope/name", "1");
  splits("zod@", "zod", undefined);
});

describe("contexter get", () => {
  const parts = ["basic-usage", "basic-usage~2"].map((anchor) =>
    result({ id: `pkg:npm/zod@4.6.7/README.md#${anchor}`, text: `Text of ${anchor}.\u200b` }),
  );
  const engine = () =>
    fakeEngine({ sections: [...parts, result({ id: "pkg:npm/zod@4.6.7/docs/a.md#x", file: "docs/a.md" })] });

  it("lists a library's sections", async () => {
    const { stdout } = await run(["get", "zod"], { engine: engine() });
    assert.match(stdout, /^README\.md#basic-usage +guide +Basic usage$/m);
  });
  it("lists as JSON", async () => {
    const { stdout } = await run(["get", "zod", "--json"], { engine: engine() });
    assert.equal(JSON.parse(stdout).sections.length, 3);
  });
  it("prints a section whole, all its parts", async () => {
    const { stdout, stderr } = await run(["get", "zod", "README.md#basic-usage"], { engine: engine() });
    assert.equal(stdout, "Text of basic-usage.\n\nText of basic-usage~2.\n");
    assert.equal(stderr, "zod@4.6.7  zod/README.md:12\n");
  });
  it("prints a section by its id alone", async () => {
    const { stdout } = await run(["get", "pkg:npm/zod@4.6.7/README.md#basic-usage~2"], { engine: engine() });
    assert.equal(stdout, "Text of basic-usage~2.\n");
  });
  it("prints a section as JSON", async () => {
    const { stdout } = await run(["get", "zod", "#basic-usage", "--json"], { engine: engine() });
    const { section, parts: rest } = JSON.parse(stdout);
    assert.match(section.id, /#basic-usage$/);
    assert.equal(rest.length, 1);
  });
  it("names the others that were meant perhaps", async () => {
    const { stderr } = await run(["get", "zod", "Basic usage"], { engine: engine() });
    assert.match(stderr, /^1 more with that name: pkg:npm\/zod@4\.6\.7\/docs\/a\.md#x$/m);
  });
  it("fails for an unknown section or library", async () => {
    assert.equal((await run(["get", "zod", "kangaroo"], { engine: engine() })).code, 3);
    assert.equal((await run(["get", "yup"], { engine: engine() })).code, 3);
  });
});
