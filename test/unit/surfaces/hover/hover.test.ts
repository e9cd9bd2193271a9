import assert from "node:assert/strict";
import { ContexterError } from "../../../../server/errors.ts";
import type { Engine, LibraryDocs, Resolved, SymbolDocs } from "../../../../server/surfaces/engine.ts";
import { hover } from "../../../../server/surfaces/hover/hover.ts";
import { countSources } from "../../../../server/surfaces/hover/sources.ts";
import type { HoverContent, LibraryStatus } from "../../../../shared/protocol.ts";
import { fakeEngine, library, result } from "../../../support/fakeEngine.ts";

const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 9 } };
const position = { line: 2, character: 5 };
const reference = { library: "zod", version: "4.6.7", paths: ["ZodString.email"], written: "z.string().email" };
const symbol: Resolved = { kind: "symbol", reference, by: "editor", range };
const dependency: Resolved = { kind: "dependency", library: "zod", range };
const signal = new AbortController().signal;

interface Asked {
  readonly resolved?: Resolved;
  readonly docs?: SymbolDocs;
  readonly libraryDocs?: LibraryDocs;
  readonly whenEmpty?: "link" | "nothing";
  readonly uri?: string;
  readonly declared?: string;
  readonly over?: Partial<Engine>;
}

function ask(asked: Asked): Promise<HoverContent | null> {
  const engine = fakeEngine(
    {},
    {
      resolveAt: async () => asked.resolved,
      symbolDocs: async () => asked.docs,
      libraryDocs: async () => asked.libraryDocs,
      ...asked.over,
    },
  );
  const declarations = asked.declared === undefined ? [] : [{ path: asked.declared, line: 1, character: 1 }];
  const params = { uri: asked.uri ?? "file:///w/a.ts", position, declarations };
  return hover(engine, params, { "contexter.hover.whenEmpty": asked.whenEmpty ?? "link" }, signal);
}

const guide = result({
  text: "# Basic usage\n\nChecks that a string is an email.\n\n```ts\nz.string().email();\n```",
  passage: [17, 40],
});
const api = result({
  kind: "api",
  title: "ZodString.email",
  file: "index.d.ts",
  example: undefined,
  text: "Checks {@link Email} addresses.\n@param message what to say\n@deprecated use `z.email()`",
});

