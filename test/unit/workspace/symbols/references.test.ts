import assert from "node:assert/strict";
import type { SourceLanguage } from "../../../../server/platform/treeSitter.ts";
import type { ChainReference } from "../../../../server/workspace/symbols/chain.ts";
import { analyse } from "../../../support/syntax.ts";

/** A reference in one line: `zod#z.string().email`, `import zod`, or `-` for silence. */
async function at(code: string, languageId: SourceLanguage): Promise<string> {
  const document = await analyse(code.replace("‸", ""), languageId, { patterns: ["@/*", "settings"] });
  const reference = document.referenceAtOffset(code.indexOf("‸"));
  if (!reference) return "-";
  return reference.kind === "import" ? `import ${reference.specifier}` : shown(reference);
}

function shown(chain: ChainReference): string {
  const links = chain.steps.map((step) => `${step.via === "member" ? "." : `<${step.via}>`}${step.name}${use(step)}`);
  return `${chain.specifier}#${chain.root}${use(chain.rootUse)}${links.join("")}`;
}

function use(one: ChainReference["rootUse"]): string {
  return `${one.awaited ? "~" : ""}${one.constructed ? "+" : ""}${one.called ? "()" : ""}`;
}

/** Cases: code with the cursor, the reference it is. */
function check(area: string, languageId: SourceLanguage, cases: readonly (readonly [string, string])[]): void {
  describe(area, () => {
    for (const [code, expected] of cases)
      it(`${code.replace(/\s+/g, " ")} → ${expected}`, async () => assert.equal(await at(code, languageId), expected));
  });
}

check("names bound by imports", "typescript", [
  [`import zod‸ from "zod"`, "zod#default"],
  [`import { ‸z } from "zod"`, "zod#z"],
  [`import { z } from "zod"; ‸z`, "zod#z"],
  [`import { readFile as ‸read } from "fs"`, "fs#readFile"],
  [`import { ‸readFile as read } from "fs"`, "fs#readFile"],
  [`import { readFile as read } from "fs"; ‸read()`, "fs#readFile()"],
  [`import * as ‸fs from "node:fs"`, "node:fs#*"],
  [`import type { ‸FastifyInstance } from "fastify"`, "fastify#FastifyInstance"],
  [`import { type ‸Kysely } from "kysely"`, "kysely#Kysely"],
  [`import { default as ‸pino } from "pino"`, "pino#default"],
  [`import ‸fs = require("fs")`, "fs#*"],
  [`import { ‸local } from "./local"`, "-"],
  [`import { ‸thing } from "@/thing"`, "-"],
  [`import { ‸token } from "#tokens"`, "-"],
  [`import { ‸a } from "settings"`, "-"],
]);

check("re-exports", "typescript", [
  [`export { ‸z } from "zod"`, "zod#z"],
  [`export { z as ‸schema } from "zod"`, "zod#z"],
  [`export * as ‸rx from "rxjs"`, "rxjs#*"],
  [`import { z } from "zod"; export { ‸z }`, "zod#z"],
  [`import { z } from "zod"; export { z as ‸y }`, "-"],
  [`export { ‸x } from "./x"`, "-"],
]);

check("specifiers", "typescript", [
  [`import { z } from "‸zod"`, "import zod"],
  [`import "‸dotenv/config"`, "import dotenv/config"],
  [`export * from "z‸od"`, "import zod"],
  [`const a = require("‸@scope/name")`, "import @scope/name"],
  [`const a = await import("‸undici")`, "import undici"],
  ["const a = await import(`‸undici`)", "import undici"],
  [`type A = typeof import("‸fastify")`, "import fastify"],
  [`import fs = require("‸node:fs")`, "import node:fs"],
  [`declare module "‸fastify" { interface A {} }`, "import fastify"],
  [`import a from "‸./a"`, "-"],
  [`import a from "‸@/a"`, "-"],
  [`import a from "‸#a"`, "-"],
  [`import a from "‸https://esm.sh/a"`, "-"],
  [`const a = "‸zod"`, "-"],
]);

