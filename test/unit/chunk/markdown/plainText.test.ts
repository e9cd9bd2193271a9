import assert from "node:assert/strict";
import { plainHeading, slug } from "../../../../server/chunk/markdown/plainText.ts";

const check = (raw: string, expected: string) => assert.equal(plainHeading(raw), expected);

describe("plainHeading", () => {
  for (const [what, raw, expected] of [
    ["keeps words", "Getting  started ", "Getting started"],
    ["opens code spans", "`z.string()` in use", "z.string() in use"],
    ["keeps tags inside code", "`<script>` tag", "<script> tag"],
    ["keeps brackets inside code", "`fn(value[, encoding][, options])`", "fn(value[, encoding][, options])"],
    ["keeps underscores inside code", "`__proto__` copying", "__proto__ copying"],
    ["opens longer code spans", "``a`b``", "a`b"],
    ["keeps optional arguments outside code", "fn(value[, encoding][, options])", "fn(value[, encoding][, options])"],
    [
      "keeps type arguments",
      ".add(list: Array<string | Rule>): Promise<void>",
      ".add(list: Array<string | Rule>): Promise<void>",
    ],
    ["takes tags away", '<a name="x"></a>Usage<br>Notes', "Usage Notes"],
    ["takes components away", "Server Components <Badge text={'beta'} />", "Server Components"],
    ["takes comments away", "API <!-- omit in toc -->", "API"],
    ["opens links", "[The API](https://x.dev/a)", "The API"],
    ["opens links with brackets inside", "[a [b] c](x)", "a [b] c"],
    ["opens reference links", "[The API][api] and [more][]", "The API and more"],
    ["opens the version of a change log", "[2.0.1] - 2020-08-29", "2.0.1 - 2020-08-29"],
    ["leaves other brackets", "[options] of the parser", "[options] of the parser"],
    ["leaves badges out", "zod [![npm](a.svg)](b) ![ci][ci]", "zod"],
    ["takes a picture's text where nothing else is", "![Zod](logo.png)", "Zod"],
    ["takes bold, italics and strikes away", "**bold** _it_ *it* ~~old~~ __b__", "bold it it old b"],
    ["takes italics in brackets away", "setBoundary(String _boundary_)", "setBoundary(String boundary)"],
    ["leaves underscores in names", "snake_case_name", "snake_case_name"],
    ["reads escapes", "\\$( \\[root\\] ) \\<color\\>()", "$( [root] ) <color>()"],
    ["reads entities", "a &amp; b &lt;c&gt; &quot;d&quot;", 'a & b <c> "d"'],
    ["drops a heading's own id", "Usage {#usage}", "Usage"],
    ["drops footnotes", "Usage[^1]", "Usage"],
    ["drops closing signs", "Usage ##", "Usage"],
  ] as const)
    it(what, () => check(raw, expected));

  it("reads hostile headings in no time", () => {
    const started = performance.now();
    for (const part of ["[", "![", "<a", "<!--", "{#", "_a ", "**a", " #", "`", "\\"])
      plainHeading(part.repeat(100_000));
    assert.ok(performance.now() - started < 2_000);
  });
});

describe("slug", () => {
  for (const [title, expected] of [
    ["Getting started", "getting-started"],
    ["z.string().email()", "zstringemail"],
    ["What's new?", "whats-new"],
    ["a & b", "a--b"],
    ["Größe 中文", "größe-中文"],
    ["snake_case", "snake_case"],
  ] as const)
    it(`of ${title}`, () => assert.equal(slug(title), expected));
});
