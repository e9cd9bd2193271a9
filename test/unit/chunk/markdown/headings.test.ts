import assert from "node:assert/strict";
import { kindOf, symbolsInHeading } from "../../../../server/chunk/markdown/headings.ts";
import type { SectionKind } from "../../../../shared/searchResponse.ts";

describe("symbolsInHeading", () => {
  const check = (title: string, expected: readonly string[]) =>
    it(`${title || "nothing"} → ${expected.join(", ") || "none"}`, () =>
      assert.deepEqual(symbolsInHeading(title), expected));
  check("Schema.when(keys, builder): Schema", ["Schema.when"]);
  check(".trailer(key, fn)", ["trailer"]);
  check("useStore", ["useStore"]);
  check("AbortSignal.any", ["AbortSignal.any"]);
  check("Server#close", ["Server.close"]);
  check("new Pool(options)", ["Pool"]);
  check("class ZodError", ["ZodError"]);
  check("parse()", ["parse"]);
  check("readFile<T>(path)", ["readFile"]);
  check("MAX_LENGTH", ["MAX_LENGTH"]);
  check("safeParse, safeParseAsync", ["safeParse", "safeParseAsync"]);
  check("$Infer", ["$Infer"]);
  check("Usage (advanced)", []);
  check("Getting started", []);
  check("Installation", []);
  check("2.0.1", []);
  check("v4.0.0", []);
  check("and, or", []);
  check("", []);
});

describe("kindOf", () => {
  const check = (
    expected: SectionKind,
    {
      path = [],
      file = "README.md",
      kind = "markdown",
    }: { path?: string[]; file?: string; kind?: "markdown" | "changelog" },
  ) =>
    it(`${kind} ${file} ${path.join(" > ")} → ${expected}`, () =>
      assert.equal(kindOf({ package: "p", text: "", file, kind }, path), expected));
  check("guide", { path: ["zod", "Basic usage"] });
  check("changelog", { kind: "changelog", file: "CHANGELOG.md", path: ["1.0.0"] });
  check("example", { path: ["zod", "Examples"] });
  check("example", { path: ["x"], file: "examples/basic/README.md" });
  check("api", { path: ["zod", "z.string()"] });
  check("api", { path: ["zod", "API", "Options"] });
  check("api", { path: ["API Reference", "Options"] });
  check("api", { path: ["x"], file: "docs/api/errors.md" });
  check("api", { path: ["x"], file: "docs/api.md" });
  check("guide", { path: ["x"], file: "docs/apiary.md" });
});
