import assert from "node:assert/strict";
import { scopeOf, type UsedLibrary } from "../../../server/app/scope.ts";
import { libraryId } from "../../../server/model/library.ts";
import type { SearchRequest } from "../../../shared/searchResponse.ts";
import { generation, packageInfo } from "../../support/generations.ts";

const ZOD3 = generation(1, "zod@3.25.0");
const ZOD4 = generation(2, "zod@4.1.0");
const EXPRESS = generation(3, "express@5.0.0", [packageInfo("@types/express")]);
const YUP = generation(4, "yup@1.0.0");
const STORE = [ZOD4, ZOD3, EXPRESS, YUP];

const open = {
  current: () => STORE,
  find: (library: string, version: string) =>
    STORE.find(({ info }) => info.library === library && info.version === version),
  newest: (library: string) => STORE.filter(({ info }) => info.library === library).sort((a, b) => b.id - a.id)[0],
};
const uses = (...named: string[]): UsedLibrary[] =>
  named.map((each) => ({
    library: libraryId(each.slice(0, each.lastIndexOf("@"))),
    version: each.slice(each.lastIndexOf("@") + 1),
  }));

interface Expected {
  readonly kind: "workspace" | "store";
  /** Ids of the generations that may answer, ascending. */
  readonly answer: readonly number[];
  /** … and of those that weigh the words; absent: the same. */
  readonly statistics?: readonly number[];
  readonly packages?: readonly string[];
  /** Part of the note; absent: none. */
  readonly note?: RegExp;
}

function check(request: Omit<SearchRequest, "query">, used: readonly UsedLibrary[] | undefined, expected: Expected) {
  const scope = scopeOf({ query: "parse", ...request }, used, open);
  const ids = (generations: readonly { readonly id: number }[]) => generations.map(({ id }) => id).sort();
  assert.equal(scope.kind, expected.kind);
  assert.deepEqual(ids(scope.generations), expected.answer);
  assert.deepEqual(ids(scope.statistics), expected.statistics ?? expected.answer);
  assert.deepEqual(scope.packages, expected.packages);
  if (expected.note) assert.match(scope.note ?? "", expected.note);
  else assert.equal(scope.note, undefined);
}

const HERE = uses("zod@3.25.0", "express@5.0.0");

describe("scopeOf", () => {
  it("is what the workspace uses", () => check({}, HERE, { kind: "workspace", answer: [1, 3] }));
  it("is the newest of each library with all", () => check({ all: true }, HERE, { kind: "store", answer: [2, 3, 4] }));
  it("is the store outside of a workspace, and says so", () =>
    check({}, undefined, { kind: "store", answer: [2, 3, 4], note: /No workspace/ }));
  it("is nothing for a workspace that uses nothing", () => check({}, [], { kind: "workspace", answer: [] }));
  it("takes the newest where the used version is not indexed", () =>
    check({}, uses("zod@9.9.9"), { kind: "workspace", answer: [2] }));
  it("leaves out what is not indexed at all", () =>
    check({}, uses("zod@4.1.0", "lodash@4.0.0"), { kind: "workspace", answer: [2] }));
  it("does not mind an empty list of libraries", () =>
    check({ libraries: [] }, HERE, { kind: "workspace", answer: [1, 3] }));

  describe("of one library", () => {
    it("is the workspace's version, weighed by all that it uses", () =>
      check({ libraries: ["zod"] }, HERE, { kind: "workspace", answer: [1], statistics: [1, 3] }));
    it("may be named by its package URL", () =>
      check({ libraries: ["pkg:npm/zod"] }, HERE, { kind: "workspace", answer: [1], statistics: [1, 3] }));
    it("widens to the store where the workspace does not have it, and says so", () =>
      check({ libraries: ["yup"] }, HERE, {
        kind: "store",
        answer: [4],
        statistics: [2, 3, 4],
        note: /^yup is not a dependency here/,
      }));
    it("says nothing outside of a workspace but that", () =>
      check({ libraries: ["yup"] }, undefined, {
        kind: "store",
        answer: [4],
        statistics: [2, 3, 4],
        note: /^No workspace with dependencies here: [^.]*\.$/,
      }));
    it("says nothing with all", () =>
      check({ libraries: ["yup"], all: true }, HERE, { kind: "store", answer: [4], statistics: [2, 3, 4] }));
    it("is nothing where it is indexed nowhere, and says so", () =>
      check({ libraries: ["lodash"] }, HERE, {
        kind: "store",
        answer: [],
        statistics: [2, 3, 4],
        note: /^lodash is not/,
      }));
  });

  it("of a package inside another library is that library, only its sections", () =>
    check({ libraries: ["@types/express"] }, HERE, {
      kind: "workspace",
      answer: [3],
      statistics: [1, 3],
      packages: ["@types/express"],
    }));

  describe("of a version", () => {
    it("is that version, wherever it stands", () =>
      check({ libraries: ["zod"], version: "4.1.0" }, HERE, { kind: "store", answer: [2], statistics: [2, 3, 4] }));
    it("is the workspace's own when it is the same", () =>
      check({ libraries: ["zod"], version: "3.25.0" }, HERE, { kind: "workspace", answer: [1], statistics: [1, 3] }));
    it("that is not indexed falls back to the workspace's, and says so", () =>
      check({ libraries: ["zod"], version: "2.0.0" }, HERE, {
        kind: "workspace",
        answer: [1],
        statistics: [1, 3],
        note: /version of zod is not indexed: searched 3\.25\.0/,
      }));
    it("that is not indexed falls back to the newest outside of a workspace", () =>
      check({ libraries: ["zod"], version: "2.0.0", all: true }, undefined, {
        kind: "store",
        answer: [2],
        statistics: [2, 3, 4],
        note: /searched 4\.1\.0/,
      }));
  });

  describe("of several libraries", () => {
    it("finds each by itself", () =>
      check({ libraries: ["zod", "yup"] }, HERE, {
        kind: "store",
        answer: [1, 4],
        statistics: [1, 2, 3, 4],
        note: /^yup is not a dependency/,
      }));
    it("has each once", () =>
      check({ libraries: ["express", "@types/express"] }, HERE, {
        kind: "workspace",
        answer: [3],
        statistics: [1, 3],
      }));
  });
});
