import assert from "node:assert/strict";
import { indexSummaryText } from "../../../client/commands/indexSummary.ts";
import { installCommand } from "../../../client/libraries/installCommand.ts";
import {
  detailNodes,
  formatBytes,
  formatTime,
  libraryNode,
  libraryTooltip,
  plural,
  treeNodes,
} from "../../../client/libraries/treeModel.ts";
import { workspaceState } from "../../../client/libraries/workspaceState.ts";
import { answerRows, emptyRows, failureRows, resultRow } from "../../../client/palette/rows.ts";
import { searchPage } from "../../../client/searchView/html.ts";
import { FromView, ToView } from "../../../client/searchView/messages.ts";
import { ResultCache } from "../../../client/searchView/resultCache.ts";
import { exampleQueries, searchRequestOf, viewContext } from "../../../client/searchView/viewContext.ts";
import { coverage, statusText } from "../../../client/status/statusText.ts";
import {
  LibraryArguments,
  OpenInViewArguments,
  OpenSourceArguments,
  SearchArguments,
} from "../../../shared/commandArguments.ts";
import { library, response, result } from "./samples.ts";

const problem = { code: "workspace/not-installed", message: "yup is not installed.", remedy: "Install it." } as const;
const missing = library({
  library: "pkg:npm/yup",
  name: "yup",
  state: "missing",
  sections: 0,
  packages: [],
  problems: [problem],
});

describe("libraries view", () => {
  it("groups by urgency, then by kind of dependency", () => {
    const nodes = treeNodes([library(), library({ name: "vitest", group: "dev" }), missing]);
    const labels = nodes.map((node) => (node.type === "group" ? node.label : node.name));
    assert.deepEqual(labels, ["Needs attention", "Dependencies", "Development"]);
  });
  it("sorts by name and saves a level where there is one group", () => {
    const nodes = treeNodes([library({ name: "b" }), library({ name: "a" })]);
    assert.deepEqual(
      nodes.map((node) => (node.type === "library" ? node.name : "")),
      ["a", "b"],
    );
  });
  it("shows version and sections", () => assert.equal(libraryNode(library()).description, "4.6.7 · 312 sections"));
  it("shows the wanted range of what is not installed", () => {
    const { version: _, ...rest } = missing;
    assert.equal(libraryNode({ ...rest, wanted: "^1.4.0" }).description, "^1.4.0 · not installed");
  });
  it("says for menus what can be done", () => {
    assert.equal(libraryNode(library()).context, "library.indexed.readme.searchable");
    assert.equal(libraryNode(missing).context, "library.missing");
  });
  it("puts problems first, with the action for those that have one", () => {
    const [first] = detailNodes(missing);
    assert.equal(first?.label, "yup is not installed.");
    assert.equal(first?.description, "Install it.");
    assert.equal(first?.context, "problem.install");
  });
  it("tells what is indexed", () => {
    const labels = detailNodes(library({ installedVersion: "4.7.0", wanted: "^4" })).map(({ label }) => label);
    assert.deepEqual(labels, ["Installed: 4.7.0", "Wanted: ^4", "zod", "312 sections", "1.1 MiB", "Indexed"]);
  });
  it("shows a failed library's problem as an error", () => {
    const failed = library({ state: "failed", problems: [{ ...problem, code: "index/worker-died" }] });
    assert.equal(detailNodes(failed)[0]?.icon.id, "error");
    assert.equal(detailNodes(failed)[0]?.context, "problem");
  });
  it("explains problems in the tooltip, names escaped", () => {
    const tooltip = libraryTooltip(libraryNode({ ...missing, name: "a_b" }));
    assert.match(tooltip, /a\\_b/);
    assert.match(tooltip, /Install it/);
  });
  const bytes: readonly (readonly [number, string])[] = [
    [12, "12 B"],
    [2048, "2 KiB"],
    [3_500_000, "3.3 MiB"],
  ];
  for (const [size, text] of bytes) it(text, () => assert.equal(formatBytes(size), text));
  it("keeps a time that it cannot read", () => assert.equal(formatTime("soon"), "soon"));
  it("counts", () =>
    assert.deepEqual([plural(1, "a"), plural(1200, "a"), plural(2, "is", "are")], ["1 a", "1,200 as", "2 are"]));
});

describe("workspaceState", () => {
  const ready = { state: "ready", message: "" } as const;
  const check = (expected: string, ...input: Parameters<typeof workspaceState>) =>
    it(expected, () => assert.equal(workspaceState(...input), expected));
  check("no-folder", 0, ready, []);
  check("no-dependencies", 1, ready, []);
  check("nothing-indexed", 1, ready, [missing]);
  check("ready", 1, ready, [library()]);
  check("starting", 1, { state: "starting", message: "" }, []);
  check("problem", 1, { state: "problem", message: "" }, []);
});

