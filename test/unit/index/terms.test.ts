import assert from "node:assert/strict";
import fc from "fast-check";
import { Tokenizer } from "../../../server/index/terms.ts";
import { anyText } from "../../support/anyText.ts";

const tokenizer = new Tokenizer();
const terms = (text: string) => tokenizer.terms(text);
const check = (text: string, expected: readonly string[]) => assert.deepEqual(terms(text), expected);
/** Terms that both texts have. */
const meet = (a: string, b: string) => terms(a).filter((term) => terms(b).includes(term));

describe("terms of a text", () => {
  describe("identifiers", () => {
    for (const form of [
      "setErrorHandler",
      "SetErrorHandler",
      "set_error_handler",
      "set-error-handler",
      "SET_ERROR_HANDLER",
    ])
      it(`${form} has its parts and the whole`, () => {
        assert.deepEqual(terms(form), terms("setErrorHandler"));
        assert.deepEqual(meet(form, "set error handler"), terms("set error handler"));
        assert.ok(terms(form).includes("seterrorhandler"));
      });
    it("of one word are the word", () => check("email", ["email"]));
    it("with a leading underscore are their word", () => assert.ok(terms("_private").length > 0));
    it("divide at digits", () => check("utf8", ["utf", "8", "utf8"]));
    it("divide acronyms from words", () => check("HTTPServer", ["http", ...terms("Server"), "httpserver"]));
    it("of signs alone are kept", () => check("$ _", ["$", "_"]));
  });

  describe("dotted paths and flags", () => {
    it("keep the path beside its parts", () => {
      assert.ok(terms("AbortSignal.any").includes("abortsignal.any"));
      assert.ok(meet("AbortSignal.any", "any AbortSignal").length >= 3);
    });
    it("keep a dotted option as written", () =>
      assert.ok(terms("compress.drop_console").includes("compress.drop_console")));
    it("keep a flag whole", () => assert.ok(meet("--no-save", "the no-save flag").includes("nosave")));
    it("keep an error code whole", () =>
      assert.ok(terms("ERR_STREAM_PREMATURE_CLOSE").includes("errstreamprematureclose")));
    it("do not make a path of a version", () => assert.ok(!terms("1.2.3").includes("1.2.3")));
    it("end at a full stop", () => check("Call it. Then", [...terms("Call"), ...terms("it"), ...terms("Then")]));
  });

  describe("English", () => {
    for (const [a, b] of [
      ["handler", "handlers"],
      ["validate", "validating"],
      ["validated", "validates"],
      ["query", "queries"],
      ["stop", "stopped"],
      ["class", "classes"],
    ] as const)
      it(`${a} is ${b}`, () => assert.deepEqual(terms(a), terms(b)));
    for (const [a, b] of [
      ["option", "optional"],
      ["string", "strict"],
      ["use", "user"],
    ] as const)
      it(`${a} is not ${b}`, () => assert.notDeepEqual(terms(a), terms(b)));
  });

  describe("other scripts", () => {
    it("lose their accents", () => check("Café", terms("cafe")));
    it("fold wide letters", () => check("ＡＰＩ", ["api"]));
    it("without spaces are pairs", () => check("数据库", ["数据", "据库"]));
    it("of one character are that", () => check("库", ["库"]));
    it("give the words between", () => check("使用API接口", ["使用", "api", "接口"]));
    it("keep Hangul syllables", () => check("한국어", ["한국", "국어"]));
    it("keep other letters whole", () => check("Установка", ["установка"]));
  });

  const word = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), minLength: 2, maxLength: 9 });
  const capital = (each: string) => each.charAt(0).toUpperCase() + each.slice(1);

  it("are the same for every way to write an identifier", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), (words) => {
        const snake = terms(words.join("_"));
        assert.deepEqual(terms(words.join("-")), snake);
        assert.deepEqual(terms(words.map((each, at) => (at === 0 ? each : capital(each))).join("")), snake);
        assert.deepEqual(terms(words.map(capital).join("")), snake);
        assert.deepEqual(terms(words.join("_").toUpperCase()), snake);
        assert.deepEqual(snake.slice(0, -1), terms(words.join(" ")));
      }),
    );
  });

  it("do not depend on the punctuation around", () => {
    const code = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join("."));
    fc.assert(
      fc.property(fc.array(code), fc.constantFrom("(", '"', ", ", "`", "\n", " => ", "<", "; ", "… "), (runs, mark) => {
        assert.deepEqual(terms(mark + runs.join(mark) + mark), terms(runs.join(" ")));
      }),
    );
  });

  it("are lower case, short and never empty, whatever the text", () => {
    fc.assert(
      fc.property(anyText(300), (text) => {
        for (const term of terms(text)) {
          assert.ok(term.length > 0 && term.length <= 200, term);
          assert.ok(!/\s/.test(term) || /\s/.test(text.normalize("NFKD")), term);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("leave out what is longer than any word", () => {
    check("x".repeat(500), []);
    assert.ok(terms(`${"a".repeat(70)}.b`).every((term) => term.length <= 64));
  });

  it("have places for highlighting", () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        let at = 0;
        for (const { start, end, terms: own } of tokenizer.words(text)) {
          assert.ok(start >= at && end > start && end <= text.length);
          assert.ok(own.every((term) => term !== ""));
          at = end;
        }
      }),
    );
    const places = tokenizer.words("call app.setErrorHandler()").map(({ start, end }) => [start, end]);
    assert.deepEqual(places, [
      [0, 4],
      [5, 8],
      [9, 24],
    ]);
  });

  it("stay the same when caches are warm", () => {
    const text = "setErrorHandler AbortSignal.any --no-save";
    assert.deepEqual(terms(text), new Tokenizer().terms(text));
  });
});
