import assert from "node:assert/strict";
import { symbolQueries } from "../../../server/index/symbolQueries.ts";

const check = (query: string, expected: readonly string[]) =>
  it(`${query || "nothing"} → ${expected.join(", ") || "none"}`, () =>
    assert.deepEqual(symbolQueries(query), expected));

describe("symbolQueries", () => {
  check("z.string().email", ["z.string.email"]);
  check("how does z.string().email() work", ["z.string.email"]);
  check("app.get", ["app.get"]);
  check("`useStore`", ["useStore"]);
  check("useStore?", ["useStore"]);
  check("What is AbortSignal.any.", ["AbortSignal.any"]);
  check("parse()", ["parse"]);
  check("call parse( first", ["parse"]);
  check("Server#close", ["Server.close"]);
  check("ZodError and ERR_STREAM_CLOSE", ["ERR_STREAM_CLOSE", "ZodError"]);
  check("email", ["email"]);
  check("validate an email", []);
  check("how do I parse", []);
  check("3.14", []);
  check("", []);
});
