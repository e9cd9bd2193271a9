import assert from "node:assert/strict";
import * as fc from "fast-check";
import { LineIndex } from "../../../../server/workspace/symbols/position.ts";
import { chainBefore, openCallBefore, type TextLink } from "../../../../server/workspace/symbols/textChain.ts";
import { wordAt } from "../../../../server/workspace/symbols/word.ts";

const shown = (links: readonly TextLink[] | undefined) =>
  links?.map((link) => `${link.constructed ? "new " : ""}${link.name}${link.called ? "()" : ""}`).join(".");

describe("chainBefore", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["z.string", "z.string"],
    ["z.string().email", "z.string().email"],
    ["z . string ( { a: [1] } ) \n .email", "z.string().email"],
    ["a?.b!.c", "a.b.c"],
    ["f('x)', \"(\", `)`).g", "f().g"],
    ["create<State>()(x).get", "create().get"],
    ["new Hono<Env>().get", "new Hono().get"],
    ["f({ a: 1 } .b", undefined],
    ["'text'.length", undefined],
    [").a", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of cases)
    it(`${JSON.stringify(text)} → ${expected}`, () => assert.equal(shown(chainBefore(text, text.length)), expected));
});

describe("openCallBefore", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["app.get('/', async ", "app.get"],
    ["app.get<T>({ a: (b) }, [1], ", "app.get"],
    ["app.get('/', { handler: ", undefined],
    ["x; ", undefined],
    ["", undefined],
    ["a) ", undefined],
  ];
  for (const [text, expected] of cases)
    it(`${JSON.stringify(text)} → ${expected}`, () => assert.equal(shown(openCallBefore(text, text.length)), expected));

  it("ends for any text", () => {
    const letters = fc.constantFrom(..."ab.()[]{}<>'`\"=;! \n");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 60 }), (text) => {
        openCallBefore(text.join(""), text.length);
        chainBefore(text.join(""), text.length);
      }),
    );
  });
});

describe("wordAt", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["z.str‸ing()", "string"],
    ["‸z.string()", "z"],
    ["z.string‸()", "string"],
    ["first\nsec‸ond", "second"],
    [`from "@scope/na‸me"`, "@scope/name"],
    ["this.#pri‸vate", "#private"],
    ["$value‸", "$value"],
    ["größ‸e", "größe"],
    ["a +‸ b", undefined],
    ["12‸3", undefined],
    ["‸", undefined],
  ];
  for (const [marked, expected] of cases)
    it(`${JSON.stringify(marked)} → ${expected}`, () => {
      const text = marked.replace("‸", "");
      assert.equal(wordAt(text, new LineIndex(text).position(marked.indexOf("‸")))?.text, expected);
    });
});

describe("LineIndex", () => {
  it("finds every offset again, whatever ends the lines", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r"), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const lines = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++)
          if (!(text[offset - 1] === "\r" && text[offset] === "\n"))
            assert.equal(lines.offset(lines.position(offset)), offset);
      }),
    );
  });

  it("keeps positions behind the end inside the text", () => {
    const lines = new LineIndex("ab\nc");
    assert.equal(lines.offset({ line: 0, character: 9 }), 2);
    assert.equal(lines.offset({ line: 9, character: 0 }), 4);
  });
});