check("require and import()", "javascript", [
  [`const ‸fs = require("fs")`, "fs#*"],
  [`const { ‸readFile } = require("fs")`, "fs#*.readFile"],
  [`const { readFile: ‸read } = require("fs")`, "fs#*.readFile"],
  [`const { ‸readFile: read } = require("fs")`, "fs#*.readFile"],
  [`const { promises: { readFile } } = require("fs"); ‸readFile()`, "fs#*.promises.readFile()"],
  [`const { ‸promises: { readFile } } = require("fs")`, "fs#*.promises"],
  [`const { readFile = 1 } = require("fs"); ‸readFile()`, "fs#*.readFile()"],
  [`const ‸get = require("lodash").get`, "lodash#*.get"],
  [`require("lodash").‸get`, "lodash#*.get"],
  [`async () => { const { ‸request } = await import("undici") }`, "undici#*~.request"],
  [`async () => { const u = await import("undici"); u.‸request() }`, "undici#*~.request()"],
  [`import("undici").then(({ request }) => ‸request())`, "undici#*~.request()"],
  [`import("undici").then((u) => u.‸request())`, "undici#*~.request()"],
  [`const { ‸a } = require("./a")`, "-"],
  [`const { ‸a } = require(name)`, "-"],
]);

check("member chains", "typescript", [
  [`import { z } from "zod"; z.‸string().email()`, "zod#z.string()"],
  [`import { z } from "zod"; z.string().‸email()`, "zod#z.string().email()"],
  [`import { z } from "zod"; z\n  .string()\n  .‸email`, "zod#z.string().email"],
  [`import fs from "node:fs"; fs.promises.‸readFile`, "node:fs#default.promises.readFile"],
  [`import fs from "node:fs"; fs?.promises!.‸readFile`, "node:fs#default.promises.readFile"],
  [`import fs from "node:fs"; fs["promises"].‸readFile`, "node:fs#default.promises.readFile"],
  [`import _ from "lodash"; _.chain(x)[0].‸name`, "lodash#default.chain()<element>.name"],
  [`import { Hono } from "hono"; new Hono().‸get`, "hono#Hono+.get"],
  [`import { create } from "zustand"; create<S>()(f).‸getState`, "zustand#create()<call>().getState"],
  [`import { sql } from "kysely"; ‸sql\`x\``, "kysely#sql()"],
  ["import { sql } from 'kysely'; sql`x`.‸execute(db)", "kysely#sql().execute()"],
  [`import { a } from "x"; (await a()).‸b`, "x#a~().b"],
  [`import { a } from "x"; (a as any).‸b`, "x#a.b"],
  [`import { a, B } from "x"; (a as B).‸c`, "x#B.c"],
  [`import { B } from "x"; (<B>a).‸c`, "x#B.c"],
  [`import { a } from "x"; (a satisfies B).‸c`, "x#a.c"],
  [`import { a } from "x"; (y ? a : null).‸c`, "x#a.c"],
  [`import { a } from "x"; (y ?? a).‸c`, "x#a.c"],
  [`import { a } from "x"; (y && a).‸c`, "x#a.c"],
  [`import { a } from "x"; (b = a).‸c`, "x#a.c"],
  [`import { a } from "x"; a<string>.‸c`, "x#a.c"],
  [`import { c } from "x"; async () => { await c.req.‸json<{ a: 1 }>() }`, "x#c.req.json()"],
  [`console.‸log(1)`, "-"],
  [`import { Get } from "x"; class A { @‸Get("/") a() {} }`, "x#Get()"],
  [`"text".‸trim()`, "-"],
]);

