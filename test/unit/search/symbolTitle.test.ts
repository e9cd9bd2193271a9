import assert from "node:assert/strict";
import { symbolsInHeading } from "../../../server/chunk/markdown/headings.ts";
import { titleEvidence } from "../../../server/search/symbolTitle.ts";
import type { WantedSymbol } from "../../../server/search/wantedSymbol.ts";
import { candidate } from "../../support/candidates.ts";
import { wanted } from "../../support/wanted.ts";

const of = (symbol: WantedSymbol, title: string, above: readonly string[] = ["Guide"]) =>
  titleEvidence(
    symbol,
    candidate(1, { facts: { headingPath: [...above, title], symbols: symbolsInHeading(title) } }).facts,
  );

describe("titleEvidence", () => {
  describe("knows a symbol's own heading", () => {
    const reply = wanted("AcmeReply.redirect", { written: "reply.redirect" });
    for (const title of [
      ".redirect(to, [code])",
      "redirect(to: string, code?: number): Reply",
      "reply.redirect(to)",
      "AcmeReply#redirect(to) => void",
      "`redirect` (string | URL):".replaceAll("`", ""),
    ])
      it(title, () => assert.ok(of(reply, title).heading >= 1));
    it("new Pool(url[, options])", () => assert.ok(of(wanted("Pool"), "new Pool(url[, options])").heading >= 1));
    it("Class: Pool", () => assert.ok(of(wanted("Pool"), "Class: Pool").heading > 0.7));
    it("acme.AcmeRequest< Body, Raw>", () =>
      assert.ok(of(wanted("AcmeRequest"), "acme.AcmeRequest< Body, Raw>").heading >= 1));
  });

  it("does not take a sentence about a symbol for its heading", () =>
    assert.ok(of(wanted("AcmeReply.redirect"), "reply.redirect() has a new signature").heading < 0.5));

  it("does not take the result type of a signature for what it documents", () =>
    assert.equal(of(wanted("InferType"), "Schema.cast(value: any): InferType<Schema>").heading, 0));

  it("takes the head of a path for its receiver only", () => {
    const { heading, isOther } = of(wanted("acme"), "acme.transport(options) => Stream");
    assert.equal(heading, 0);
    assert.ok(isOther);
  });

  it("prefers a signature to the same word", () => {
    const get = wanted("get");
    assert.ok(of(get, "get(url)").heading > of(get, "get").heading);
  });

  it("takes the library's name above a document for the library", () =>
    assert.equal(of(wanted("Acme", { isMain: true }), "Acme", []).heading, 0));

  describe("tells owners of one name apart", () => {
    const get = wanted("Acme.get", { written: "client.get", rivals: ["AcmeHeaders"] });
    it("the library's own", () => assert.ok(of(get, "acme.get(url)").heading > 1));
    it("another owner's", () => assert.ok(of(get, "AcmeHeaders#get(name)").heading < 0.5));
    it("an unknown owner's", () => assert.ok(of(wanted("get"), "agent.get(url)").heading < 1));
  });

  describe("sees other symbols", () => {
    const get = wanted("Client.get");
    for (const title of [".persist()", "Event: 'client:get:start'", "acme.otherThing"])
      it(title, () => assert.ok(of(get, title).isOther));
    for (const title of ["Usage (advanced)", "JavaScript", "Getting started", "Client", "acme"])
      it(`not in ${title}`, () => {
        const symbol = { ...get, declares: () => false };
        assert.ok(!of(symbol, title).isOther);
      });
  });

  describe("compares words", () => {
    for (const [path, title] of [
      ["Command.exitOverride", "Override exit and output handling"],
      ["Mock.delay", "Delay the response"],
      ["Mock.reply", "Specifying replies"],
      ["restore", "Restoring"],
    ] as const)
      it(`${path}: ${title}`, () => assert.ok(of(wanted(path), title).topic > 0.1));
    it("more, the fewer others there are", () =>
      assert.ok(
        of(wanted("Command.option"), "Options").topic > of(wanted("Command.option"), "Other kinds of options").topic,
      ));
    it("but no unrelated ones", () => assert.equal(of(wanted("Command.hook"), "Reading input").topic, 0));
    it("but not the library's name", () => assert.equal(of(wanted("acme"), "acme plugins").topic, 0));
  });
});
