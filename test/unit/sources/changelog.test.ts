import assert from "node:assert/strict";
import fc from "fast-check";
import { cutChangelog } from "../../../server/sources/changelog.ts";

describe("cutChangelog", () => {
  const check = (name: string, text: string, versions: number, expected: string) =>
    it(name, () => assert.equal(cutChangelog(text, versions), expected));

  check(
    "keeps the latest versions",
    "# Log\n\n## 3.0.0\na\n## 2.0.0\nb\n## 1.0.0\nc\n",
    2,
    "# Log\n\n## 3.0.0\na\n## 2.0.0\nb\n",
  );
  check("keeps a short log whole", "## 2.0.0\na\n## 1.0.0\nb\n", 5, "## 2.0.0\na\n## 1.0.0\nb\n");
  check("leaves out everything for none", "## 1.0.0\na\n", 0, "");
  check("keeps a log without versions", "# News\n\nmore\n", 1, "# News\n\nmore\n");
  check(
    "reads underlined headings",
    "2.0.0 / 2024\n====\na\n\n1.0.0 / 2023\n====\nb\n",
    1,
    "2.0.0 / 2024\n====\na\n\n",
  );
  check(
    "reads links and dates",
    "## [2.0.0](http://x) (2024-01-01)\na\n## [1.0.0]\nb\n",
    1,
    "## [2.0.0](http://x) (2024-01-01)\na\n",
  );
  check("reads a v and a package name", "## zod@2.0.0\na\n## v1.0.0\nb\n", 1, "## zod@2.0.0\na\n");
  check(
    "reads a scoped package name",
    "## @scope/pkg@2.0.0\na\n## @scope/pkg@1.0.0\nb\n",
    1,
    "## @scope/pkg@2.0.0\na\n",
  );
  check("reads names before versions", "## Version 2.0\na\n## React 1.5.0\nb\n", 1, "## Version 2.0\na\n");
  check(
    "counts minor versions above patches",
    "# 2.0.0\na\n## 1.0.1\nb\n# 1.0.0\nc\n## 0.9.9\nd\n",
    2,
    "# 2.0.0\na\n## 1.0.1\nb\n",
  );
  check(
    "does not count parts of a version",
    "## 2.0.0\n### 1.9 users\na\n## 1.0.0\nb\n## 0.9.0\nc\n",
    2,
    "## 2.0.0\n### 1.9 users\na\n## 1.0.0\nb\n",
  );
  check(
    "does not count headings in code",
    "## 2.0.0\n```\n## 1.5.0\n```\n## 1.0.0\nb\n",
    1,
    "## 2.0.0\n```\n## 1.5.0\n```\n",
  );
  check(
    "does not count what is unreleased",
    "## Unreleased\nx\n## 1.0.0\na\n## 0.9.0\nb\n",
    1,
    "## Unreleased\nx\n## 1.0.0\na\n",
  );
  check(
    "blanks the beginning of a log that grows downwards",
    "# Log\n## 1.0.0\na\n## 2.0.0\nb",
    1,
    "\n\n\n## 2.0.0\nb",
  );

  it("keeps every kept line where it was", () => {
    const version = fc.tuple(fc.nat(9), fc.nat(20), fc.nat(20)).map((parts) => `## ${parts.join(".")}`);
    const line = fc.oneof(version, fc.constantFrom("", "text", "### Fixes", "- 1.2.3 is gone"));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (lines, versions) => {
        const kept = cutChangelog(lines.join("\n"), versions).split("\n");
        for (const [at, own] of kept.entries()) assert.ok(own === "" || own === lines[at]);
      }),
    );
  });
});