check("variables", "typescript", [
  [`import f from "fastify"; const app = f({}); app.‸get("/")`, "fastify#default().get()"],
  [`import f from "fastify"; const ‸app = f()`, "-"],
  [`import f from "fastify"; const app = f(); ‸app`, "-"],
  [`import f from "fastify"; const { get } = f(); ‸get()`, "fastify#default().get()"],
  [`import { Subject } from "rxjs"; const s = new Subject(); s.‸next(1)`, "rxjs#Subject+.next()"],
  [`import f from "fastify"; let app; app = f(); app.‸get`, "fastify#default().get"],
  [`import f from "fastify"; let app; setup(() => { app = f() }); app.‸get`, "fastify#default().get"],
  [`import { a } from "x"; const b = a(); const c = b.d(); c.‸e`, "x#a().d().e"],
  [`import _ from "lodash"; const ‸pick = _.pick`, "lodash#default.pick"],
  [`import f from "fastify"; function make() { return f() } make().‸get`, "fastify#default().get"],
  [`import f from "fastify"; const make = () => f(); const app = make(); app.‸get`, "fastify#default().get"],
  [`import { D } from "x"; function make(): D { return y } make().‸get`, "x#D.get"],
  [`import { D } from "x"; async function make(): Promise<D> {} (await make()).‸get`, "x#D~.get"],
  [`import { a } from "x"; const o = { b: a(), c() { return a } }; o.b.‸d`, "x#a().d"],
  [`import { a } from "x"; const o = { a }; o.a.‸d`, "x#a.d"],
  [`import { a } from "x"; const o = { ...a }; o.‸d`, "x#a.d"],
  [`import { a } from "x"; const o = { c() { return a } }; o.c().‸d`, "x#a.d"],
  [`import { a } from "x"; for (const b of a.list) b.‸c()`, "x#a.list<element>b.c()"],
  [`import { a } from "x"; for (const b in a) b.‸c()`, "-"],
  [`import { a } from "x"; const [b] = a(); b.‸c()`, "x#a()<element>b.c()"],
  [`const a = a.b; a.‸c`, "-"],
]);

check("types", "typescript", [
  [`import { FastifyInstance } from "fastify"; let app: FastifyInstance; app.‸get`, "fastify#FastifyInstance.get"],
  [`import type { R } from "x"; function f(r: ‸R) {}`, "x#R"],
  [`import type { R } from "x"; function f(r: R) { r.‸log }`, "x#R.log"],
  [`import type { R } from "x"; function f({ log }: R) { ‸log() }`, "x#R.log()"],
  [`import type { R } from "x"; function f(r?: R | null) { r.‸log }`, "x#R.log"],
  [`import type { R, S } from "x"; function f(r: R | S) { r.‸log }`, "-"],
  [`import type { R } from "x"; function f(r: R & { user: string }) { r.‸log }`, "x#R.log"],
  [`import type { R } from "x"; type Q = R<string>; let q: Q; q.‸log`, "x#R.log"],
  [`import type { R } from "x"; interface Q extends R { own: string } let q: Q; q.‸log`, "x#R.log"],
  [`import type { R } from "x"; interface Q { r: R } let q: Q; q.r.‸log`, "x#R.log"],
  [`import type { R } from "x"; interface Q { r(): R } let q: Q; q.r().‸log`, "x#R.log"],
  [`import type { R } from "x"; let q: { r: R }; q.r.‸log`, "x#R.log"],
  [`import type { R } from "x"; let q: R["a"]; q.‸log`, "x#R.a.log"],
  [`import type { R } from "x"; function f<T extends R>(t: T) { t.‸log }`, "x#R.log"],
  [`import type { R } from "x"; let q: Readonly<R>; q.‸log`, "x#R.log"],
  [`import type { R } from "x"; let q: Map<string, R>; q.‸get`, "-"],
  [`import { f } from "x"; let q: ReturnType<typeof f>; q.‸log`, "x#f().log"],
  [`import { F } from "x"; let q: InstanceType<typeof F>; q.‸log`, "x#F+.log"],
  [`import * as z from "zod"; let s: z.‸ZodString`, "zod#*.ZodString"],
  [`import { z } from "zod"; let s: z.ZodString; s.‸email`, "zod#z.ZodString.email"],
  [`import { z } from "zod"; type T = z.‸infer<typeof s>`, "zod#z.infer"],
  [`let s: import("x").N; s.‸a`, "x#*.N.a"],
  [`import { Query } from "x"; type Query = 1; let a: ‸Query`, "-"],
  [`import { z } from "zod"; const Q = z.object({}); type Q = z.infer<typeof Q>; Q.‸parse()`, "zod#z.object().parse()"],
]);

