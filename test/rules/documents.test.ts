import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { importsOf } from "./imports.ts";
import { format, projectFiles, readProjectFile, type Violation } from "./projectFiles.ts";

const files = projectFiles();
/** Written for readers of the project; package text and judged sets are data. */
const documents = files.filter((file) => /^(?:[A-Z][A-Z-]*\.md|docs\/.*\.md|media\/.*\.md)$/.test(file));

interface Link {
  readonly target: string;
  readonly line: number;
}

/** Targets of Markdown links and images outside code, in order. */
function linksIn(document: string): Link[] {
  let fenced = false;
  return document.split("\n").flatMap((text, index) => {
    if (/^\s*(?:```|~~~)/.test(text)) fenced = !fenced;
    if (fenced) return [];
    const prose = text.replace(/`[^`]*`/g, "");
    return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => ({ target, line: index + 1 }));
  });
}

/** The anchor that a heading gets where the document is shown. */
function anchorOf(heading: string): string {
  const plain = heading.replace(/[`*]/g, "").trim().toLowerCase();
  return plain.replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
}

function anchorsIn(document: string): ReadonlySet<string> {
  return new Set([...document.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)));
}

function withoutComment(line: string): string {
  return /^\s*\*/.test(line) ? "" : line.replace(/\/\/ .*|\/\*.*/, "");
}

function exists(path: string): boolean {
  return existsSync(new URL(`../../${path}`, import.meta.url));
}

/** What a link leads to that is not there; undefined for a good one and for one that leaves the project. */
function broken(file: string, target: string): string | undefined {
  if (/^[a-z]+:/i.test(target)) return undefined;
  const [path = "", anchor] = target.split("#");
  const place = path === "" ? file : posix.normalize(posix.join(posix.dirname(file), decodeURI(path)));
  if (place.startsWith("..") || !exists(place)) return `there is no ${place}`;
  if (anchor === undefined || !place.endsWith(".md")) return undefined;
  return anchorsIn(readProjectFile(place)).has(anchor) ? undefined : `${place} has no heading #${anchor}`;
}

describe("documents", () => {
  it("link only to what is there", () => {
    const violations = documents.flatMap((file) =>
      linksIn(readProjectFile(file)).flatMap(({ target, line }): Violation[] => {
        const what = broken(file, target);
        return what === undefined ? [] : [{ file, line, what }];
      }),
    );
    assert.equal(format(violations), "");
  });

  it("name only tests and benchmarks that exist", () => {
    const file = "docs/requirements.md";
    const named = [...readProjectFile(file).matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.\w+)`/g)].map(([, path = ""]) => path);
    assert.ok(named.length > 50, `${named.length} paths`);
    assert.deepEqual(
      named.filter((path) => !exists(path)),
      [],
    );
  });

  it("have a row for every stage of the requirements", () => {
    const ids = new Set(
      [...readProjectFile("docs/requirements.md").matchAll(/^\| ([A-Z]+)-\d/gm)].map(([, id = ""]) => id),
    );
    const wanted = "WS SRC PX DL DD ST IN EM VX SE UI CLI SV CF ER OP SEC REL Q".split(" ");
    assert.deepEqual(
      wanted.filter((id) => !ids.has(id)),
      [],
    );
  });

  it("open the README with the two commands", () => {
    const opening = readFileSync(new URL("../../README.md", import.meta.url), "utf8").slice(0, 300);
    assert.match(opening, /^# Contexter\n\n```sh\nnpm start .*\nnpm test .*\n```\n/);
  });

  it("are right that nothing opens a network connection", () => {
    const network = /^(?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/|$)|^(?:undici|axios|ws|node-fetch)$/;
    const calls = /(?<![\w.])(?:fetch|XMLHttpRequest|WebSocket|EventSource)\(/;
    const sources = files.filter((file) => /^(?:client|server|shared)\/.*\.ts$/.test(file));
    const violations = sources.flatMap((file): Violation[] => {
      const source = readProjectFile(file).split("\n").map(withoutComment).join("\n");
      const imported = importsOf(source).filter(({ specifier }) => network.test(specifier));
      const called = source.split("\n").flatMap((text, index) => (calls.test(text) ? [{ line: index + 1 }] : []));
      return [...imported, ...called].map(({ line }) => ({ file, line, what: "docs/privacy.md says: no network" }));
    });
    assert.ok(sources.length > 100, `${sources.length} files`);
    assert.equal(format(violations), "");
  });
});

describe("the rule for links", () => {
  const check = (name: string, document: string, expected: readonly string[]) =>
    it(name, () =>
      assert.deepEqual(
        linksIn(document).map(({ target, line }) => `${line}:${target}`),
        expected,
      ),
    );
  check("finds links and pictures", "[a](b.md) ![c](d.png)\n[e](#f)", ["1:b.md", "1:d.png", "2:#f"]);
  check("passes over code", "`[a](b)`\n```\n[a](b)\n```\n[c](d)", ["5:d"]);

  it("knows the anchors of headings", () =>
    assert.deepEqual(
      [...anchorsIn("# Where a hover goes\n## `signals` & weights\n")],
      ["where-a-hover-goes", "signals--weights"],
    ));
  it("finds a missing file", () => assert.match(broken("README.md", "docs/none.md") ?? "", /no docs\/none\.md/));
  it("finds a missing heading", () => assert.match(broken("README.md", "LICENSE.md#x") ?? "", /LICENSE/));
  it("lets addresses pass", () => assert.equal(broken("README.md", "https://example.com/x"), undefined));
});
