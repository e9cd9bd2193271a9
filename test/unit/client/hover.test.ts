import assert from "node:assert/strict";
import { composeHover } from "../../../client/hover/compose.ts";
import { withinDeadline } from "../../../client/hover/deadline.ts";
import { hoverWanted, isImportSpecifier } from "../../../client/hover/gate.ts";
import { escapeMarkdown, withoutImages } from "../../../client/markdown.ts";
import type { HoverContent } from "../../../shared/protocol.ts";

const at = { line: 0, character: 0 };
const content = (over: Partial<HoverContent>): HoverContent => ({
  documentation: "",
  links: [],
  start: at,
  end: at,
  ...over,
});

describe("composeHover", () => {
  it("makes command links with JSON arguments", () => {
    const { links } = composeHover(
      content({
        links: [{ title: "Open in view", command: "contexter.openInView", arguments: [{ section: "pkg:npm/a@1/x" }] }],
      }),
    );
    assert.equal(
      links,
      `[Open in view](command:contexter.openInView?${encodeURIComponent('[{"section":"pkg:npm/a@1/x"}]')})`,
    );
  });
  it("cannot be made to link elsewhere by a title", () => {
    const title = "a](command:evil) [b";
    const { links } = composeHover(content({ links: [{ title, command: "contexter.search", arguments: [] }] }));
    assert.doesNotMatch(links, /[^\\]\]\(command:evil/);
  });
  it("does not link a command that is not listed", () => {
    const foreign = JSON.parse('{"title":"x","command":"workbench.action.quit","arguments":[]}');
    assert.equal(composeHover(content({ links: [foreign] })).links, "x");
  });
  it("separates links by dots", () => {
    const one = { title: "a", command: "contexter.search", arguments: [] } as const;
    assert.match(composeHover(content({ links: [one, one] })).links, /\) · \[/);
  });
  it("loads no images", () => {
    assert.equal(
      composeHover(content({ documentation: "![x](https://x.test/a.png)" })).documentation,
      "! [x](https://x.test/a.png)",
    );
  });
});

describe("markdown as text", () => {
  it("escapes what Markdown reads", () =>
    assert.equal(escapeMarkdown("[a](b) *c* `d` <e>"), "\\[a\\]\\(b\\) \\*c\\* \\`d\\` \\<e\\>"));
  it("escapes icons", () => assert.equal(escapeMarkdown("$(bug)"), "\\$\\(bug\\)"));
  it("keeps one line", () => assert.equal(escapeMarkdown("a\n b"), "a b"));
  it("leaves text without images as it is", () => assert.equal(withoutImages("a ! [b]"), "a ! [b]"));
});

describe("isImportSpecifier", () => {
  const check = (line: string, expected: boolean) =>
    it(line, () => assert.equal(isImportSpecifier(line.replace("|", ""), line.indexOf("|")), expected));
  check('import { z } from "zo|d";', true);
  check('import { z| } from "zod";', false);
  check("import 'reflect-|metadata'", true);
  check('const a = require("fast|ify");', true);
  check('await import("zo|d")', true);
  check('export * from "zod|";', true);
  check('const from = "zo|d";', false);
  check('import { a } from "zo|', true);
});

describe("hoverWanted", () => {
  const on = { enabled: true, imports: true, dependencies: true };
  const place = { path: "/w/a.ts", lineText: 'import { z } from "zod";', character: 9 };
  it("asks for a symbol", () => assert.equal(hoverWanted(on, place), true));
  it("is switched off per language", () => assert.equal(hoverWanted({ ...on, enabled: false }, place), false));
  it("is switched off for imports alone", () => {
    assert.equal(hoverWanted({ ...on, imports: false }, { ...place, character: 20 }), false);
    assert.equal(hoverWanted({ ...on, imports: false }, place), true);
  });
  it("has a switch of its own in package.json", () => {
    const manifest = { ...place, path: "/w/package.json" };
    assert.equal(hoverWanted({ ...on, dependencies: false }, manifest), false);
    assert.equal(hoverWanted({ ...on, enabled: false }, manifest), true);
  });
});

describe("withinDeadline", () => {
  it("gives the value that is there in time", async () =>
    assert.equal(await withinDeadline(Promise.resolve(1), 1000, 0), 1));
  it("gives the fallback when it is late", async () =>
    assert.equal(await withinDeadline(new Promise<number>(() => undefined), 1, 0), 0));
  it("gives the fallback for a failure", async () =>
    assert.equal(await withinDeadline(Promise.reject(new Error("x")), 1000, 0), 0));
});