check("classes", "typescript", [
  [`import { K } from "k"; class A { private db = new K(); f() { this.db.‸select() } }`, "k#K+.select()"],
  [`import { K } from "k"; class A { db: K; f() { return () => this.db.‸select() } }`, "k#K.select()"],
  [
    `import { K } from "k"; class A { constructor(private readonly db: K) {} f() { this.db.‸select() } }`,
    "k#K.select()",
  ],
  [
    `import { K } from "k"; class A { db; constructor() { this.db = new K() } f() { this.db.‸select() } }`,
    "k#K+.select()",
  ],
  [`import { K } from "k"; class A { get db() { return new K() } f() { this.db.‸select() } }`, "k#K+.select()"],
  [`import { K } from "k"; class A { make(): K {} f() { this.make().‸select() } }`, "k#K.select()"],
  [`import { K } from "k"; class A { static db = new K() } A.db.‸select()`, "k#K+.select()"],
  [`import { K } from "k"; class A extends K {} new A().‸select()`, "k#K+.select()"],
  [`import { K } from "k"; class A extends K { f() { this.‸select() } }`, "k#K+.select()"],
  [`import { K } from "k"; class A extends K { f() {} g() { this.‸f() } }`, "-"],
  [`import { K } from "k"; class A extends ‸K {}`, "k#K"],
  [`import { K } from "k"; class A { db = new K() } function f(a: A) { a.db.‸select() }`, "k#K+.select()"],
  [`import { K } from "k"; class A { db = new K(); f() { function g() { this.db.‸select() } } }`, "-"],
]);

check("classes in JavaScript", "javascript", [
  [`import { K } from "k"; class A { db = new K(); f() { this.db.‸select() } }`, "k#K+.select()"],
  [`import { K } from "k"; class A extends K { f() { this.‸select() } }`, "k#K+.select()"],
  [`const { K } = require("k"); class A { constructor() { this.db = new K() } f() { this.db.‸x } }`, "k#*.K+.x"],
]);

check("shadowing", "typescript", [
  [`import { z } from "zod"; function f(z) { ‸z }`, "-"],
  [`import { z } from "zod"; const f = z => ‸z`, "-"],
  [`import { z } from "zod"; { const z = 1; ‸z }`, "-"],
  [`import { z } from "zod"; { const z = 1 } ‸z`, "zod#z"],
  [`import { z } from "zod"; try {} catch (z) { ‸z }`, "-"],
  [`import { z } from "zod"; for (const z of list) { z.‸a }`, "-"],
  [`import { z } from "zod"; for (let z = 0; ; ) { ‸z }`, "-"],
  [`import { z } from "zod"; function f() { if (a) { var z = 1 } ‸z }`, "-"],
  [`import { z } from "zod"; (function z() { ‸z })`, "-"],
  [`import { z } from "zod"; function f() { function z() {} ‸z() }`, "-"],
  [`import { z } from "zod"; (class z { f() { ‸z } })`, "-"],
  [`import { z } from "zod"; function f() { enum z { A } ‸z }`, "-"],
  [`import { Z } from "zod"; function f<Z>(a: ‸Z) {}`, "-"],
  [`import { Z } from "zod"; type A<Z> = ‸Z`, "-"],
  [`import { Z } from "zod"; type A = { [Z in K]: ‸Z }`, "-"],
]);

check("what hands values to callbacks", "typescript", [
  [
    `import f from "fastify"; f().get("/", (req, reply) => reply.‸send())`,
    "fastify#default().get<parameter>reply.send()",
  ],
  [
    `import f from "fastify"; f().route({ handler(req) { req.‸log } })`,
    "fastify#default().route<option>handler<parameter>req.log",
  ],
  [
    `import f from "fastify"; f().route({ handler: async (req) => req.‸log })`,
    "fastify#default().route<option>handler<parameter>req.log",
  ],
  [`import { P } from "x"; const p: P = async (app) => app.‸get()`, "x#P<parameter>app.get()"],
  [`import { a } from "x"; a.on = (e) => e.‸stop()`, "x#a.on<parameter>e.stop()"],
  [`import { P } from "x"; const p = (async (app) => app.‸get()) satisfies P`, "x#P<parameter>app.get()"],
  [`import { a } from "x"; a(({ fn }) => fn.‸sum())`, "x#a<parameter>.fn.sum()"],
  [`import { a } from "x"; new a((y) => y.‸b)`, "x#a<parameter>y.b"],
  [`import { a } from "x"; function f(b = a()) { b.‸c }`, "x#a().c"],
  [`list.map((item) => item.‸name)`, "-"],
  [
    `import r from "x"; r.get("/", show); function show(req, res) { res.‸send() }`,
    "x#default.get<parameter>res.send()",
  ],
  [`import r from "x"; const show = (req, res) => res.‸send(); r.get("/", show)`, "x#default.get<parameter>res.send()"],
  [`import r from "x"; r.on({ show }); function show(req, res) { res.‸send() }`, "-"],
  [
    `import r from "x"; r.on({ on: show }); function show(e) { e.‸stop() }`,
    "x#default.on<option>on<parameter>e.stop()",
  ],
]);

