import assert from "node:assert/strict";
import { startHere } from "../../../server/app/startHere.ts";
import type { ContentsEntry } from "../../../server/surfaces/engine.ts";

function entry(title: string, rest: Partial<ContentsEntry> = {}): ContentsEntry {
  const file = rest.file ?? "README.md";
  return {
    id: `pkg:npm/zod@4.1.0/${file}#${title}`,
    title,
    headingPath: ["Zod", title],
    kind: "guide",
    package: "zod",
    file,
    line: 1,
    ...rest,
  };
}
const check = (entries: readonly ContentsEntry[], expected: readonly string[]) =>
  assert.deepEqual(
    startHere(entries, "zod").map(({ title }) => title),
    expected,
  );

describe("startHere", () => {
  it("takes what a newcomer reads, README first", () =>
    check(
      [entry("Quick start", { file: "docs/start.md" }), entry("Sponsors"), entry("Installation"), entry("Basic usage")],
      ["Installation", "Basic usage", "Quick start"],
    ));
  it("fills up with the README's upper sections", () =>
    check([entry("Why"), entry("Deep", { headingPath: ["Zod", "Why", "Deep"] }), entry("Usage")], ["Usage", "Why"]));
  it("takes three at the most", () =>
    check(
      ["Usage", "Examples", "Install", "Overview"].map((title) => entry(title)),
      ["Usage", "Examples", "Install"],
    ));
  it("names nothing twice", () => check([entry("Usage"), entry("Usage", { file: "docs/usage.md" })], ["Usage"]));
  it("leaves change logs, types and other packages out", () =>
    check(
      [
        entry("Usage", { kind: "changelog" }),
        entry("Usage", { file: "index.d.ts" }),
        entry("Usage", { package: "@types/zod" }),
      ],
      [],
    ));
  it("has nothing of nothing", () => check([], []));
});
