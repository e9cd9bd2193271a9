import assert from "node:assert/strict";
import { scanDeclarations } from "../../../../server/chunk/types/declarations.ts";
import type { Block, Declaration } from "../../../../server/chunk/types/syntax.ts";

/** Kind and name of every declaration, members and namespaces in brackets. */
function outline(block: Pick<Block, "declarations">): string {
  return block.declarations.map(outlineOf).join(" ");
}

function outlineOf(declaration: Declaration): string {
  const inner = [...declaration.members.map(outlineOf), ...(declaration.body ? [outline(declaration.body)] : [])];
  const name = declaration.name === "" ? "" : `:${declaration.name}`;
  return `${declaration.kind}${name}${inner.length > 0 ? `(${inner.join(" ")})` : ""}`;
}

function check(name: string, text: string, expected: string): void {
  it(name, () => assert.equal(outline(scanDeclarations(text)), expected));
}

describe("scanDeclarations: declarations", () => {
  check("functions", "export declare function f<T>(a: T): T;\nfunction g(): void", "function:f function:g");
  check("classes", "export declare abstract class A<T> extends B<T> implements C {\n  x: T;\n}", "class:A(property:x)");
  check("a class without a name", "export default class extends B { x(): void }", "class(method:x)");
  check("interfaces", "interface A extends B, C<D> { x: number; y(): void }", "interface:A(property:x method:y)");
  check("aliases", "type A = { x: number } | B;\nexport type C<T> = T", "type:A type:C");
  check(
    "variables",
    "export declare const a: A, b: B;\nlet c: C; var d = 1",
    "variable:a variable:b variable:c variable:d",
  );
  check(
    "destructured variables are passed over",
    "export declare const { a, b }: C;\ndeclare const d: D;",
    "variable:d",
  );
  check(
    "enums",
    'export declare enum A { x = 1, "y" = 2 }\nconst enum B { z }',
    "enum:A(property:x property:y) enum:B(property:z)",
  );
  check(
    "namespaces",
    "declare namespace A.B { const x: X; }\nmodule C { function y(): Y }",
    "namespace:A.B(variable:x) namespace:C(function:y)",
  );
  check(
    "modules",
    'declare module "x" { interface A {} }\ndeclare module "*.css";',
    "module:x(interface:A) module:*.css",
  );
  check("global", "declare global {\n  interface Window {}\n}", "global(interface:Window)");
  check(
    "keywords as names",
    "interface A { type: x; declare: y; get: z; new: n; readonly: r }\nconst type: T",
    "interface:A(property:type property:declare property:get property:new property:readonly) variable:type",
  );
  check(
    "without semicolons",
    "type A = B\ntype C = D\nfunction f(): E\nconst g: G",
    "type:A type:C function:f variable:g",
  );
  check(
    "an undocumented body",
    "export function f() { return { a: 1 } }\nclass A { m() { x } n = 1 }",
    "function:f class:A(method:m property:n)",
  );
});

describe("scanDeclarations: members", () => {
  check(
    "accessors and modifiers",
    "class A { static readonly x: X; get y(): Y; set y(v: Y); private z; protected w(): W; #p; }",
    "class:A(property:x property:y property:y property:z method:w property:#p)",
  );
  check("signatures", "interface A { (x: X): Y; new (x: X): Z; <T>(t: T): T }", "interface:A(call construct call)");
  check("constructors", "class A { constructor(private readonly x: X, y?: Y); }", "class:A(constructor:constructor)");
  check(
    "index signatures and mapped types are passed over",
    "interface A { [key: string]: B; x: X }\ntype C = { readonly [K in D]?: E } & { y: Y }",
    "interface:A(property:x) type:C",
  );
  check(
    "computed and quoted names",
    "interface A { [Symbol.iterator](): B; 'a-b': C; 1: D; \"~standard\"?: E }",
    "interface:A(method:[Symbol.iterator] property:a-b property:1 property:~standard)",
  );
  check(
    "separated by lines alone",
    "interface A {\n  x: X\n  y(): Y\n  [k: string]: Z\n  <T>(t: T): T\n  z?: W\n}",
    "interface:A(property:x method:y call property:z)",
  );
  check(
    "separated by commas",
    "type A = { x: X, y: Y }\ninterface B { x: X, y: Y }",
    "type:A interface:B(property:x property:y)",
  );
});