describe("installCommand", () => {
  const check = (names: string[], expected: string) =>
    it(expected, () => assert.equal(installCommand(names), expected));
  check(["pnpm-lock.yaml", "package-lock.json"], "pnpm install");
  check(["yarn.lock"], "yarn install");
  check(["bun.lock"], "bun install");
  check(["package-lock.json"], "npm ci");
  check([], "npm install");
});

describe("status bar", () => {
  it("says when it is ready", () => {
    const shown = statusText({ state: "ready", message: "Ready" }, [library(), missing]);
    assert.equal(shown.text, "$(book) Contexter");
    assert.equal(shown.label, "Contexter: ready");
    assert.match(shown.tooltip, /1 of 2 libraries indexed, 312 sections/);
  });
  it("counts while it indexes", () => {
    const shown = statusText({ state: "indexing", message: "Indexing", done: 12, total: 40 }, []);
    assert.equal(shown.text, "$(sync~spin) Contexter 12/40");
    assert.equal(shown.label, "Contexter: indexing 12/40");
  });
  it("indexes without counts", () =>
    assert.equal(statusText({ state: "indexing", message: "" }, []).text, "$(sync~spin) Contexter"));
  it("starts", () =>
    assert.equal(statusText({ state: "starting", message: "" }, []).text, "$(sync~spin) Contexter: starting"));
  it("offers a restart when there is a problem", () => {
    const shown = statusText({ state: "problem", message: "It ended." }, []);
    assert.equal(shown.isProblem, true);
    assert.match(shown.tooltip, /command:contexter\.restartServer/);
  });
  it("lets no message make a link", () => {
    const { tooltip } = statusText({ state: "problem", message: "[x](command:evil)" }, []);
    assert.doesNotMatch(tooltip, /[^\\]\]\(command:evil/);
  });
  it("says nothing of coverage while nothing is known", () => assert.equal(coverage([]), ""));
});

describe("indexSummaryText", () => {
  const none = {
    total: 0,
    built: 0,
    upToDate: 0,
    empty: 0,
    failed: 0,
    skipped: 0,
    removed: 0,
    durationMs: 1,
    cancelled: false,
    problems: [],
  };
  const check = (over: Partial<typeof none>, expected: string) =>
    it(expected, () => assert.equal(indexSummaryText({ ...none, ...over }), expected));
  check({}, "nothing to index");
  check({ upToDate: 40 }, "everything is up to date");
  check({ built: 3, upToDate: 37 }, "3 indexed, 37 up to date");
  check({ built: 1, failed: 1, removed: 2, cancelled: true }, "1 indexed, 1 failed, 2 removed, cancelled");
});

