import assert from "node:assert/strict";
import * as fc from "fast-check";
import { chunkTypes } from "../../../../server/chunk/types/chunkTypes.ts";
import { info, installed, types } from "./library.ts";

const FRAGMENTS = [
  "{",
  "}",
  "(",
  ")",
  "<",
  ">",
  "[",
  "]",
  "`",
  '"',
  "/**",
  "*/",
  "=>",
  ";",
  ",",
  ":",
  "?",
  "|",
  "\n",
  "export ",
  "declare ",
  "typeof ",
  "import(",
  "extends ",
  "#",
  "\u0000",
  "é",
];

interface Edit {
  /** Where, as a share of the text. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

function mutated(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { at, removed, inserted } of edits) {
    const start = Math.floor(at * result.length);
    result = result.slice(0, start) + inserted + result.slice(start + removed);
  }
  return result;
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(60),
    inserted: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 4 }).map((parts) => parts.join("")),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Whatever the text: no exception, references inside their tables, lines inside the file, prose inside the text. */
function checkSound(texts: readonly string[]): void {
  const documents = texts.map((text, index) => types("lib", index === 0 ? "index.d.ts" : `f${index}.d.ts`, text));
  const { sections, symbols } = chunkTypes(documents, [info("lib", { lib: "index.d.ts" })]);
  const lines = new Map(documents.map(({ file, text }) => [file, text.split("\n").length]));
  const inside = (index: number, length: number) => Number.isInteger(index) && index >= -1 && index < length;
  for (const symbol of symbols.symbols) {
    assert.ok(inside(symbol.section, sections.length) && inside(symbol.yields, symbols.symbols.length));
    for (const base of symbol.bases) assert.ok(base >= 0 && inside(base, symbols.symbols.length));
    assert.ok(symbol.line >= 1 && symbol.line <= symbol.endLine && symbol.endLine <= (lines.get(symbol.file) ?? 0));
  }
  const anchors = new Set<string>();
  for (const section of sections) {
    assert.ok(
      section.line >= 1 && section.line <= section.endLine && section.endLine <= (lines.get(section.file) ?? 0),
    );
    assert.ok(section.text.trim() !== "" && section.headingPath.length > 0);
    for (const { start, end } of section.prose) assert.ok(start < end && end <= section.text.length);
    const id = `${section.file}#${section.anchor}`;
    assert.ok(!anchors.has(id), id);
    anchors.add(id);
  }
  for (const module of symbols.modules)
    for (const each of module.exports)
      assert.ok(inside(each.symbol, symbols.symbols.length) && inside(each.module, symbols.modules.length));
}

describe("chunkTypes: damaged files", () => {
  const samples = ["commander", "lru-cache", "yaml"]
    .flatMap((name) => installed(name))
    .filter(({ text }) => text.length < 60_000);

  it("stays sound on real files with random edits", () => {
    const sample = fc.constantFrom(...samples.map((document) => document.text));
    fc.assert(
      fc.property(sample, edits, (text, changes) => checkSound([mutated(text, changes)])),
      { numRuns: 150, seed: 7 },
    );
  });
  it("stays sound on any text", () => {
    const word = fc.constantFrom(
      ...FRAGMENTS,
      "interface",
      "A",
      "type",
      "=",
      "namespace",
      "function",
      "const",
      ".",
      " ",
      "import",
      "from",
      "'./f1'",
      "default",
      "as",
      "*",
    );
    const text = fc.array(word, { maxLength: 120 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(text, text, (a, b) => checkSound([a, b])),
      { numRuns: 400, seed: 7 },
    );
  });
  it("takes time in proportion to hostile texts", () => {
    const size = 200_000;
    for (const piece of [
      `\`\${`,
      "/**",
      "/** * ",
      "*",
      "```\n",
      "@example\n",
      "{",
      "<",
      "(",
      "a.",
      "a|",
      "interface A{",
      "/// <reference\n\n",
      "export * from './index';",
      "A[]",
      "type T = ",
    ]) {
      const hostile = piece.repeat(Math.ceil(size / piece.length));
      const texts = [
        `${hostile}\nexport declare const end: E;`,
        `/** ${hostile} */\nexport declare const a: A;`,
        `export type A = ${hostile};`,
      ];
      const started = process.cpuUsage();
      for (const text of texts) checkSound([text]);
      const { user } = process.cpuUsage(started);
      assert.ok(user < 5_000_000, `${piece} took ${user / 1000} ms`);
    }
  });
});