describe("scanDeclarations: types", () => {
  const typed = (text: string) => {
    const [first] = scanDeclarations(`declare const x: ${text};\ndeclare const end: End;`).declarations;
    const show = (node: Declaration["type"]): string => {
      if (!node) return "-";
      const inner = [...node.parts.map(show), ...node.members.map((member) => member.name)];
      const name = node.from === "" ? node.name : `${node.from}#${node.name}`;
      return `${node.kind} ${name}${inner.length > 0 ? `[${inner.join(", ")}]` : ""}`.replace(" [", "[").trim();
    };
    return show(first?.type);
  };
  const checkType = (text: string, expected: string): void => {
    it(text, () => {
      assert.equal(typed(text), expected);
      assert.equal(scanDeclarations(`const x: ${text}\nconst y: Y`).declarations.length, 2);
    });
  };
  checkType("A", "reference A");
  checkType("a.b.C<D, string, E>", "reference a.b.C[reference D, object, reference E]");
  checkType("string | undefined | A", "reference A");
  checkType("| A\n | B", "choice[reference A, reference B]");
  checkType("A & { x: B }", "intersection[reference A, object[x]]");
  checkType("A[]", "wrapper[reference A]");
  checkType("readonly A[][]", "wrapper[reference A]");
  checkType('A["b"]', "reference A.b");
  checkType("A[keyof B]", "-");
  checkType("(A)", "reference A");
  checkType("(a: A, ...b: B[]) => C", "function[reference C]");
  checkType("new <T>(a?: T) => C", "function[reference C]");
  checkType("abstract new (...args: any) => C", "function[reference C]");
  checkType("({ a, b }: A) => B", "function[reference B]");
  checkType("(this: A) => asserts this is B", "function");
  checkType("(x: unknown) => x is B", "function");
  checkType("typeof a.b", "query a.b");
  checkType('import("./a").B<C>', "reference ./a#B[reference C]");
  checkType('typeof import("./a")', "query ./a#");
  checkType("T extends (infer U)[] ? A : B", "choice[reference A, reference B]");
  checkType("keyof typeof a", "-");
  checkType("unique symbol", "-");
  checkType("[A, b?: B]", "-");
  checkType(`\`a\${string}b\``, "-");
  checkType("-1", "-");
  checkType(`{ [K in keyof T as \`get\${K}\`]-?: T[K] }`, "-");
  checkType("<T>(a: T) => Promise<A>", "function[reference Promise[reference A]]");
});

describe("scanDeclarations: imports and exports", () => {
  const scan = (text: string) => scanDeclarations(text);
  it("reads every form of import", () => {
    const { imports, aliases, specifiers } = scan(`
      import a, { b as c, type d, default as e, type as f } from "x";
      import type * as g from 'y';
      import h = require("z");
      import i = g.j.k;
      import type from "w";
      import "side" with { type: "json" };
    `);
    const shown = imports.map((each) => `${each.local}=${each.imported}@${each.specifier}`);
    assert.deepEqual(shown, [
      "a=default@x",
      "c=b@x",
      "d=d@x",
      "e=default@x",
      "f=type@x",
      "g=*@y",
      "h==@z",
      "type=default@w",
    ]);
    assert.deepEqual(aliases, [{ local: "i", target: "g.j.k" }]);
    assert.deepEqual(specifiers, ["x", "y", "z", "w", "side"]);
  });
  it("reads every form of export", () => {
    const { exports } = scan(`
      export { a, b as c, type d as default } from "x";
      export * from "y";
      export * as ns from "z";
      export type { e };
      export = f.g;
      export default h;
      export as namespace i;
      export import j = k.l;
    `);
    const shown = exports.map(
      (item) => `${item.kind} ${item.specifier} ${item.names.map((name) => `${name.local}>${name.exported}`)}`,
    );
    assert.deepEqual(shown, [
      "names x a>a,b>c,d>default",
      "star y ",
      "namespace z *>ns",
      "names  e>e",
      "equals  f.g>export=",
      "default  h>default",
      "names  j>j",
    ]);
  });
  it("tells scripts from modules", () => {
    assert.equal(scan("declare const x: X;").isModule, false);
    assert.equal(scan("export {};").isModule, true);
    assert.equal(scan('import "x";').isModule, true);
  });
  it("reads references", () => {
    const { references } = scan(
      '/// <reference path="./a.d.ts" />\n/// <reference types="node" />\ndeclare const x: X;',
    );
    assert.deepEqual(references, [
      { kind: "path", target: "./a.d.ts" },
      { kind: "types", target: "node" },
    ]);
  });
});

describe("scanDeclarations: damage", () => {
  check(
    "a missing bracket costs that declaration",
    "interface A {\n  x: X;\nexport declare class B { y: Y }",
    "interface:A(property:x) class:B(property:y)",
  );
  check("a stray bracket is passed over", "}} ) type A = B;\ninterface C {}", "interface:C");
  check(
    "a broken member costs its line",
    "interface A {\n  x: X;\n  @!% y;\n  z: Z\n}",
    "interface:A(property:x property:z)",
  );
  check("a broken string ends at its line", "type A = 'x\nconst b: B", "type:A variable:b");
  check("a comment without end hides the rest", "type A = B; /** x\nconst b: B", "type:A");
  check("a template without end costs its line", "type A = `x\nconst b: B", "type:A variable:b");
  check("no declarations at all", "hello world (", "");
  it("survives deep nesting", () => {
    for (const [open, close] of [
      ["(", ")"],
      ["{ a: ", "}"],
      ["A<", ">"],
      ["[", "]"],
      ["() => ", ""],
      ["keyof ", ""],
      ["readonly ", ""],
      ["A extends B ? C : ", ""],
    ]) {
      const text = `declare const x: ${open?.repeat(20_000)}T${close?.repeat(20_000)};\nexport declare const y: Y;`;
      assert.ok(scanDeclarations(text).declarations.length >= 1, open);
    }
    const namespaces = `${"namespace A { ".repeat(5_000)}${"}".repeat(5_000)}\ndeclare const y: Y;`;
    assert.equal(scanDeclarations(namespaces).declarations.at(-1)?.name, "y");
  });
});
