import assert from "node:assert/strict";
import { bestGuide, countUses, type GuideCandidate, guideScore } from "../../../server/search/symbolGuide.ts";
import { candidate } from "../../support/candidates.ts";

const EMAIL = { path: "ZodString.email", written: "z.string().email", library: "zod" };

function guide(
  section: number,
  text: string,
  facts: Parameters<typeof candidate>[1] = {},
  score = 0.5,
): GuideCandidate {
  return { candidate: candidate(section, facts), text, score };
}
const PARSE = { path: "parse", written: "parse", library: "zod" };
const best = (candidates: readonly GuideCandidate[], wanted = EMAIL) =>
  bestGuide(wanted, candidates)?.candidate.section;

const USING = guide(1, "Validate: `z.string().email()` and again `z.string().email()`.", {}, 0.8);
const HEADED = guide(2, "## .email()\n\nChecks the form.", {
  facts: { headingPath: ["Strings", ".email()"], symbols: ["email"] },
});
const MENTION = guide(3, "Send us an email if something breaks.", {}, 0.9);

describe("bestGuide", () => {
  it("takes a section whose heading names the symbol", () => assert.equal(best([USING, HEADED]), 2));
  it("takes one that uses it in code", () => assert.equal(best([MENTION, USING]), 1));
  it("takes none that only writes the word", () => assert.equal(best([MENTION]), undefined));
  it("takes none of nothing", () => assert.equal(best([]), undefined));
  for (const [what, facts] of [
    ["a declaration", { types: true }],
    ["a table of contents", { audience: "navigation" as const }],
    ["a change log", { kind: "changelog" as const }],
  ] as const)
    it(`never takes ${what}`, () =>
      assert.equal(best([guide(4, HEADED.text, { facts: { ...HEADED.candidate.facts, ...facts } })]), undefined));
});

describe("guideScore", () => {
  const score = (each: GuideCandidate, wanted = EMAIL) => guideScore(wanted, each);
  const headed = (symbol: string) => guide(1, "text `.email()`", { facts: { symbols: [symbol] } });
  it("is best where the heading names the whole path", () => {
    assert.ok(score(headed("ZodString.email")) > score(headed("email")));
    assert.ok(score(headed("email")) > score(headed("other.email")));
  });
  it("prefers the owner that the code writes", () =>
    assert.ok(score(headed("string.email")) > score(headed("number.email"))));
  it("grows with uses", () => {
    const text = "word ".repeat(100);
    assert.ok(score(guide(1, `${text} \`.email()\` \`.email()\``)) > score(guide(1, `${text} \`.email()\``)));
  });
  it("falls for other readers and migration guides", () => {
    const usual = score(USING);
    assert.ok(score(guide(1, USING.text, { facts: { audience: "agents" } }, 0.8)) < usual);
    assert.ok(score(guide(1, USING.text, { facts: { file: "docs/migration.md" } }, 0.8)) < usual);
  });
  it("counts a heading that writes the name", () => {
    const named = guide(1, "about `parse`", { facts: { headingPath: ["How parse works"] } });
    assert.ok(score(named, PARSE) > score(guide(1, "about `parse`"), PARSE));
  });
});

describe("countUses", () => {
  for (const [text, name, expected] of [
    ["call parse(x)", "parse", 1],
    ["z.parse and `parse`", "parse", 2],
    ["new Pool()", "Pool", 1],
    ["import Pool from 'pg'", "Pool", 1],
    ["import { Pool, Client }", "Client", 1],
    ["<Link href>", "Link", 1],
    ["$store(1)", "$store", 1],
    ["parse the value", "parse", 0],
    ["parsed.parseAsync", "parse", 0],
    ["a|b", "a|b", 0],
  ] as const)
    it(`finds ${expected} of ${name} in ${text}`, () => assert.equal(countUses(text, name), expected));
});