describe("hover on a symbol", () => {
  it("shows heading, passage and example", async () => {
    const content = await ask({ resolved: symbol, docs: { name: "zod", version: "4.6.7", guide } });
    assert.equal(
      content?.documentation,
      "**zod 4.6.7** · Basic usage\n\nChecks that a string is an email.\n\n```ts\nz.string().email();\n```",
    );
    assert.deepEqual([content?.start, content?.end], [range.start, range.end]);
  });
  it("links to the section and to its source", async () => {
    const content = await ask({ resolved: symbol, docs: { name: "zod", version: "4.6.7", guide } });
    assert.deepEqual(content?.links, [
      { title: "Open in view", command: "contexter.openInView", arguments: [{ section: guide.id }] },
      {
        title: "Open source",
        command: "contexter.openSource",
        arguments: [{ path: "/w/node_modules/zod/README.md", line: 12, endLine: 30 }],
      },
    ]);
  });
  it("links to the section where its file is not on this disk", async () => {
    const { path: _, ...elsewhere } = guide;
    const content = await ask({ resolved: symbol, docs: { name: "zod", version: "4.6.7", guide: elsewhere } });
    assert.deepEqual(content?.links[1]?.arguments, [{ section: guide.id }]);
  });
  it("escapes and shortens the title", async () => {
    const titled = { ...guide, title: `<b> ${"long ".repeat(40)}` };
    const content = await ask({ resolved: symbol, docs: { name: "zod", version: "4.6.7", guide: titled } });
    const heading = content?.documentation.split("\n")[0] ?? "";
    assert.match(heading, /^\*\*zod 4\.6\.7\*\* · \\<b> long .*…$/);
    assert.ok(heading.length < 110);
  });

  const empty = [
    { title: "zod 4.6.7", command: "contexter.openInView", arguments: [{ library: "zod" }] },
    { title: "search docs", command: "contexter.search", arguments: [{ query: "z.string.email", library: "zod" }] },
    { title: "open README", command: "contexter.openReadme", arguments: [{ library: "zod" }] },
  ];
  it("is one line of links without a passage", async () => {
    const content = await ask({ resolved: symbol, docs: { name: "zod", version: "4.6.7", api } });
    assert.equal(content?.documentation, "");
    assert.deepEqual(content?.links, empty);
  });
  it("is the same line where nothing is indexed", async () => {
    assert.deepEqual((await ask({ resolved: symbol }))?.links, empty);
  });
  it("is the same line where the passage is nothing but a heading", async () => {
    const bare = result({ text: "# Title", passage: [0, 7], example: undefined });
    const content = await ask({ resolved: symbol, docs: { name: "zod", version: "4.6.7", guide: bare } });
    assert.deepEqual(content?.links, empty);
  });
  it("is nothing without a passage where the setting says so", async () => {
    assert.equal(await ask({ resolved: symbol, whenEmpty: "nothing" }), null);
  });
  it("is nothing where nothing stands", async () => {
    assert.equal(await ask({}), null);
  });
  it("stops when it is cancelled", async () => {
    const params = { uri: "file:///w/a.ts", position, declarations: [] };
    const stopped = hover(fakeEngine(), params, { "contexter.hover.whenEmpty": "link" }, AbortSignal.abort());
    await assert.rejects(stopped, { name: "AbortError" });
  });

  const tsdoc = (name: string, uri: string, declared: string | undefined, shown: boolean) =>
    it(name, async () => {
      const docs = { name: "zod", version: "4.6.7", api };
      const content = await ask({ resolved: symbol, docs, uri, ...(declared !== undefined && { declared }) });
      assert.equal(content?.documentation !== "", shown);
    });
  tsdoc("shows TSDoc in JavaScript without types", "file:///w/a.js", "/w/node_modules/zod/index.js", true);
  tsdoc("shows TSDoc in JavaScript that no service knows", "file:///w/a.mjs", undefined, true);
  tsdoc(
    "leaves TSDoc to the service in JavaScript with types",
    "file:///w/a.jsx",
    "/w/node_modules/zod/index.d.ts",
    false,
  );
  tsdoc("leaves TSDoc to the service in TypeScript", "file:///w/a.ts", undefined, false);

  it("renders TSDoc's tags as paragraphs and its links as code", async () => {
    const content = await ask({
      resolved: symbol,
      docs: { name: "zod", version: "4.6.7", api },
      uri: "file:///w/a.js",
    });
    assert.equal(
      content?.documentation,
      "**zod 4.6.7** · ZodString.email\n\nChecks `Email` addresses.\n\n**@param** message what to say\n\n**@deprecated** use `z.email()`",
    );
  });
});

const entryPoints = [1, 2, 3, 4].map((at) => ({
  id: `pkg:npm/zod@4.6.7/README.md#e${at}`,
  title: `Entry ${at}`,
  headingPath: [`Entry ${at}`],
  kind: "guide" as const,
  package: "zod",
  file: "README.md",
  line: at,
}));

