import assert from "node:assert/strict";
import fc from "fast-check";
import { cutPassages, PASSAGE_CHARACTERS } from "../../../server/chunk/passages.ts";
import { anyText } from "../../support/anyText.ts";
import { markdownText } from "../../support/markdownText.ts";

const passagesOf = (text: string, from?: number) =>
  cutPassages(text, from).map(({ start, end }) => text.slice(start, end));
const check = (text: string, expected: readonly string[], from?: number) =>
  assert.deepEqual(passagesOf(text, from), expected);
const words = (count: number, word = "word") => `${word} `.repeat(count).trim();

describe("cutPassages", () => {
  it("joins what fits", () => check("a\n\nb\n\n- c\n- d", ["a\n\nb\n\n- c\n- d"]));
  it("starts behind the heading", () => check("# a\n\nb", ["b"], 4));
  it("gives none for blank text", () => check(" \n\n\t", []));
  it("keeps a paragraph whole that fits", () => {
    const [first, second] = [words(40), words(40, "next")];
    check(`${first}\n\n${second}`, [first, second]);
  });
  it("divides lists between items", () => {
    const items = [`- ${words(30)}`, `- ${words(30, "next")}`, `- ${words(30, "last")}`];
    check(items.join("\n"), [`${items[0]}\n${items[1]}`, items[2] ?? ""]);
  });
  it("divides tables between rows", () => {
    const rows = Array.from({ length: 20 }, (_, at) => `| option${at} | ${words(8)} |`);
    for (const passage of passagesOf(rows.join("\n"))) assert.match(passage, /^\|.*\|$/s);
  });
  it("divides code at line ends", () => {
    const lines = Array.from({ length: 40 }, (_, at) => `call(${at}, "some argument");`);
    for (const passage of passagesOf(lines.join("\n"))) assert.match(passage, /^call.*;$/s);
  });
  it("divides prose at sentence ends", () => {
    const sentence = `${words(12)}.`;
    for (const passage of passagesOf(Array.from({ length: 20 }, () => sentence).join(" ")))
      assert.match(passage, /\.$/);
  });
  it("divides prose without sentences at spaces", () => {
    for (const passage of passagesOf(words(500))) assert.match(passage, /^word.*word$/);
  });
  it("divides what has no spaces anywhere but inside a character", () => {
    for (const text of ["😀".repeat(1000), `x${"😀".repeat(1000)}`]) {
      const passages = passagesOf(text);
      assert.equal(passages.join(""), text);
      assert.ok(passages.every((passage) => /^x?(?:😀)+$/u.test(passage)));
    }
  });
  it("takes a line of two megabytes", () => {
    const started = performance.now();
    assert.ok(cutPassages("x".repeat(2_000_000)).length > 6000);
    assert.ok(performance.now() - started < 2_000);
  });

  const text = fc.oneof(
    markdownText(),
    anyText(2000),
    fc.string({ unit: fc.constantFrom("a", " ", "\n", ".", "😀", "- ", "|", "é"), maxLength: 3000 }),
  );
  it("covers everything but white space, in order, in short pieces", () => {
    fc.assert(
      fc.property(text, fc.nat(), (each, offset) => {
        const from = each.length === 0 ? 0 : offset % each.length;
        const passages = cutPassages(each, from);
        let at = from;
        for (const { start, end } of passages) {
          assert.equal(each.slice(at, start).trim(), "");
          assert.ok(end > start && end - start <= PASSAGE_CHARACTERS);
          assert.equal(each.slice(start, end), each.slice(start, end).trim());
          at = end;
        }
        assert.equal(each.slice(at).trim(), "");
      }),
      { numRuns: 300 },
    );
  });
  it("never divides a character of a well-formed text", () => {
    fc.assert(
      fc.property(text, (each) => {
        for (const passage of passagesOf(each)) assert.ok(passage.isWellFormed());
      }),
      { numRuns: 300 },
    );
  });
});
