import assert from "node:assert/strict";
import { chunkLibrary } from "../../../server/chunk/chunkLibrary.ts";
import type { LibraryDocuments, SourceDocument } from "../../../server/model/document.ts";
import { libraryId } from "../../../server/model/library.ts";
import { packageInfo } from "../../support/generations.ts";

const unaborted = new AbortController().signal;
const README: SourceDocument = {
  package: "zod",
  file: "README.md",
  kind: "markdown",
  text: "# Zod\n\nText.\n\n## Usage\n\nMore.",
};
const TYPES: SourceDocument = {
  package: "zod",
  file: "index.d.ts",
  kind: "types",
  text: "/** Checks a value. */\nexport declare function parse(value: unknown): string;\nexport declare const bare: number;\n",
};

function documents(...all: SourceDocument[]): LibraryDocuments {
  const entryPoints = [{ specifier: "zod", file: "index.d.ts" }];
  return {
    library: libraryId("zod"),
    version: "4.1.0",
    packages: [packageInfo("zod", { entryPoints })],
    documents: all,
    digest: "0",
    sizeBytes: 1,
    problems: [],
  };
}

describe("chunkLibrary", () => {
  it("puts prose before declarations, whatever the order of the documents", () => {
    const { sections } = chunkLibrary(documents(TYPES, README), unaborted);
    assert.deepEqual(
      sections.slice(0, 2).map(({ headingPath }) => headingPath.at(-1)),
      ["Zod", "Usage"],
    );
    assert.ok(sections.slice(2).every(({ file }) => file === "index.d.ts"));
    assert.ok(sections.length > 2);
  });
  it("lets symbols point at their sections", () => {
    const { sections, symbols } = chunkLibrary(documents(README, TYPES), unaborted);
    const parse = symbols.symbols.find(({ path }) => path === "parse");
    assert.deepEqual(sections[parse?.section ?? -1]?.symbols, ["parse"]);
  });
  it("embeds what is said of a symbol, not its signature", () => {
    const { sections } = chunkLibrary(documents(TYPES), unaborted);
    const passages = (name: string) => {
      const found = sections.find(({ symbols }) => symbols.includes(name));
      return found?.passages.map(({ start, end }) => found.text.slice(start, end)).join();
    };
    assert.match(passages("parse") ?? "", /Checks a value/);
    assert.doesNotMatch(passages("parse") ?? "", /unknown/);
    assert.ok((passages("bare") ?? "") === "");
  });
  it("leaves out a document that cannot be cut, and says so", () => {
    const broken = {
      ...README,
      file: "docs/broken.md",
      get text(): string {
        throw new Error("unreadable");
      },
    };
    const { sections, problems } = chunkLibrary(documents(broken, README), unaborted);
    assert.equal(sections.length, 2);
    assert.deepEqual(problems, [{ code: "chunk/unparsable", message: "unreadable", file: "zod/docs/broken.md" }]);
  });
  it("is the same each time", () => {
    const all = documents(README, TYPES);
    assert.deepEqual(chunkLibrary(all, unaborted), chunkLibrary(structuredClone(all), unaborted));
  });
  it("is nothing of nothing", () => assert.deepEqual(chunkLibrary(documents(), unaborted).sections, []));
  it("stops when it is cancelled", () =>
    assert.throws(() => chunkLibrary(documents(README), AbortSignal.abort()), { name: "AbortError" }));
});
