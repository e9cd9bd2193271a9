import assert from "node:assert/strict";
import { type Known, libraryStatus } from "../../../server/app/libraryStatus.ts";
import { type Dependency, libraryId } from "../../../server/model/library.ts";
import type { LibraryState } from "../../../shared/protocol.ts";
import { generation } from "../../support/generations.ts";

const nowhere = () => undefined;
const ZOD = generation(1, "zod@4.1.0");
const EMPTY = { ...ZOD, info: { ...ZOD.info, sections: 0 } };
const FAILURE = {
  library: libraryId("zod"),
  version: "4.1.0",
  code: "index/worker-died",
  message: "It ended.",
  at: "2026-01-01T00:00:00.000Z",
} as const;

function dependency(rest: Partial<Dependency> = {}): Dependency {
  return {
    library: libraryId("zod"),
    name: "zod",
    wanted: "^4.0.0",
    group: "prod",
    manifest: "/project/package.json",
    line: 3,
    state: "installed",
    version: "4.1.0",
    packages: [{ name: "zod", version: "4.1.0", directory: "/project/node_modules/zod" }],
    private: false,
    ...rest,
  };
}

describe("state of a library", () => {
  const check = (expected: LibraryState, what: string, known: Known) =>
    it(`is ${expected} ${what}`, () => assert.equal(libraryStatus(known, nowhere).state, expected));
  check("indexed", "when its version is built", { dependency: dependency(), generation: ZOD });
  check("indexed", "in the store alone", { generation: ZOD });
  check("empty", "when there was nothing to index", { dependency: dependency(), generation: EMPTY });
  check("outdated", "when another version is installed", {
    dependency: dependency({ version: "4.2.0" }),
    generation: ZOD,
  });
  check("queued", "when it is not built yet", { dependency: dependency() });
  check("failed", "when the build failed", { dependency: dependency(), failure: FAILURE });
  check("indexing", "while it is built, whatever was before", {
    dependency: dependency(),
    failure: FAILURE,
    activity: "indexing",
  });
  check("queued", "while it waits", { dependency: dependency(), generation: ZOD, activity: "queued" });
  for (const state of ["missing", "local", "unsupported"] as const)
    check(state, "as the workspace says", { dependency: dependency({ state, packages: [] }) });
});

describe("libraryStatus", () => {
  it("tells what is indexed", () => {
    const status = libraryStatus(
      { dependency: dependency({ version: "4.2.0" }), generation: ZOD },
      (name) => `/modules/${name}`,
    );
    assert.deepEqual(status, {
      library: "pkg:npm/zod",
      name: "zod",
      version: "4.1.0",
      installedVersion: "4.2.0",
      wanted: "^4.0.0",
      group: "prod",
      state: "outdated",
      description: "What zod is.",
      sections: 10,
      passages: 20,
      symbols: 5,
      sizeBytes: 500,
      indexedAt: "2026-01-02T03:04:05.000Z",
      packages: [{ name: "zod", version: "4.1.0", directory: "/modules/zod", readme: "README.md" }],
      problems: [],
    });
  });
  it("tells what is installed where nothing is indexed", () => {
    const status = libraryStatus({ dependency: dependency() }, nowhere);
    assert.deepEqual([status.version, status.sections, status.indexedAt], ["4.1.0", 0, undefined]);
    assert.deepEqual(status.packages, [{ name: "zod", version: "4.1.0", directory: "/project/node_modules/zod" }]);
  });
  it("has no folder for what is not installed here", () =>
    assert.deepEqual(libraryStatus({ generation: ZOD }, nowhere).packages, [
      { name: "zod", version: "4.1.0", readme: "README.md" },
    ]));
  it("names problems with their remedies", () => {
    const problem = { code: "workspace/not-installed", message: "zod is not installed." } as const;
    const { problems } = libraryStatus(
      { dependency: dependency({ state: "missing", problem }), failure: FAILURE },
      nowhere,
    );
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["workspace/not-installed", "index/worker-died"],
    );
    assert.ok(problems.every(({ remedy }) => remedy.endsWith(".")));
  });
  it("needs something to tell of", () => assert.throws(() => libraryStatus({}, nowhere), RangeError));
});
