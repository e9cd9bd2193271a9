import assert from "node:assert/strict";
import { chunkTypes } from "../../../../server/chunk/types/chunkTypes.ts";
import { Chunked, chunkFiles, info, types } from "./library.ts";

describe("symbol table: what using a symbol yields", () => {
  const check = (name: string, text: string, expected: Readonly<Record<string, string>>): void => {
    it(name, () => {
      const library = chunkFiles(`${text}\nexport interface A { m(): A }\nexport interface B {}`);
      for (const [path, target] of Object.entries(expected)) assert.equal(library.yields(path), target, path);
    });
  };
  check("return types", "export function f(): A;\nexport function g(): void;", { f: "A", g: "" });
  check(
    "promises, arrays and utility types",
    "export function f(): Promise<A>;\nexport const l: readonly Partial<A>[];",
    { f: "A", l: "A" },
  );
  check("unions and intersections: the first known", "export const x: string | null | A | B;\nexport const y: X & B;", {
    x: "A",
    y: "B",
  });
  check("conditional types: the first known end", "export function f<T>(): T extends string ? A : B;", { f: "A" });
  check("function types", "export const f: (x: string) => A;\nexport type F = () => A;", { f: "A", F: "A" });
  check("typeof", "export const f: typeof g;\nexport function g(): A;", { f: "g", g: "A" });
  check("this", "export class C { m(): this; n(): Promise<this> }", { C: "C", "C.m": "C", "C.n": "C" });
  check("constructors", "export class C { constructor(x: A); }", { "C.constructor": "C" });
  check("call signatures", "export interface F { (x: string): A; new (x: string): B }", { F: "A" });
  check("construct signatures", "export declare const F: { new (): A; other: B };", { F: "A", "F.other": "B" });
  check("aliases", "export type T = A;\nexport const x: T;", { T: "A", x: "T" });
  check(
    "aliases that pass on an argument",
    "type Maybe<T> = T | undefined;\ntype If<X, S> = X extends 1 ? S : S;\nexport const x: Maybe<A>;\nexport const y: If<string, B>;",
    { x: "A", y: "B" },
  );
  check("type parameters: what they extend", "export function f<T extends A>(): T;\nexport function g<A>(): A;", {
    f: "A",
    g: "",
  });
  check("type parameters of the class", "export class C<T extends B> { m(): T }", { "C.m": "B" });
  check(
    "ReturnType and InstanceType",
    "export function f(): A;\nexport type R = ReturnType<typeof f>;\nexport class C {}\nexport type I = InstanceType<typeof C>;",
    { R: "A", I: "C" },
  );
  check("a property of a type", 'export interface O { a: A }\nexport const x: O["a"];', { x: "O.a" });
  check("overloads: the first known", "export function f(): void;\nexport function f(x: string): A;", { f: "A" });
  check(
    "cycles end",
    "export type X = Y;\nexport type Y = X;\nexport const z: typeof z;\nexport interface P extends P {}",
    { z: "" },
  );
});

describe("symbol table: entries", () => {
  it("merges overloads into one symbol over all their lines", () => {
    const { chunks } = chunkFiles(
      "export function f(): void;\nexport function f(x: string): void;\n\nexport const g: string;",
    );
    const shown = chunks.symbols.symbols.map(({ path, kind, line, endLine }) => `${path} ${kind} ${line}-${endLine}`);
    assert.deepEqual(shown, ["f function 1-2", "g variable 4-4"]);
  });
  it("merges interfaces, functions and namespaces of one name", () => {
    const library = chunkFiles(
      "export interface A { x: B }\nexport interface A { y: B }\nexport interface B {}\nexport function f(): B;\nexport namespace f { const z: B; }",
    );
    assert.deepEqual([...library.paths].sort(), ["A", "A.x", "A.y", "B", "f", "f.z"]);
    assert.equal(library.symbol("f").kind, "function");
    assert.equal(library.chain("lib", "f", "z")?.path, "f.z");
  });
  it("gives the members of object types, nested too", () => {
    const library = chunkFiles(
      "export type O = Readonly<{ a: { b: string }; c(): void }>;\nexport const k: { d: { e: O } };",
    );
    assert.deepEqual([...library.paths].sort(), ["O", "O.a", "O.a.b", "O.c", "k", "k.d", "k.d.e"]);
    assert.equal(library.chain("lib", "k", "d", "e", "c")?.path, "O.c");
  });
  it("leaves private members out", () => {
    assert.deepEqual(chunkFiles("export class C { private x: X; #y; protected z: Z }").paths, ["C", "C.z"]);
  });
  it("finds inherited members through bases", () => {
    const library = chunkFiles(
      "interface A { a: string }\ninterface B { b: string }\nexport class C extends D implements B {}\ndeclare const D: new () => A;\nexport type T = A & B;\nexport const v: A & B;",
    );
    assert.deepEqual(library.bases("C"), ["A", "B"]);
    assert.deepEqual(library.bases("T"), ["A", "B"]);
    assert.equal(library.chain("lib", "C", "a")?.path, "A.a");
    assert.equal(library.chain("lib", "v", "b")?.path, "B.b");
  });
  it("sorts by file, line and path", () => {
    const { chunks } = chunkFiles({
      "z.d.ts": "export const b: B, a: A;",
      "index.d.ts": 'export * from "./z";\nexport const c: C;',
    });
    assert.deepEqual(
      chunks.symbols.symbols.map((each) => `${each.file}:${each.path}`),
      ["index.d.ts:c", "z.d.ts:a", "z.d.ts:b"],
    );
  });
});

