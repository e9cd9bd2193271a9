import assert from "node:assert/strict";
import { classifyFile, isIgnoredFolder, oldCompilerFolder } from "../../../server/sources/classify.ts";

describe("classifyFile", () => {
  const check = (path: string, expected: string | undefined) =>
    it(`${path} → ${expected ?? "no documentation"}`, () => {
      const found = classifyFile(path);
      assert.equal(found && [found.kind, found.audience].filter(Boolean).join(" "), expected);
    });

  describe("prose", () => {
    check("README.md", "markdown");
    check("readme.markdown", "markdown");
    check("Readme", "markdown");
    check("README.txt", undefined);
    check("docs/guide.mdx", "markdown");
    check("dist/docs/01-app/page.md", "markdown");
    check("examples/basic/README.md", "markdown");
    check("docs/testing/test.md", "markdown");
    check("docs/tests/snapshots.md", "markdown");
    check("docs/security.md", "markdown");
    check("docs/templates/overview.md", "markdown");
    check("MIGRATION.md", "markdown");
    check("index.js", undefined);
    check("package.json", undefined);
    check("notes.txt", undefined);
  });

  describe("change logs", () => {
    check("CHANGELOG.md", "changelog");
    check("CHANGELOG-v5.md", "changelog");
    check("docs/changelog.md", "changelog");
    check("docs/changelog/v5.md", "changelog");
    check("History.md", "changelog");
    check("RELEASES.md", "changelog");
    check("CHANGES.md", "changelog");
    check("release-notes.md", "changelog");
    check("docs/api/history.md", "markdown");
    check("docs/release.md", "markdown");
    check("docs/changes.md", "markdown");
  });

  describe("legal texts, templates and people", () => {
    for (const path of [
      "LICENSE.md",
      "license-mit.md",
      "LICENCE.md",
      "UNLICENSE.md",
      "docs/LICENSE.md",
      "THIRD-PARTY-NOTICES.md",
      "ThirdPartyNotices.md",
      "NOTICE.md",
      "CODE_OF_CONDUCT.md",
      "ISSUE_TEMPLATE.md",
      "PULL_REQUEST_TEMPLATE.md",
      "AUTHORS.md",
      ".github/CONTRIBUTING.md",
      ".github/ISSUE_TEMPLATE/bug.md",
      ".changeset/brown-dogs-sing.md",
    ]) {
      check(path, undefined);
    }
  });

  describe("tests, fixtures and nested packages", () => {
    for (const path of [
      "test/README.md",
      "tests/fixtures/a.md",
      "__tests__/a.md",
      "src/__fixtures__/doc.md",
      "docs/__mocks__/doc.md",
      "fixtures/index.d.ts",
      "node_modules/other/README.md",
      "lib/node_modules/other/index.d.ts",
      "src/button.test.d.ts",
      "src/button.stories.d.ts",
    ]) {
      check(path, undefined);
    }
  });

  describe("maintainers' and vendored files", () => {
    check("CONTRIBUTING.md", "markdown internal");
    check("SECURITY.md", "markdown internal");
    check("GOVERNANCE.md", "markdown internal");
    check("dist/compiled/react-is/README.md", "markdown internal");
    check("vendor/lib/README.md", "markdown internal");
    check("dist/compiled/webpack/index.d.ts", "types internal");
    check("test/types.d.ts", "types internal");
  });

  describe("files for agents", () => {
    check("AGENTS.md", "markdown agents");
    check("agents.md", "markdown agents");
    check("CLAUDE.md", "markdown agents");
    check("packages/a/CLAUDE.md", "markdown agents");
    check("GEMINI.md", "markdown agents");
    check("skills/forms/SKILL.md", "markdown agents");
    check("skills/forms/references/fields.md", "markdown agents");
    check(".cursor/rules/style.md", "markdown agents");
    check(".claude/commands/release.md", "markdown agents");
    check("llms.txt", "markdown agents");
    check("llms-full.txt", "markdown agents");
    check("docs/llms.md", "markdown agents");
    check("dist/agent-feedback/protocol.md", "markdown agents");
    check("docs/agents.md", "markdown");
    check("docs/agents/tools.md", "markdown");
    check("docs/llm-providers.md", "markdown");
  });

  describe("translations", () => {
    for (const path of [
      "README_zh.md",
      "README.zh-CN.md",
      "README-zh_CN.md",
      "readme-es.md",
      "README.ja.md",
      "README_JP.md",
      "README.pt_BR.md",
      "README-chinese.md",
      "docs/ja/guide.md",
      "docs/zh-CN/guide.md",
      "i18n/fr/intro.md",
      "website/i18n/de/docs/intro.md",
      "docs/guide.zh-CN.md",
      "docs/guide.ja.md",
      "locales/it/start.md",
      "translations/README.ko.md",
      "docs/api-zh-CN.md",
    ]) {
      check(path, "markdown translation");
    }
    check("CHANGELOG.zh-CN.md", "changelog translation");
    for (const path of [
      "README.en.md",
      "docs/api/is.md",
      "docs/api/it.md",
      "docs/it/assertions.md",
      "docs/guide/i18n.md",
      "docs/i18n/setup.md",
      "i18n/en/intro.md",
      "docs/api-id.md",
      "docs/to.md",
      "docs/no/unused.md",
      "docs/js/api.md",
      "docs/en/guide.md",
      "docs/ts/guide.md",
      "README-api.md",
      "docs/v2/a.md",
    ]) {
      check(path, "markdown");
    }
    check("lib/it.d.ts", "types");
    check("locale/zh-CN.d.ts", "types");
  });

  describe("declarations", () => {
    check("index.d.ts", "types");
    check("dist/index.d.mts", "types");
    check("dist/index.d.cts", "types");
    check("test.d.ts", "types");
    check("ts5.6/index.d.ts", "types internal");
    check("index.ts", undefined);
    check("index.d.ts.map", undefined);
    check(".cache/index.d.ts", undefined);
  });
});

describe("folders", () => {
  it("hidden ones are not looked into", () => assert.equal(isIgnoredFolder(".git"), true));
  it("nor are nested packages", () => assert.equal(isIgnoredFolder("lib/node_modules"), true));
  it("but those for agents are", () => assert.equal(isIgnoredFolder(".cursor"), false));
  it("and all others", () => assert.equal(isIgnoredFolder("docs"), false));
  it("knows copies for older compilers", () => assert.equal(oldCompilerFolder("a/ts4.2/b/c.d.ts"), "a/ts4.2/"));
  it("and what is none", () => assert.equal(oldCompilerFolder("tsx/ts5/c.d.ts"), undefined));
});