check("options", "typescript", [
  [`import f from "fastify"; f({ ‸logger: true })`, "fastify#default<option>logger"],
  [`import f from "fastify"; f({ logger: { ‸level: 1 } })`, "fastify#default<option>logger<option>level"],
  [`import { K } from "k"; new K({ ‸log: [] })`, "k#K<option>log"],
  [`import f from "fastify"; f({ ‸handler() {} })`, "fastify#default<option>handler"],
  [`import { z } from "zod"; f({ ‸z })`, "zod#z"],
  [`import f from "fastify"; const logger = 1; f({ ‸logger })`, "fastify#default<option>logger"],
  [`import { C } from "x"; const c: C = { ‸port: 1 }`, "x#C<option>port"],
  [`local({ ‸logger: true })`, "-"],
  [
    `import { defineConfig } from "vite"; export default defineConfig(() => ({ ‸plugins: [] }))`,
    "vite#defineConfig<option>plugins",
  ],
  [`import { router } from "x"; router([{ ‸path: "/" }])`, "x#router<option>path"],
]);

check("JSX", "typescriptreact", [
  [`import Link from "next/link"; <‸Link to="/" />`, "next/link#default"],
  [`import Link from "next/link"; <Link ‸to="/" />`, "-"],
  [`import * as UI from "ui"; <UI.‸Button></UI.Button>`, "ui#*.Button"],
  [`import * as UI from "ui"; <UI.Button></UI.‸Button>`, "ui#*.Button"],
  [`import { a } from "x"; <div>{a.‸b()}</div>`, "x#a.b()"],
  [`import { link } from "x"; <‸link />`, "-"],
]);

check("everything else is silent", "typescript", [
  [`import { z } from "zod"; // ‸z.string`, "-"],
  [`import { z } from "zod"; "‸z"`, "-"],
  [`import { z } from "zod"; /‸z/`, "-"],
  [`im‸port { z } from "zod"`, "-"],
  [`import { z } from "zod"; const ret‸urn2 = 1`, "-"],
  [`import { z } from "zod"; interface A { ‸z: string }`, "-"],
  [`import { z } from "zod"; class A { ‸z() {} }`, "-"],
  [`import { z } from "zod"; ‸`, "-"],
  [`‸`, "-"],
]);

check("half-typed code", "typescript", [
  [`import { z } from "zod";\nconst a = z.string().‸em\nfunction`, "zod#z.string().em"],
  [`import { z } from "zod";\nconst a = z.string().ema‸`, "zod#z.string().ema"],
  [`import { z } from "zod";\nz.object({ a: z.‸string(`, "zod#z.string()"],
  [
    `import f from "fastify"\nconst app = f()\napp.get("/", async (req, reply) => {\n  reply.‸code(400\n`,
    "fastify#default().get<parameter>reply.code()",
  ],
  [`import { a, \nimport { z } from "zod"\n‸a`, "-"],
  [`import { a, \nimport { z } from "zod"\n‸z`, "zod#z"],
  [`import { K } from "k"\ndeclare const db: K\nfunction f() {\n  db.x()\n    .\n\n  return ‸group(1)\n}`, "-"],
  [`import { sql } from "kysely"\nconst a = ‸sql<Date>\`now()`, "kysely#sql()"],
]);