describe("palette", () => {
  it("shows title, library, place and snippet", () => {
    const row = resultRow(result());
    assert.equal(row.label, "$(book) Basic usage");
    assert.equal(row.description, "zod@4.6.7 · Zod");
    assert.equal(row.detail, "Parse with a schema:");
  });
  it("draws no icons of a package", () => assert.doesNotMatch(resultRow(result({ title: "$(bug)" })).label, /\$\(bug/));
  it("shows no Markdown", () => {
    const snippets = ["<!-- x -->", "the `retry` of [RetryHandler][]"].map((text) => ({ text, marks: [] }));
    assert.equal(resultRow(result({ snippets })).detail, "the retry of RetryHandler");
  });
  it("takes the text's beginning without a snippet", () => {
    assert.equal(resultRow(result({ snippets: [], text: "\nfirst\nsecond" })).detail, "first second");
    assert.equal(resultRow(result({ snippets: [], text: "" })).detail, "");
  });
  it("offers to search everything when the workspace has nothing", () => {
    assert.deepEqual(
      answerRows(response({ results: [] })).map((row) => row.does.type),
      ["query", "everywhere"],
    );
  });
  it("has nothing more to offer after the whole store", () => {
    const rows = answerRows(response({ results: [], scope: { kind: "store", libraries: 1, sections: 1 } }));
    assert.equal(rows.length, 1);
    assert.match(rows[0]?.description ?? "", /1 library in the store/);
  });
  it("lists results", () => assert.equal(answerRows(response())[0]?.does.type, "result"));
  it("offers to index", () => {
    const [row] = failureRows({ message: "m", remedy: "r", retryable: false, code: "search/nothing-indexed" });
    assert.deepEqual(row?.does, { type: "command", command: "contexter.indexWorkspace" });
  });
  it("offers to try again", () =>
    assert.equal(failureRows({ message: "m", remedy: "r", retryable: true })[0]?.does.type, "retry"));
  it("offers the log", () => {
    assert.deepEqual(failureRows({ message: "m", remedy: "r", retryable: false })[0]?.does, {
      type: "command",
      command: "contexter.showLog",
    });
  });
  it("suggests queries", () => assert.deepEqual(emptyRows(["a"])[0]?.does, { type: "query", query: "a" }));
});

describe("search view's host side", () => {
  it("makes three examples from the best documented dependencies", () => {
    const dev = library({ name: "vitest", group: "dev", sections: 900 });
    const small = library({ name: "a", sections: 1 });
    assert.deepEqual(exampleQueries([dev, small, library()]), [
      "getting started with zod",
      "a error handling",
      "how to configure vitest",
    ]);
    assert.equal(exampleQueries([library()]).length, 3);
    assert.deepEqual(exampleQueries([]), []);
  });
  it("lists what can be searched", () => {
    const context = viewContext(
      [library(), missing],
      { state: "ready", message: "" },
      { followCursor: false, folders: 1, trusted: true },
    );
    assert.deepEqual(context.libraries, [{ name: "zod", version: "4.6.7", sections: 312 }]);
  });
  it("leaves out of a request what is not set", () => {
    const open = { library: "", kind: "", all: false, mode: "hybrid" } as const;
    assert.deepEqual(searchRequestOf("q", open), { query: "q" });
    assert.deepEqual(searchRequestOf("q", { library: "zod", kind: "api", all: true, mode: "keyword" }), {
      query: "q",
      libraries: ["zod"],
      kinds: ["api"],
      all: true,
      mode: "keyword",
    });
  });
  it("remembers only so many sections", () => {
    const cache = new ResultCache();
    cache.add(Array.from({ length: 500 }, (_, index) => result({ id: `s${index}` })));
    assert.equal(cache.get("s0"), undefined);
    assert.equal(cache.get("s499")?.id, "s499");
  });
  it("allows the page nothing that is not ours", () => {
    const page = searchPage({
      cspSource: "https://own",
      script: "s.js",
      styles: ["a.css"],
      codicons: "c.css",
      nonce: "n",
    });
    assert.match(page, /default-src 'none'/);
    assert.match(page, /img-src 'none'/);
    assert.doesNotMatch(page, /unsafe-/);
    assert.doesNotMatch(page, /<style|<script(?![^>]*nonce)/);
  });
});

describe("messages between view and extension", () => {
  const refused = (name: string, message: unknown) =>
    it(`refuses ${name}`, () => assert.equal(FromView.safeParse(message).success, false));
  refused("an unknown type", { type: "run", command: "x" });
  refused("a command that is not offered", { type: "command", command: "workbench.action.terminal.new" });
  refused("a link that is not http", { type: "openLink", url: "command:evil" });
  refused("a file link", { type: "openLink", url: "file:///etc/passwd" });
  refused("an unknown action", { type: "act", action: "delete", id: "x" });
  refused("text", "ready");
  it("understands a search and fills in its filters", () => {
    const parsed = FromView.parse({ type: "search", generation: 1, query: "q", filters: {} });
    assert.equal(parsed.type === "search" && parsed.filters.mode, "hybrid");
  });
  it("understands an http link", () =>
    assert.equal(FromView.safeParse({ type: "openLink", url: "https://x.test/a" }).success, true));
  it("understands results", () => {
    assert.equal(ToView.safeParse({ type: "results", generation: 1, response: response() }).success, true);
  });
});

describe("arguments of commands", () => {
  it("takes a bare query", () => assert.deepEqual(SearchArguments.parse("q"), { query: "q" }));
  it("takes no argument", () => assert.deepEqual(SearchArguments.parse(undefined), { query: "" }));
  it("tells a section's id from a query", () => {
    assert.deepEqual(OpenInViewArguments.parse("pkg:npm/a@1/x"), { section: "pkg:npm/a@1/x" });
    assert.deepEqual(OpenInViewArguments.parse("x"), { query: "x" });
    assert.deepEqual(OpenInViewArguments.parse(undefined), {});
  });
  it("opens a file at a line, or a section", () => {
    assert.deepEqual(OpenSourceArguments.parse({ path: "/a" }), { path: "/a", line: 1 });
    assert.deepEqual(OpenSourceArguments.parse("pkg:x"), { section: "pkg:x" });
    assert.throws(() => OpenSourceArguments.parse(undefined));
  });
  it("takes the library from a tree item", () =>
    assert.equal(LibraryArguments.parse(libraryNode(library())).library, "pkg:npm/zod"));
});