describe("symbol table: modules", () => {
  it("follows re-exports, renames and namespaces", () => {
    const library = chunkFiles({
      "index.d.ts":
        'export * from "./a.js";\nexport { x as y } from "./a.js";\nexport * as ns from "./b.mjs";\nimport * as c from "./c";\nexport { c, c as default };',
      "a.d.ts": "export declare const x: X;",
      "b.d.mts": "export declare const inB: X;",
      "c/index.d.ts": 'export { inB as fromC } from "../b.mjs";\nexport default class Local {}',
    });
    assert.deepEqual(library.exports("lib"), {
      c: "c/index.d.ts",
      default: "c/index.d.ts",
      ns: "b.d.mts",
      x: "x",
      y: "x",
    });
    assert.deepEqual(
      library.paths,
      ["y", "c", "ns", "x", "ns.inB", "c.Local"].sort((a, b) => library.paths.indexOf(a) - library.paths.indexOf(b)),
    );
    assert.equal(library.symbol("ns").kind, "namespace");
  });
  it("names a symbol as the entry point does", () => {
    const library = chunkFiles({
      "index.d.ts":
        'export { _enum as enum, t as Thing, t as Other } from "./chunk-abc123.js";\nexport { default as main } from "./main";',
      "chunk-abc123.d.ts": "declare function _enum(): void;\ndeclare class t { m(): void }\nexport { _enum, t };",
      "main.d.ts": "declare const _default: () => void;\nexport default _default;",
    });
    assert.deepEqual([...library.paths].sort(), ["Other", "Thing", "Thing.m", "enum", "main"]);
    assert.equal(library.yields("Other"), "Thing");
    assert.deepEqual(library.section("Thing").symbols, ["Thing", "Other"]);
  });
  it("prefers the own name where it is exported too", () => {
    const library = chunkFiles("declare class A {}\nexport { A as B, A, A as default };");
    assert.deepEqual(library.exports("lib"), { A: "A", B: "A", default: "A" });
  });
  it("offers default exports", () => {
    assert.deepEqual(chunkFiles("export default function f(): void;").exports("lib"), { default: "f" });
    assert.deepEqual(chunkFiles("declare const _default: string;\nexport default _default;").exports("lib"), {
      default: "default",
    });
  });
  it("opens a namespace that is the whole export", () => {
    const library = chunkFiles(
      "declare function lib(): lib.Result;\ndeclare namespace lib {\n  interface Result { ok: boolean }\n  function restore(): void;\n  export { lib as default };\n  export interface Options { a: string }\n}\nexport = lib;",
    );
    const { "export=": whole, default: standard, Options } = library.exports("lib");
    assert.deepEqual([whole, standard, Options], ["lib", "lib", "Options"]);
    assert.equal(library.chain("lib", "export=", "restore")?.path, "lib.restore");
    assert.equal(library.chain("lib", "export=", "ok")?.path, "lib.Result.ok");
  });
  it("drops the namespace's name from types it exports", () => {
    const library = chunkFiles(
      "declare function lib(): void;\ndeclare namespace lib {\n  interface Options { a: string }\n  const version: string;\n}\nexport = lib;",
    );
    assert.deepEqual([...library.paths].sort(), ["Options", "Options.a", "lib", "lib.version"]);
  });
  it("merges augmentations into the namespace of another file", () => {
    const library = chunkFiles(
      {
        "index.d.ts":
          '/// <reference path="./more.d.ts" />\nexport = _;\ndeclare const _: _.Static;\ndeclare namespace _ { interface Static {} }',
        "more.d.ts":
          'import _ = require("./index");\ndeclare module "./index" {\n  interface Static { debounce(): Debounced }\n  interface Debounced { flush(): void }\n}',
        "debounce.d.ts": 'import { debounce } from "./index";\nexport = debounce;',
      },
      { lib: "index.d.ts", "lib/debounce": "debounce.d.ts" },
    );
    assert.equal(library.chain("lib", "export=", "debounce")?.file, "more.d.ts");
    assert.deepEqual(library.exports("lib/debounce"), { "export=": "Static.debounce" });
    assert.equal(library.yields("Static.debounce"), "Debounced");
  });
  it("reads ambient modules under all their names", () => {
    const library = chunkFiles({
      "index.d.ts": '/// <reference path="fs.d.ts" />',
      "fs.d.ts":
        'declare module "node:fs" {\n  import { Path } from "node:path";\n  export function readFile(): Path;\n}\ndeclare module "node:fs" { export * as promises from "node:fs/promises"; }\ndeclare module "fs" { export * from "node:fs"; }\ndeclare module "node:fs/promises" { function readFile(): void; }\ndeclare module "node:path" { namespace path { interface Path {} } export = path; }',
    });
    assert.deepEqual(library.exports("fs"), library.exports("node:fs"));
    assert.equal(library.exports("fs").promises, "fs.d.ts");
    assert.equal(library.yields("readFile"), "Path");
  });
  it("makes globals of scripts and of `declare global` known everywhere", () => {
    const library = chunkFiles({
      "index.d.ts": 'import "./globals";\nexport const x: Big;\nexport const y: NS.Inner;',
      "globals.d.ts": "interface Big {}\ndeclare namespace NS { interface Inner {} }",
      "other.d.ts": "export {};\ndeclare global { interface Big { more: string } }",
    });
    assert.equal(library.yields("x"), "Big");
    assert.equal(library.yields("y"), "NS.Inner");
    assert.equal(library.chain("lib", "x", "more")?.file, "other.d.ts");
    assert.ok(library.section("Big").reached);
  });
  it("links the packages of one library", () => {
    const documents = [
      types(
        "@types/app",
        "index.d.ts",
        'import * as core from "app-core";\ndeclare function e(): core.Express;\nexport = e;',
      ),
      types(
        "@types/app-core",
        "index.d.ts",
        "export interface Express extends Application {}\nexport interface Application { get: string }",
      ),
    ];
    const packages = [info("@types/app", { app: "index.d.ts" }), info("@types/app-core", { "app-core": "index.d.ts" })];
    const library = new Chunked(chunkTypes(documents, packages));
    assert.equal(library.chain("app", "export=", "get")?.package, "@types/app-core");
  });
  it("finds files behind imports of other module formats and folders", () => {
    const library = chunkFiles(
      {
        "dist/cjs/index.d.cts": 'export * from "./a.cjs";\nexport * from "./b.js";\nexport * from "./c";',
        "dist/esm/a.d.mts": "export const a: A;",
        "dist/cjs/b.d.ts": "export const b: B;",
        "dist/cjs/c/index.d.cts": 'export * from "../../../d.ts";\nexport * from "lib/deep";',
        "d.d.ts": "export const d: D;",
        "deep.d.ts": "export const deep: D;",
      },
      { lib: "dist/cjs/index.d.cts" },
    );
    assert.deepEqual(
      Object.keys(library.exports("lib")),
      ["a", "b", "c", "d", "deep"].filter((name) => name !== "c"),
    );
  });
  it("follows `import x = a.b` and import types", () => {
    const library = chunkFiles({
      "index.d.ts":
        'import n = require("./n");\nexport import Alias = n.inner.T;\nexport const x: Alias;\nexport const y: import("./n").T;\nexport const z: typeof import("./n");',
      "n.d.ts": "export namespace inner { interface T { m: string } }\nexport interface T {}\nexport const v: T;",
    });
    assert.equal(library.yields("x"), "Alias");
    assert.equal(library.yields("y"), "T");
    assert.equal(library.exports("lib").Alias, "Alias");
  });
  it("gives names that a namespace passes on", () => {
    const library = chunkFiles(
      "declare function test(): void;\ndeclare namespace test {\n  function suite(): R;\n  interface R {}\n  export { suite as describe, test };\n}\nexport = test;",
    );
    assert.equal(library.chain("lib", "export=", "describe")?.path, "test.describe");
    assert.equal(library.yields("test.describe"), "test.R");
  });
  it("survives modules that export each other", () => {
    const library = chunkFiles({
      "index.d.ts": 'export * from "./a";\nexport { b as c } from "./a";\nexport * as self from "./index";',
      "a.d.ts": 'export * from "./index";\nexport { c as b } from "./index";\nexport const real: X;',
    });
    assert.equal(library.exports("lib").real, "real");
  });
  it("takes the file that looks like the main one where no entry point is named", () => {
    const documents = [
      types("lib", "dist/other.d.ts", "export const o: O;"),
      types("lib", "dist/index.d.ts", "export const i: I;"),
    ];
    const library = new Chunked(chunkTypes(documents, [info("lib", {})]));
    assert.deepEqual(library.exports("lib"), { i: "i" });
    assert.deepEqual(library.anchors, ["i"]);
  });
  it("does not claim a foreign module that the library only adds to", () => {
    const library = chunkFiles(
      'import "other";\ndeclare module "other" { interface Options { added: boolean } }\nexport {};',
    );
    assert.deepEqual(
      library.chunks.symbols.modules.flatMap((module) => module.specifiers),
      [],
    );
    assert.ok(library.section("Options").reached);
  });
});
