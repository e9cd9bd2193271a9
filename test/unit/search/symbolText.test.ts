import assert from "node:assert/strict";
import { NameInText, proseOf } from "../../../server/search/symbolText.ts";

const named = (name: string, isMain = false) => new NameInText({ name, isMain });

describe("proseOf", () => {
  it("leaves code, headings and tags out", () =>
    assert.equal(proseOf("# Title\n<a id=x></a>\n\nWords.\n\n```js\ncode()\n```"), "Words."));
});

describe("NameInText", () => {
  describe("counts uses", () => {
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
      ["npm install @types/send(x)", "send", 0],
      ["console.log(1); log.log(2)", "log", 1],
      ["process.env.PORT; new Option().env('PORT')", "env", 1],
    ] as const)
      it(`${expected} of ${name} in ${text}`, () => assert.equal(named(name).in(text).uses, expected));
    for (const [text, expected] of [
      ["acme.start()", 0],
      ["`acme-plugin` and `acme.start`", 0],
      ["acme({ port: 1 })", 1],
      ["const app = require('acme')({})", 1],
      ["import Acme from 'acme'", 1],
    ] as const)
      it(`${expected} of the main export in ${text}`, () => assert.equal(named("acme", true).in(text).uses, expected));
  });

  describe("finds definitions", () => {
    for (const text of [
      "- `port`: where it listens",
      "* port (number)",
      "| `port` | number |",
      "1. **`options.port`** says where",
      "Shorthands:\n\n`server.port(number)`\n\n`server.host(name)`",
      "### Aliases\n\n##### server.port(number)",
    ])
      it(text.replaceAll("\n", " "), () => assert.ok(named("port").in(text).defines));
    for (const text of [
      "- support is there",
      "Set the `port` first.",
      "```js\n- port\n```",
      "- the `port` of it",
      "port(x)",
    ])
      it(`but none in ${text.replaceAll("\n", " ")}`, () => assert.ok(!named("port").in(text).defines));
  });

  describe("finds mentions", () => {
    for (const [text, expected] of [
      ["Use `app.listen(port)` to begin.", 4],
      ["# listen\n\n`listen` begins.", 0],
      ["Then listen.", -1],
      ["```js\n`listen`\n```", -1],
      ["`node-listen` is another package", -1],
    ] as const)
      it(`at ${expected} in ${text.replaceAll("\n", " ")}`, () =>
        assert.equal(named("listen").in(text).mention, expected));
    it("not where the main export is only a receiver", () =>
      assert.equal(named("acme", true).in("Call `acme.start`.").mention, -1));
  });
});
