import assert from "node:assert/strict";
import { exampleFor, examples, withoutCode } from "../../../server/search/example.ts";

const check = (text: string, expected: readonly (readonly [language: string, code: string])[]) =>
  assert.deepEqual(
    examples(text).map(({ language, code }) => [language, code]),
    expected,
  );

describe("examples", () => {
  it("are code blocks in order", () =>
    check("```ts\na\n```\ntext\n~~~\nb\n~~~", [
      ["ts", "a"],
      ["", "b"],
    ]));
  it("are dedented", () => check("- x\n  ```js\n  if (a) {\n    b\n  }\n  ```", [["js", "if (a) {\n  b\n}"]]));
  it("may hold other fences", () => check("````md\n```js\na\n```\n````", [["md", "```js\na\n```"]]));
  it("close by a longer marker", () => check("```\na\n`````", [["", "a"]]));
  it("do not close by a marker with a language", () => check("```\na\n```js\nb\n```", [["", "a\n```js\nb"]]));
  it("drop what follows the language", () => check('```tsx filename="a.tsx" {1,2}\na\n```', [["tsx", "a"]]));
  it("are none without an end", () => check("```js\na", []));
  it("are none in a line of text", () => check("``` a ``` b", []));
  it("are read from hostile text in no time", () => {
    const started = performance.now();
    examples("``````js\n\n".repeat(50_000));
    assert.ok(performance.now() - started < 1_000);
  });
});

describe("exampleFor", () => {
  const text = "```\n```\n```ts\nparse()\n```\n```ts\nsafeParse()\n```";
  it("takes the first with code", () => assert.equal(exampleFor(text)?.code, "parse()"));
  it("prefers one that mentions the name", () => assert.equal(exampleFor(text, "safeParse")?.code, "safeParse()"));
  it("takes the first where none does", () => assert.equal(exampleFor(text, "other")?.code, "parse()"));
  it("has none where there is none", () => assert.equal(exampleFor("text"), undefined));
});

describe("withoutCode", () => {
  it("keeps what is outside", () => assert.equal(withoutCode("a\n```js\nb\n```\nc\n~~~\nd\n~~~"), "a\nc"));
  it("drops a block that nobody closes", () => assert.equal(withoutCode("a\n```js\nb"), "a"));
  it("keeps code spans", () => assert.equal(withoutCode("a `b` c"), "a `b` c"));
});
