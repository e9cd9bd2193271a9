import assert from "node:assert/strict";
import fc from "fast-check";
import { cutToTokens } from "../../../server/search/tokens.ts";
import { estimateTokens } from "../../../shared/tokens.ts";
import { anyText } from "../../support/anyText.ts";
import { markdownText } from "../../support/markdownText.ts";

describe("estimateTokens", () => {
  it("is more than a token for four characters of prose", () => {
    const prose = "Parse checks a value against the schema and returns it.";
    assert.ok(estimateTokens(prose) >= prose.length / 4);
  });
  it("is more than a token for a word and for a sign of code", () => {
    const code = "const schema = z.object({ name: z.string().min(1), tags: z.array(z.string()) });";
    assert.ok(estimateTokens(code) >= (code.match(/\w+|[^\w\s]+/g)?.length ?? 0));
  });
  it("is more than a token a character of Chinese", () => assert.ok(estimateTokens("数据库查询") >= 5));
  it("is 0 for nothing", () => assert.equal(estimateTokens(""), 0));
  it("never falls as a text grows", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "数", "😀", "\n"), maxLength: 50 });
    fc.assert(
      fc.property(text, text, (start, more) => {
        assert.ok(estimateTokens(start + more) >= estimateTokens(start));
      }),
    );
  });
});

describe("cutToTokens", () => {
  it("leaves alone what fits", () => assert.deepEqual(cutToTokens("short", 50), { text: "short", truncated: false }));
  it("cuts at a paragraph", () => {
    const [first, second] = ["alpha ".repeat(30).trim(), "beta ".repeat(30).trim()];
    assert.deepEqual(cutToTokens(`${first}\n\n${second}`, 90), { text: first, truncated: true });
  });
  it("cuts at a word", () => assert.match(cutToTokens("word ".repeat(100), 50).text, /^(?:word )*word$/));
  it("closes a fence", () => {
    const { text } = cutToTokens(`\`\`\`js\n${"call();\n".repeat(100)}\`\`\``, 60);
    assert.match(text, /call\(\);\n```$/);
  });
  it("closes a fence as it was opened", () => {
    assert.match(cutToTokens(`~~~js\n${"call();\n".repeat(100)}~~~`, 60).text, /\n~~~$/);
    assert.match(cutToTokens(`\`\`\`\`md\n\`\`\`js\n${"call();\n".repeat(100)}`, 60).text, /\n````$/);
  });
  it("does not close a fence that is closed", () =>
    assert.doesNotMatch(cutToTokens(`\`\`\`\na\n\`\`\`\n${"word ".repeat(100)}`, 60).text, /```$/));
  it("has nothing left of no budget", () => assert.equal(cutToTokens("word ".repeat(10), 0).text, ""));

  it("never exceeds the budget, and keeps a beginning", () => {
    const text = fc.oneof(markdownText(), anyText(2000), fc.string({ unit: fc.constantFrom("数", "😀", "a", " ") }));
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 400 }), (whole, budget) => {
        const { text: cut, truncated } = cutToTokens(whole, budget);
        assert.ok(estimateTokens(cut) <= budget);
        assert.equal(truncated, cut !== whole);
        const lines = cut.split("\n");
        const body = whole.startsWith(cut) ? cut : lines.slice(0, -1).join("\n");
        assert.ok(whole.startsWith(body));
        if (whole.isWellFormed()) assert.ok(cut.isWellFormed());
      }),
      { numRuns: 300 },
    );
  });
});