describe("hover on a library", () => {
  const status = (over: Partial<LibraryStatus>, expected: string) => async () => {
    const content = await ask({
      resolved: dependency,
      libraryDocs: { status: library(over), entryPoints: [] },
      over: { contents: async () => entryPoints },
    });
    assert.equal(content?.documentation, expected);
  };
  const what = "TypeScript-first schema validation";
  const nothing = { sections: 0, description: "" };
  const problem = { code: "workspace/not-installed" as const, message: "zod is missing.", remedy: "Install it." };

  it(
    "says what it is, its version, what is indexed",
    status({}, `**zod 4.6.7**\n\n${what}\n\n312 sections indexed from README.`),
  );
  it(
    "names the wanted range if it differs",
    status({ ...nothing, wanted: "^4.1.0" }, "**zod 4.6.7** · wanted `^4.1.0`\n\n0 sections indexed."),
  );
  it(
    "does not repeat a range of the same version",
    status({ ...nothing, wanted: "^4.6.7" }, "**zod 4.6.7**\n\n0 sections indexed."),
  );
  it("says that it is being indexed", status({ ...nothing, state: "indexing" }, "**zod 4.6.7**\n\nIndexing now."));
  it("says that it waits", status({ ...nothing, state: "queued" }, "**zod 4.6.7**\n\nWaiting to be indexed."));
  it(
    "says that another version is indexed",
    status(
      { state: "outdated", installedVersion: "4.7.0", sections: 1, description: "" },
      "**zod 4.7.0**\n\n1 section indexed from README. Indexed version: `4.6.7`; the installed one is indexed next.",
    ),
  );
  it(
    "says what to do if it is not installed",
    status(
      { ...nothing, state: "missing", problems: [problem] },
      "**zod 4.6.7**\n\nNot installed.\n\nzod is missing. Install it.",
    ),
  );
  it(
    "says why it failed",
    status(
      { ...nothing, state: "failed", problems: [problem] },
      "**zod 4.6.7**\n\nIndexing failed.\n\nzod is missing. Install it.",
    ),
  );
  it("says that a local package is not indexed", async () => {
    const content = await ask({
      resolved: dependency,
      libraryDocs: { status: library({ ...nothing, state: "local" }), entryPoints: [] },
    });
    assert.match(content?.documentation ?? "", /local package/);
  });
  it(
    "says that a package has no documentation",
    status({ ...nothing, state: "empty" }, "**zod 4.6.7**\n\nNothing to index: the package ships no documentation."),
  );
  it(
    "says that a kind is not supported",
    status({ ...nothing, state: "unsupported" }, "**zod 4.6.7**\n\nThis kind of dependency cannot be indexed yet."),
  );
  it("shortens and escapes the description", async () => {
    const description = `<img src=x> ${"word ".repeat(200)}`;
    const content = await ask({
      resolved: dependency,
      libraryDocs: { status: library({ description }), entryPoints: [] },
    });
    assert.match(content?.documentation ?? "", /\n\\<img src=x> word/);
    assert.ok((content?.documentation.length ?? 0) < 450);
  });
  it("offers three places to start, then search and README", async () => {
    const content = await ask({ resolved: dependency, libraryDocs: { status: library(), entryPoints } });
    assert.match(content?.documentation ?? "", /Start here:$/);
    assert.deepEqual(
      content?.links.map(({ title }) => title),
      ["Entry 1", "Entry 2", "Entry 3", "search docs", "open README"],
    );
  });
  it("is nothing for a library that no workspace names", async () => {
    assert.equal(await ask({ resolved: { kind: "import", library: "x", specifier: "x", range } }), null);
  });
  it("does without the sources if the index is gone by then", async () => {
    const over = { contents: () => Promise.reject(new ContexterError("store/library-unknown", "gone")) };
    const content = await ask({ resolved: dependency, libraryDocs: { status: library(), entryPoints: [] }, over });
    assert.match(content?.documentation ?? "", /312 sections indexed\.$/);
  });
  it("does not hide a bug", async () => {
    const over = { contents: () => Promise.reject(new TypeError("bug")) };
    await assert.rejects(
      ask({ resolved: dependency, libraryDocs: { status: library(), entryPoints: [] }, over }),
      TypeError,
    );
  });
});

describe("sources of a library's sections", () => {
  it("counts README, docs, types and change log", () => {
    const files = ["README.md", "docs/README.md", "docs/a.mdx", "index.d.ts", "x.d.mts", "lib/y.d.cts"];
    const entries = files.map((file) => ({ file, kind: "guide" as const }));
    const counts = countSources([...entries, { file: "CHANGELOG.md", kind: "changelog" }]);
    assert.deepEqual(counts, [
      { source: "README", sections: 1 },
      { source: "docs", sections: 2 },
      { source: "types", sections: 3 },
      { source: "change log", sections: 1 },
    ]);
  });
});
