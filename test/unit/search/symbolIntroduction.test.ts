import assert from "node:assert/strict";
import type { GuideCandidate } from "../../../server/search/symbolGuide.ts";
import { introductionOf } from "../../../server/search/symbolIntroduction.ts";
import { candidate } from "../../support/candidates.ts";
import { wanted } from "../../support/wanted.ts";

function section(at: number, headingPath: readonly string[], anchor: string, text: string): GuideCandidate {
  return { section: at, facts: candidate(at, { facts: { headingPath, anchor } }).facts, text, score: 0 };
}

const create = wanted("Acme.create");

describe("introductionOf", () => {
  const path = ["Guide", "Instances"];
  const first = section(1, path, "instances", "Everything about instances of a client.");
  const naming = section(2, path, "instances~2", "Then comes `create` with more words.");
  const using = section(3, path, "instances~3", "```js\nacme.create()\n```");
  const telling = section(4, path, "instances~4", "At last `create` once more.");

  it("leaves a section that begins itself", () => assert.equal(introductionOf(create, first, []), first));
  it("begins a cut section with its first part", () =>
    assert.equal(introductionOf(create, using, [first, naming]), first));
  it("begins with the first part that tells of the name where a later one is about it", () =>
    assert.equal(introductionOf(create, telling, [first, naming, using]), naming));
  it("keeps the only part that tells of the name", () => assert.equal(introductionOf(create, naming, [first]), naming));
  it("does not go to another section", () =>
    assert.equal(introductionOf(create, using, [section(1, ["Guide", "Other"], "other", "Words and words.")]), using));

  const chapter = section(5, ["API", "Creating"], "creating", "You can create clients of your own here.");
  const signature = section(
    6,
    ["API", "Creating", "acme.create([config])"],
    "create",
    "##### acme.create()\n\n```js\na\n```",
  );
  it("introduces a mere signature with its chapter", () =>
    assert.equal(introductionOf(create, signature, [first, chapter]), chapter));
  it("not where the chapter has no words", () =>
    assert.equal(introductionOf(create, signature, [{ ...chapter, text: "## Creating" }]), signature));
  it("not where the section says enough", () => {
    const full = { ...signature, text: "Makes a client that shares nothing with others." };
    assert.equal(introductionOf(create, full, [chapter]), full);
  });
});
