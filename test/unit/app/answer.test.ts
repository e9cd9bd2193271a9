import assert from "node:assert/strict";
import { join } from "node:path";
import { Answers } from "../../../server/app/answer.ts";
import type { Hit } from "../../../server/search/search.ts";
import { SearchResult } from "../../../shared/searchResponse.ts";
import { candidate, facts } from "../../support/candidates.ts";
import { generation, packageInfo } from "../../support/generations.ts";

const ZOD = generation(1, "zod@4.1.0", [packageInfo("@types/zod", { version: "3.0.0" })]);
const answers = new Answers((name, version) =>
  version === "9.9.9" ? undefined : join("/modules", `${name}@${version}`),
);

function hit(rest: Partial<Hit> = {}): Hit {
  return {
    candidate: candidate(1),
    score: 0.123456,
    text: "Call parse.",
    truncated: false,
    passage: { start: 0, end: 11 },
    snippets: [{ text: "Call parse.", marks: [[5, 10]] }],
    example: { language: "ts", code: "parse()" },
    twins: [candidate(2, { facts: { file: "docs/a.md", line: 7 } })],
    ...rest,
  };
}

describe("the public form of a section", () => {
  it("is what the schema says", () => {
    for (const explain of [false, true]) SearchResult.parse(answers.ofHit(hit(), ZOD, explain));
    SearchResult.parse(answers.ofSection(facts(), "text", ZOD));
  });

  it("of a hit tells score, place, marks and other places", () => {
    assert.deepEqual(answers.ofHit(hit(), ZOD, false), {
      id: "pkg:npm/zod@4.1.0/README.md#usage",
      library: "pkg:npm/zod",
      name: "zod",
      version: "4.1.0",
      package: "zod",
      kind: "guide",
      title: "Usage",
      headingPath: ["Zod", "Usage"],
      file: "README.md",
      path: join("/modules", "zod@4.1.0", "README.md"),
      line: 10,
      endLine: 20,
      symbols: [],
      score: 0.1235,
      text: "Call parse.",
      truncated: false,
      passage: [0, 11],
      snippets: [{ text: "Call parse.", marks: [[5, 10]] }],
      example: { language: "ts", code: "parse()" },
      source: { kind: "package", trust: 10, digest: "0123456789abcdef", indexedAt: "2026-01-02T03:04:05.000Z" },
      alsoIn: [{ package: "zod", file: "docs/a.md", line: 7 }],
    });
  });

  it("never has a score above 1", () => assert.equal(answers.ofHit(hit({ score: 1.003 }), ZOD, false).score, 1));
  it("explains itself when asked", () => {
    const { signals = {} } = answers.ofHit(hit(), ZOD, true);
    assert.equal(signals.bm25, 5);
    assert.equal(signals.cosine, 0.5);
    assert.ok(Object.keys(signals).length > 4);
  });
  it("trusts files for agents little", () =>
    assert.equal(answers.ofSection(facts({ audience: "agents" }), "", ZOD).source.trust, 2));
  it("of another package keeps its own name and folder", () => {
    const result = answers.ofSection(facts({ package: "@types/zod", file: "index.d.ts" }), "", ZOD);
    assert.equal(result.id, "pkg:npm/zod@4.1.0/@types/zod:index.d.ts#usage");
    assert.equal(result.path, join("/modules", "@types/zod@3.0.0", "index.d.ts"));
    assert.equal(result.version, "4.1.0");
  });
  it("has no path where the package is not installed", () =>
    assert.equal(answers.ofSection(facts(), "", generation(2, "zod@9.9.9")).path, undefined));
  it("is titled by its file where no heading is", () =>
    assert.equal(answers.ofSection(facts({ headingPath: [] }), "", ZOD).title, "README.md"));
  it("of a symbol shows the example that uses it", () => {
    const text = "```ts\nother()\n```\n```ts\nz.email()\n```";
    assert.equal(answers.ofSection(facts({ symbols: ["ZodString.email"] }), text, ZOD).example?.code, "z.email()");
  });
});
