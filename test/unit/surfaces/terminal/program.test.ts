import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { ContexterError } from "../../../../server/errors.ts";
import type { Engine } from "../../../../server/surfaces/engine.ts";
import { fakeEngine, library, response, result } from "../../../support/fakeEngine.ts";
import { run, type Terminal } from "../../../support/fakeTerminal.ts";

const exits = (name: string, argv: readonly string[], code: number, terminal?: Terminal) =>
  it(name, async () => {
    const ran = await run(argv, terminal);
    assert.equal(ran.code, code, ran.stderr);
  });
/** What a terminal would obey. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}]/u;
const failing = (error: Error): Engine => fakeEngine({}, { search: () => Promise.reject(error) });

describe("exit codes", () => {
  exits("0: found", ["search", "parse"], 0);
  exits("1: nothing relevant", ["search", "kangaroo"], 1);
  exits("2: no words in the query", ["search", "?!"], 2);
  exits("2: unknown command", ["sing"], 2);
  exits("2: unknown flag", ["search", "x", "--loud"], 2);
  exits("2: missing argument", ["search"], 2);
  exits("2: bad number", ["search", "x", "--limit", "many"], 2);
  exits("2: number out of range", ["search", "x", "--limit", "500"], 2);
  exits("2: bad threshold", ["search", "x", "--threshold", "x"], 2);
  exits("2: threshold out of range", ["search", "x", "--threshold", "7"], 2);
  exits("2: bad number of workers", ["index", "--workers", "x"], 2);
  exits("3: a manifest could not be read", ["index"], 3, {
    engine: fakeEngine({
      summary: { problems: [{ code: "workspace/bad-manifest", message: "Bad.", remedy: "Mend." }] },
    }),
  });
  it("names the flag and its bounds", async () => {
    const { stderr } = await run(["search", "x", "--limit", "0"]);
    assert.match(stderr, /--limit .* '0' is invalid\. Expected a whole number from 1 to 50\./);
  });
  exits("2: unknown kind", ["search", "x", "--kind", "poem"], 2);
  exits("2: workspace that is no folder", ["list", "--workspace", "/nowhere/at/all"], 2);
  exits("2: index outside a workspace", ["index"], 2, { io: { cwd: "/" } });
  exits("2: malformed --set", ["list", "--set", "x"], 2);
  exits("3: failure", ["search", "x"], 3, { engine: failing(new ContexterError("search/nothing-indexed", "nothing")) });
  exits("3: bug", ["search", "x"], 3, { engine: failing(new TypeError("bug")) });
  exits("3: a library failed", ["index"], 3, { engine: fakeEngine({ summary: { failed: 1 } }) });
  exits("130: interrupted", ["search", "x"], 130, { io: { signal: AbortSignal.abort() } });
  exits("130: interrupted index run", ["index"], 130, {
    engine: fakeEngine({ summary: { cancelled: true } }),
    io: { signal: AbortSignal.abort() },
  });
  exits("0: help", ["--help"], 0);
  exits("0: version", ["--version"], 0);
  exits("0: help of a command", ["help", "search"], 0);
});

describe("output", () => {
  it("puts data on stdout and notes on stderr", async () => {
    const { stdout, stderr } = await run(["search", "kangaroo"]);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^Nothing relevant found for "kangaroo" in this workspace's docs \(3 libraries, 120 sections\)/,
    );
  });
  it("says what to do about a failure", async () => {
    const { stdout, stderr } = await run(["search", "x"], {
      engine: failing(new ContexterError("search/nothing-indexed", "Empty.")),
    });
    assert.equal(stdout, "");
    assert.match(stderr, /^error: Empty\.\nRun `contexter index`/);
  });
  it("gives failures as JSON on stderr with --json", async () => {
    const { stderr } = await run(["search", "x", "--json"], {
      engine: failing(new ContexterError("search/nothing-indexed", "Empty.")),
    });
    assert.equal(JSON.parse(stderr).error.code, "search/nothing-indexed");
  });
  it("shows a bug's stack only to who asked", async () => {
    const engine = failing(new TypeError("bug"));
    assert.doesNotMatch((await run(["search", "x"], { engine })).stderr, /at /);
    const asked = await run(["search", "x"], { engine, io: { env: { CONTEXTER_LOG_LEVEL: "debug" } } });
    assert.match(asked.stderr, /at /);
  });
  it("prints the version", async () => {
    assert.equal((await run(["--version"])).stdout, "1.2.3\n");
  });
  it("lists the commands in the help", async () => {
    const { stdout } = await run(["--help"]);
    for (const command of [
      "index",
      "search",
      "get",
      "list",
      "status",
      "remove",
      "refresh",
      "doctor",
      "config",
      "eval",
      "completion",
      "mcp",
    ])
      assert.match(stdout, new RegExp(`^ {2}${command}\\b`, "m"));
  });
  it("disposes the engine", async () => {
    const engine = fakeEngine();
    await run(["search", "parse"], { engine });
    assert.equal(engine.isDisposed(), true);
  });
  it("escapes characters that a terminal would obey in JSON", async () => {
    const engine = fakeEngine({ sections: [result({ text: "parse \u009b31m \u202e x" })] });
    const { stdout } = await run(["search", "parse", "--json"], { engine });
    assert.doesNotMatch(stdout, HIDDEN);
    assert.equal(JSON.parse(stdout).results[0].text, "parse \u009b31m \u202e x");
  });
});

describe("opening the engine", () => {
  const opens = (name: string, argv: readonly string[], expected: object, io: Terminal["io"] = {}) =>
    it(name, async () => {
      const { opened } = await run(argv, { io });
      for (const [key, value] of Object.entries(expected))
        assert.deepEqual(opened?.[key as keyof typeof opened], value, key);
    });
  opens("uses the workspace around", ["list"], { workspaces: ["/w"], readOnly: true });
  opens("uses none outside", ["list"], { workspaces: [] }, { cwd: "/" });
  opens("uses the one that is named", ["list", "--workspace", import.meta.dirname], {
    workspaces: [import.meta.dirname],
  });
  opens("takes global flags before the command too", ["--workspace", import.meta.dirname, "list"], {
    workspaces: [import.meta.dirname],
  });
  opens("writes for index", ["index", import.meta.dirname], { workspaces: [import.meta.dirname], readOnly: false });
  opens("has a default store", ["list"], { dataDir: "/home/u/.local/share/contexter/v1" });
  opens("takes the store from the flag", ["list", "--data-dir", "store"], { dataDir: "/w/store" });
  opens("takes the store from the environment", ["list"], { dataDir: "/e" }, { env: { CONTEXTER_DATA_DIR: "/e" } });
  opens("knows the home folder", ["list", "--data-dir", "~/d"], { dataDir: "/home/u/d" });

  it("takes any setting by --set", async () => {
    const { opened } = await run(["list", "--set", "search.rerank=false", "--set", "contexter.search.limit=3"]);
    assert.equal(opened?.settings["contexter.search.rerank"], false);
    assert.equal(opened?.settings["contexter.search.limit"], 3);
  });
  it("takes the number of workers", async () => {
    const { opened } = await run(["index", "--workers", "2"]);
    assert.equal(opened?.settings["contexter.index.workers"], 2);
  });
  it("names a bad setting and goes on", async () => {
    const { code, stderr } = await run(["list", "--set", "search.limit=900"]);
    assert.equal(code, 0);
    assert.match(stderr, /^warning: --set search\.limit: contexter\.search\.limit cannot be "900"/);
  });
  it("logs only what matters, unless asked for more", async () => {
    const log = (argv: string[]) =>
      run(argv, {
        host: {
          openEngine: async ({ log }) => {
            log.info("news");
            log.warn("careful");
            return fakeEngine();
          },
        },
      });
    assert.equal((await log(["list"])).stderr, "warn: careful\n");
    assert.equal((await log(["list", "--quiet"])).stderr, "");
    assert.match((await log(["list", "--set", "log.level=info"])).stderr, /info: news/);
  });
});

describe("contexter search", () => {
  it("prints title, version, kind, place and excerpt", async () => {
    const { stdout } = await run(["search", "parse"]);
    assert.equal(
      stdout,
      [
        "1. Zod > Basic usage  zod@4.6.7  guide  0.82",
        "   node_modules/zod/README.md:12",
        "   Parse with a schema:",
        "",
        "   ```ts",
        "   schema.parse(1)",
        "   ```",
        "",
      ].join("\n"),
    );
  });
  it("prints the answer as it is with --json", async () => {
    const { stdout } = await run(["search", "parse", "--json"]);
    assert.deepEqual(JSON.parse(stdout), response());
  });
  it("passes every flag on", async () => {
    const engine = fakeEngine();
    const flags = "-l zod@4 -k guide -k api -m keyword -n 3 --max-tokens 500 --threshold 0.2 -s usage --explain --all";
    await run(["search", "how", "to", "parse", ...flags.split(" ")], { engine });
    assert.deepEqual(engine.requests[0], {
      query: "how to parse",
      libraries: ["zod"],
      version: "4",
      kinds: ["guide", "api"],
      section: "usage",
      mode: "keyword",
      limit: 3,
      maxTokens: 500,
      threshold: 0.2,
      all: true,
      explain: true,
    });
  });
  it("takes several libraries, scoped ones too", async () => {
    const engine = fakeEngine();
    await run(["search", "x1", "-l", "@types/node,zod", "-l", "rxjs", "--version-of", "7"], { engine });
    assert.deepEqual(engine.requests[0]?.libraries, ["@types/node", "zod", "rxjs"]);
    assert.equal(engine.requests[0]?.version, "7");
  });
  it("marks matched words and wraps on a terminal", async () => {
    const long = result({
      text: `Parse ${"word ".repeat(40)}`,
      snippets: [{ text: "Parse", marks: [[0, 5]] }],
      passage: [0, 5],
    });
    const { stdout } = await run(["search", "parse"], {
      engine: fakeEngine({ sections: [long] }),
      io: { isTTY: true, columns: 60 },
    });
    assert.ok(stdout.includes("\u001b[1mParse\u001b[22m word"));
    const widest = Math.max(...stdout.split("\n").map((line) => stripVTControlCharacters(line).length));
    assert.ok(widest <= 60, String(widest));
  });
  it("has no colours with --no-color", async () => {
    const { stdout } = await run(["search", "parse", "--no-color"], { io: { isTTY: true } });
    assert.ok(!stdout.includes("\u001b"));
  });
  it("lets no escape sequence of a package through", async () => {
    const hostile = result({
      title: "\u001b]0;x\u0007",
      headingPath: ["a\u001b[2J"],
      text: "parse \u001b[31mred\u009b0m",
      file: "a\u001b.md",
      path: undefined,
    });
    const { stdout } = await run(["search", "parse"], { engine: fakeEngine({ sections: [hostile] }) });
    assert.doesNotMatch(stdout, HIDDEN);
  });
  it("names other places, signals and timings", async () => {
    const twin = result({ alsoIn: [{ package: "zod", file: "index.d.ts", line: 7 }], signals: { bm25: 0.51234 } });
    const engine = fakeEngine({}, { search: async () => response({ results: [twin], timings: { fuse: 0.25 } }) });
    const { stdout } = await run(["search", "parse", "--explain"], { engine });
    assert.match(stdout, /also in zod\/index\.d\.ts:7/);
    assert.match(stdout, /signals: bm25 0\.512/);
    assert.match(stdout, /ms: fuse 0\.25/);
  });
  it("says what to do about a library that nothing is known of", async () => {
    const scope = { kind: "store" as const, libraries: 0, sections: 0, note: "zodd is not indexed." };
    const search = async () => response({ scope, results: [], outcome: "nothing-relevant" as const });
    const { stderr, code } = await run(["search", "parse", "-l", "zodd"], { engine: fakeEngine({}, { search }) });
    assert.equal(stderr, "zodd is not indexed. `contexter list --all` shows what there is.\n");
    assert.equal(code, 1);
  });
  it("says why the scope is another, and what could not be searched", async () => {
    const scope = { kind: "store" as const, libraries: 1, sections: 2, note: "Searched the whole store." };
    const problems = [{ code: "x", message: "yup is damaged.", remedy: "Mend it." }];
    const engine = fakeEngine({}, { search: async () => response({ scope, problems }) });
    const { stderr, code } = await run(["search", "parse"], { engine });
    assert.equal(stderr, "Searched the whole store.\nwarning: yup is damaged. Mend it.\n");
    assert.equal(code, 0);
  });
});

describe("contexter list", () => {
  it("prints a line per library and what is wrong", async () => {
    const problems = [{ code: "workspace/not-installed" as const, message: "Not there.", remedy: "Install it." }];
    const missing = library({
      name: "yup",
      version: undefined,
      state: "missing",
      sections: 0,
      sizeBytes: 0,
      indexedAt: undefined,
      problems,
    });
    const newer = library({ name: "rxjs", installedVersion: "5.0.0", state: "outdated" });
    const { stdout } = await run(["list"], { engine: fakeEngine({ libraries: [library(), missing, newer] }) });
    assert.deepEqual(stdout.split("\n"), [
      "zod   4.6.7                     indexed   312 sections  1.1 MiB  2026-01-01",
      "yup                             missing",
      "  Not there. Install it.",
      "rxjs  4.6.7 (installed: 5.0.0)  outdated  312 sections  1.1 MiB  2026-01-01",
      "",
    ]);
  });
  it("says that nothing waits in a terminal, and what to do", async () => {
    const waiting = library({ state: "queued", sections: 0, sizeBytes: 0, indexedAt: undefined });
    const { stdout, stderr } = await run(["list"], { engine: fakeEngine({ libraries: [waiting] }) });
    assert.equal(stdout, "zod  4.6.7  not indexed\n");
    assert.match(stderr, /contexter index/);
  });
  it("prints JSON", async () => {
    const { stdout } = await run(["list", "--json"]);
    assert.deepEqual(JSON.parse(stdout), { v: 1, libraries: [library()] });
  });
  it("says what to do where there is nothing", async () => {
    assert.match((await run(["list"], { engine: fakeEngine({ libraries: [] }) })).stderr, /contexter index/);
  });
  it("lists the whole store outside a workspace, and says so", async () => {
    let asked: unknown;
    const libraries: Engine["libraries"] = async (options) => {
      asked = options;
      return [library()];
    };
    const { stderr } = await run(["list"], { engine: fakeEngine({}, { workspaces: [], libraries }), io: { cwd: "/" } });
    assert.deepEqual(asked, { all: true });
    assert.match(stderr, /everything in the store/);
  });
});

describe("contexter status", () => {
  it("prints the store's state and problems", async () => {
    const problems = [{ code: "store/damaged" as const, message: "Oh.", remedy: "Index." }];
    const { stdout, stderr } = await run(["status"], { engine: fakeEngine({ status: { readOnly: true, problems } }) });
    assert.match(stdout, /^workspace {2}\/w\nstore {6}\/data\n/);
    assert.match(stdout, /1\.1 MiB for 3\.2 MiB of documentation/);
    assert.match(stderr, /warning: Oh\. Index\./);
  });
  it("prints JSON", async () => {
    const status = JSON.parse((await run(["status", "--json"])).stdout);
    assert.equal(status.v, 1);
    assert.deepEqual(status.workspaces, ["/w"]);
  });
});

describe("contexter remove", () => {
  it("removes with --yes", async () => {
    const engine = fakeEngine();
    const { stdout, code } = await run(["remove", "zod", "--yes"], { engine });
    assert.deepEqual([stdout, code, engine.calls], ["Removed 1 index.\n", 0, ['remove {"library":"zod"}']]);
  });
  it("removes one version", async () => {
    const engine = fakeEngine();
    await run(["remove", "zod@4.6.7", "--yes"], { engine });
    assert.deepEqual(engine.calls, ['remove {"library":"zod","version":"4.6.7"}']);
  });
  it("removes everything with --all", async () => {
    const { stdout } = await run(["remove", "--all", "--yes", "--json"]);
    assert.deepEqual(JSON.parse(stdout), { v: 1, removed: 1 });
  });
  it("is 1 where there is nothing to remove", async () => {
    assert.equal((await run(["remove", "yup", "--yes"])).code, 1);
  });
  it("asks on a terminal", async () => {
    const engine = fakeEngine();
    const { stderr } = await run(["remove", "zod"], { engine, input: "y\n", io: { isInputTTY: true } });
    assert.match(stderr, /Remove the index of zod\? \[y\/N\]/);
    assert.equal(engine.calls.length, 1);
  });
  it("removes nothing without a yes", async () => {
    const engine = fakeEngine();
    const { code } = await run(["remove", "zod"], { engine, input: "\n", io: { isInputTTY: true } });
    assert.deepEqual([code, engine.calls], [1, []]);
  });
  exits("needs --yes where nobody can be asked", ["remove", "zod"], 2);
  exits("needs a name or --all", ["remove", "--yes"], 2);
  exits("takes not both", ["remove", "zod", "--all", "--yes"], 2);
});

describe("contexter index", () => {
  const progress = [
    { stage: "sources" as const, library: "zod", done: 0, total: 2 },
    { stage: "index" as const, library: "zod", done: 1, total: 2 },
    { stage: "index" as const, library: "yup", done: 2, total: 2 },
  ];
  it("prints a summary, and a line for what was built", async () => {
    const engine = fakeEngine({ progress, summary: { total: 2, built: 1, upToDate: 1 } });
    const { stdout, stderr } = await run(["index"], { engine });
    assert.equal(stdout, "Indexed 2 of 2 libraries in 1.2 s: 1 built, 1 up to date.\n");
    assert.equal(stderr, "indexed zod (1 of 2)\n");
  });
  it("says that there was nothing to do", async () => {
    const { stdout } = await run(["index"], { engine: fakeEngine({ summary: { built: 0, upToDate: 1 } }) });
    assert.match(stdout, /^Nothing to do: 1 of 1 library/);
  });
  it("is silent with --quiet", async () => {
    assert.equal((await run(["index", "--quiet"], { engine: fakeEngine({ progress }) })).stderr, "");
  });
  it("shows a live view on a terminal and leaves nothing behind", async () => {
    const { stdout, stderr } = await run(["index"], { engine: fakeEngine({ progress }), io: { isErrorTTY: true } });
    assert.match(stderr, /Indexing/);
    assert.match(stdout, /^Indexed/);
    assert.doesNotMatch(stdout, HIDDEN);
  });
  it("names the problems with their remedies", async () => {
    const problems = [{ code: "sources/unreadable" as const, message: "a file", library: "zod", remedy: "Check it." }];
    const { stderr, stdout } = await run(["index"], {
      engine: fakeEngine({ summary: { problems, empty: 1, skipped: 2, removed: 3, failed: 1 } }),
    });
    assert.match(stderr, /warning: zod: a file\. Check it\./);
    assert.match(stdout, /1 built, 1 without documentation, 2 skipped, 1 failed, 3 removed/);
  });
  it("passes libraries and --force on", async () => {
    const engine = fakeEngine();
    await run(["index", "-l", "zod,yup", "--force"], { engine });
    assert.deepEqual(engine.calls, ['index {"check":true,"libraries":["zod","yup"],"force":true}']);
  });
  it("prints JSON", async () => {
    const summary = JSON.parse((await run(["index", "--json"])).stdout);
    assert.deepEqual([summary.v, summary.built, summary.workspace], [1, 1, "/w"]);
  });
  it("refreshes by force", async () => {
    const engine = fakeEngine();
    await run(["refresh"], { engine });
    await run(["refresh", "zod"], { engine });
    assert.deepEqual(engine.calls, ['index {"force":true}', 'index {"libraries":["zod"],"force":true}']);
  });
});

describe("contexter config", () => {
  it("lists every setting with its origin", async () => {
    const { stdout } = await run(["config"], { io: { env: { CONTEXTER_SEARCH_LIMIT: "7" } } });
    assert.match(stdout, /^search\.limit +7 +environment \(CONTEXTER_SEARCH_LIMIT\)$/m);
    assert.match(stdout, /^hover\.whenEmpty +"link" +default$/m);
  });
  it("gets one", async () => {
    assert.equal((await run(["config", "get", "search.mode"])).stdout, "hybrid\n");
    assert.equal((await run(["config", "get", "contexter.search.limit"])).stdout, "10\n");
  });
  it("prints JSON", async () => {
    const one = JSON.parse((await run(["config", "get", "search.limit", "--json"])).stdout);
    assert.deepEqual(one, { v: 1, key: "contexter.search.limit", value: 10, origin: "default" });
    const all = JSON.parse((await run(["config", "list", "--json"])).stdout);
    assert.ok(all.settings.length > 10);
  });
  exits("does not know every key", ["config", "get", "search.limits"], 2);
  exits("fails for a bad value", ["config", "list"], 3, { io: { env: { CONTEXTER_SEARCH_LIMIT: "x" } } });
});

describe("contexter completion", () => {
  const prints = (shell: string, pattern: RegExp) =>
    it(`prints a script for ${shell}`, async () => {
      const { stdout, code } = await run(["completion", shell]);
      assert.equal(code, 0);
      assert.match(stdout, pattern);
    });
  prints("bash", /search\) words="--library --kind .*--json/);
  prints("zsh", /'search:Search the documentation'/);
  prints("fish", /__fish_seen_subcommand_from search' -l library/);
  exits("knows no other shell", ["completion", "cmd"], 2);
});
