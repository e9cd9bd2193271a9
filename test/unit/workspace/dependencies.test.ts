import assert from "node:assert/strict";
import { type Dependency, libraryId } from "../../../server/model/library.ts";
import { type Selection, selectDependencies } from "../../../server/workspace/dependencies.ts";

const dependency = (name: string, over: Partial<Dependency> = {}): Dependency => ({
  library: libraryId(name),
  name,
  wanted: "*",
  group: "prod",
  manifest: "/w/package.json",
  line: 1,
  state: "installed",
  version: "1.0.0",
  packages: [],
  private: false,
  ...over,
});

describe("selectDependencies", () => {
  const all: Selection = { exclude: [], devDependencies: true };
  const check = (name: string, given: readonly Dependency[], expected: readonly string[], selection = all) =>
    it(name, () =>
      assert.deepEqual(
        selectDependencies(given, selection).map(
          (one) => `${one.name}@${one.version ?? "-"} ${one.group} ${one.state}`,
        ),
        expected,
      ),
    );

  check(
    "sorts by name, then version",
    [dependency("b"), dependency("a", { version: "10.0.0" }), dependency("a", { version: "9.0.0" })],
    ["a@9.0.0 prod installed", "a@10.0.0 prod installed", "b@1.0.0 prod installed"],
  );
  check(
    "keeps one of the same version, production first",
    [dependency("a", { group: "dev" }), dependency("a", { group: "peer" }), dependency("a")],
    ["a@1.0.0 prod installed"],
  );
  check(
    "keeps the installed one of the same version",
    [dependency("a", { state: "missing" }), dependency("a", { group: "dev" })],
    ["a@1.0.0 dev installed"],
  );
  check(
    "folds types into what they type",
    [dependency("@types/express"), dependency("express"), dependency("@types/a__b"), dependency("@a/b")],
    ["@a/b@1.0.0 prod installed", "express@1.0.0 prod installed"],
  );
  check("keeps types of nothing else", [dependency("@types/vscode")], ["@types/vscode@1.0.0 prod installed"]);
  check(
    "keeps the built-ins beside the binary",
    [dependency("@types/node"), dependency("node")],
    ["@types/node@1.0.0 prod installed", "node@1.0.0 prod installed"],
  );
  check("leaves out what is excluded", [dependency("@types/a"), dependency("b")], ["b@1.0.0 prod installed"], {
    exclude: ["@types/*"],
    devDependencies: true,
  });
  check(
    "leaves out development dependencies",
    [dependency("a", { group: "dev" }), dependency("b")],
    ["b@1.0.0 prod installed"],
    {
      exclude: [],
      devDependencies: false,
    },
  );
  check("folds types that only development names", [dependency("@types/a"), dependency("a", { group: "dev" })], [], {
    exclude: [],
    devDependencies: false,
  });
});
