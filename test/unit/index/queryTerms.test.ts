import assert from "node:assert/strict";
import { queryTerms } from "../../../server/index/queryTerms.ts";
import { Tokenizer } from "../../../server/index/terms.ts";

const tokenizer = new Tokenizer();
const terms = (query: string) => queryTerms(tokenizer, query).map(({ term }) => term);
const weight = (query: string, term: string) => queryTerms(tokenizer, query).find((each) => each.term === term)?.weight;

describe("queryTerms", () => {
  it("leaves words without a subject out", () =>
    assert.deepEqual(terms("how do I parse a date?"), [...tokenizer.terms("parse"), ...tokenizer.terms("date")]));
  it("keeps them where nothing else is", () => assert.deepEqual(terms("how to"), tokenizer.terms("how to")));
  it("keeps them where they look like code", () => assert.ok(terms("app.use").includes("app.use")));
  it("names each term once", () => assert.deepEqual(terms("date date dates"), tokenizer.terms("date")));
  it("has none for punctuation", () => assert.deepEqual(terms("?! …"), []));
  it("has none for nothing", () => assert.deepEqual(terms("  "), []));
  it("weighs an identifier more than its parts", () => {
    const [whole = 0, part = 0] = [weight("setErrorHandler", "seterrorhandler"), weight("setErrorHandler", "error")];
    assert.ok(whole > part && part > 0);
  });
  it("weighs words of a sentence alike", () =>
    assert.equal(weight("error date", "error"), weight("error date", tokenizer.terms("date")[0] ?? "")));
});