describe("hostile documents", () => {
  const deep = 20_000;
  const cases: readonly (readonly [string, string, string])[] = [
    ["nested objects", `a(${"{b:".repeat(deep)}‸b${"}".repeat(deep)})`, "-"],
    ["nested lists", `a(${"[".repeat(deep)}{ ‸b: 1 }${"]".repeat(deep)})`, "-"],
    ["nested callbacks", `${"a((x) => ".repeat(deep)}x.‸b${")".repeat(deep)}`, "x#a<parameter>x.b"],
    ["nested patterns", `const { ${"b: {".repeat(deep)}‸c${"}".repeat(deep)} } = a`, "-"],
    ["long unions", `let v: ${"null | ".repeat(deep)}a; v.‸b`, "x#a.b"],
    ["endless chains", `a${".b()".repeat(deep)}.‸b`, "-"],
    ["a class that extends itself", "class A extends A {} new A().‸b", "-"],
    ["an interface that extends itself", "interface A extends A {} let c: A; c.‸b", "-"],
    ["an object that spreads itself", "const o = { ...o }; o.‸b", "-"],
    ["a function that returns itself", "function f() { return f() } f().‸b", "-"],
  ];
  for (const [what, code, expected] of cases)
    it(`${what}: ${expected}`, async () => {
      assert.equal(await at(`import { a } from "x"; ${code}`, "typescript"), expected);
    });
});

check("long chains", "typescript", [
  [`import { a } from "x"; a${".b()".repeat(100)}.‸c`, `x#a${".b()".repeat(100)}.c`],
]);

describe("references", () => {
  it("carry what the code writes and where", async () => {
    const document = await analyse(`import { z } from "zod";\nconst a = z.string().email();`);
    assert.deepEqual(document.referenceAt({ line: 1, character: 22 }), {
      kind: "chain",
      specifier: "zod",
      builtin: false,
      root: "z",
      rootUse: { called: false, constructed: false, awaited: false },
      steps: [
        { name: "string", via: "member", called: true, constructed: false, awaited: false },
        { name: "email", via: "member", called: true, constructed: false, awaited: false },
      ],
      written: "z.string().email",
      range: { start: { line: 1, character: 21 }, end: { line: 1, character: 26 } },
    });
  });

  const written: readonly (readonly [string, string])[] = [
    [`import { K } from "k"; class A { db = new K(); f() { this.db.a(1).‸b } }`, "db.a().b"],
    [`import { setTimeout as sleep } from "x"; ‸sleep()`, "setTimeout"],
    [`import fastify from "fastify"; ‸fastify()`, "fastify"],
    [`import a from "x"; a.b.c.d().e.f.‸g`, "c.d().e.f.g"],
    [`import { A } from "x"; (new A()).‸b`, "A.b"],
  ];
  for (const [code, expected] of written)
    it(`${code} is written ${expected}`, async () => {
      const document = await analyse(code.replace("‸", ""));
      const reference = document.referenceAtOffset(code.indexOf("‸"));
      assert.equal(reference?.kind === "chain" && reference.written, expected);
    });

  it("mark Node's own modules", async () => {
    const document = await analyse(`import { readFile } from "fs/promises"`);
    assert.equal(document.referenceAtOffset(10)?.builtin, true);
    assert.equal(document.referenceAtOffset(30)?.builtin, true);
  });

  it("range over the specifier without its quotes", async () => {
    const document = await analyse(`import "zod"`);
    const range = { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } };
    assert.deepEqual(document.referenceAtOffset(9)?.range, range);
  });

  it("list every import of the document", async () => {
    const text = `import a from "a"; export * from "./b"; const c = require("c"); import("d"); import("e" + f);`;
    const document = await analyse(text);
    assert.deepEqual(
      document.imports.map((site) => text.slice(site.start, site.end)),
      ["a", "./b", "c", "d"],
    );
  });

  it("answer any offset of any broken text", async () => {
    const text = `import { z, from "zod"; class { this.( => z..string<>( \`\${ [{ ) async (a, b`;
    for (let cut = 0; cut <= text.length; cut++) {
      const document = await analyse(text.slice(0, cut));
      for (let offset = 0; offset <= cut; offset += 3) document.referenceAtOffset(offset);
    }
  });
});
