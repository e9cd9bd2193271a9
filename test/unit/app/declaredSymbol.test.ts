import assert from "node:assert/strict";
import { type DeclaredSymbols, declaredPath } from "../../../server/app/declaredSymbol.ts";
import { memoryLookup, type ShortSymbol } from "../../support/symbolLookup.ts";

/** Symbols of one library; a declaration is found at the line of its symbol, or where `lines` says. */
function declared(
  symbols: Readonly<Record<string, ShortSymbol>>,
  lines: Readonly<Record<number, string>> = {},
): DeclaredSymbols {
  const lookup = memoryLookup(symbols);
  const paths = Object.keys(symbols);
  return {
    ...lookup,
    at: (_package, _file, { line }) => lookup.find(lines[line] ?? paths[line - 1] ?? ""),
  };
}

const inside = (line: number, file = "index.d.ts") => ({ package: "lib", file, line });

describe("declaredPath", () => {
  const app = declared(
    { App: { kind: "interface" }, "App.addHook": { kind: "method" }, other: { kind: "function" } },
    { 40: "App" },
  );
  it("is the symbol at the place", () => assert.equal(declaredPath(app, inside(2), "addHook", []), "App.addHook"));
  it("is the member of the name in what surrounds the place", () =>
    assert.equal(declaredPath(app, inside(40), "addHook", []), "App.addHook"));
  it("keeps what is there under another name", () =>
    assert.equal(declaredPath(app, inside(3), "renamed", []), "other"));
  it("is what the resolver found where nothing is declared", () =>
    assert.equal(declaredPath(app, inside(99), "renamed", ["other"]), "other"));
  it("is the name where nobody knows more", () => assert.equal(declaredPath(app, inside(99), "lost", []), "lost"));

  it("is the class for its constructor and its test of instances", () => {
    const agent = declared({
      Agent: { kind: "class" },
      "Agent.constructor": { kind: "method" },
      "Agent.[Symbol.hasInstance]": { kind: "method" },
    });
    assert.equal(declaredPath(agent, inside(2), "Agent", []), "Agent");
    assert.equal(declaredPath(agent, inside(3), "Agent", []), "Agent");
  });

  it("is the nearest of the name in the file for a helper type", () => {
    const store = declared({
      "Far.setState": { kind: "property" },
      A: { kind: "type" },
      B: { kind: "type" },
      SetStateInternal: { kind: "type" },
      "Store.setState": { kind: "property" },
      "Elsewhere.setState": { kind: "property", file: "other.d.ts" },
    });
    assert.equal(declaredPath(store, inside(4), "setState", []), "Store.setState");
  });

  it("trusts the resolver where only the twin of the file is known", () => {
    const client = declared(
      {
        "Headers.get": { kind: "method" },
        "Client.get": { kind: "method" },
        "Far.get": { kind: "method", file: "far.d.ts" },
      },
      { 7: "Headers.get" },
    );
    assert.equal(declaredPath(client, inside(7, "index.d.cts"), "get", ["Client.get"]), "Client.get");
    assert.equal(declaredPath(client, inside(7), "get", ["Client.get"]), "Headers.get");
    assert.equal(declaredPath(client, inside(7, "index.d.cts"), "get", ["Far.get", "lost"]), "Headers.get");
  });

  it("is the function itself for a member of the default export", () => {
    const watch = declared({
      "default.watch": { kind: "property" },
      watch: { kind: "function" },
      "default.only": { kind: "property" },
    });
    assert.equal(declaredPath(watch, inside(1), "watch", []), "watch");
    assert.equal(declaredPath(watch, inside(3), "only", []), "default.only");
  });
});
