import assert from "node:assert/strict";
import { ownerAffinity } from "../../../../server/workspace/symbols/byName.ts";
import { resolveChain } from "../../../../server/workspace/symbols/resolveChain.ts";
import type { SymbolLookup } from "../../../../server/workspace/symbols/symbolLookup.ts";
import { memoryLookup } from "../../../support/symbolLookup.ts";
import { analyse } from "../../../support/syntax.ts";

const zod = memoryLookup(
  {
    string: { kind: "function", yields: "ZodString" },
    ZodType: { kind: "interface" },
    "ZodType.optional": { kind: "method", yields: "ZodOptional" },
    "ZodType.parse": { kind: "method" },
    "ZodType.describe": { kind: "method" },
    ZodString: { kind: "interface", bases: ["ZodType"] },
    "ZodString.email": { kind: "method", yields: "ZodString" },
    "ZodString.min": { kind: "method" },
    "ZodString.trim": { kind: "method" },
    ZodOptional: { kind: "class", bases: ["ZodType"] },
    "ZodOptional.unwrap": { kind: "method" },
    infer: { kind: "type" },
    "ZodIssue.email": { kind: "property" },
    "core.$ZodError": { kind: "class" },
    "core.$ZodError.issues": { kind: "property" },
  },
  {
    zod: {
      string: "string",
      infer: "infer",
      ZodString: "ZodString",
      core: { $ZodError: "core.$ZodError" },
      z: { string: "string", infer: "infer", ZodString: "ZodString" },
      default: { string: "string" },
    },
  },
);

/** `export =` of a function with a namespace, as in the types of express. */
const express = memoryLookup(
  {
    e: { kind: "function", yields: "Express" },
    "e.Router": { kind: "function", yields: "IRouter" },
    "e.json": { kind: "variable" },
    Express: { kind: "interface", bases: ["Application"] },
    Application: { kind: "interface" },
    "Application.get": { kind: "property" },
    IRouter: { kind: "interface" },
    "IRouter.get": { kind: "property" },
    "IRouter.route": { kind: "method", yields: "IRoute" },
    IRoute: { kind: "interface" },
    "IRoute.all": { kind: "method" },
    Response: { kind: "interface" },
    "Response.send": { kind: "property" },
    "Response.json": { kind: "property" },
    "Request.accepts": { kind: "method" },
    "WebSocket.send": { kind: "method" },
  },
  { express: { "export=": "e" } },
);

/** A variable with an interface's type, added to by other files. */
const lodash = memoryLookup(
  {
    _: { kind: "variable", yields: "_.LoDashStatic" },
    "_.LoDashStatic": { kind: "interface" },
    "LoDashStatic.chunk": { kind: "method" },
    "LoDashStatic.debounce": { kind: "method" },
    debounce: { kind: "variable" },
    "DebounceSettings.maxWait": { kind: "property" },
  },
  { lodash: { "export=": "_" } },
);

const mixed = memoryLookup(
  {
    default: { kind: "function", yields: "Limit" },
    Limit: { kind: "interface" },
    "Limit.clearQueue": { kind: "method" },
    create: { kind: "variable", yields: "Create" },
    Create: { kind: "interface", yields: "Store" },
    Store: { kind: "interface" },
    "Store.getState": { kind: "method" },
    curried: { kind: "function", yields: "create" },
    AgentCtor: { kind: "variable", yields: "Agent" },
    Agent: { kind: "class" },
    "Agent.compose": { kind: "method" },
    Alias: { kind: "type", yields: "Store" },
    loose: { kind: "function" },
    "Only.once": { kind: "method" },
    "Two.twice": { kind: "method" },
    "Three.twice": { kind: "method" },
    "Near.beside": { kind: "method" },
    "Far.beside": { kind: "method", file: "far.d.ts" },
    "PoolOptions.connections": { kind: "property", file: "far.d.ts" },
    "Stats.connections": { kind: "property" },
    "promises.readFile": { kind: "function" },
    "Builder.fn": { kind: "property", yields: "Functions" },
    Functions: { kind: "interface" },
    "Functions.sum": { kind: "method" },
    "Twin.fn": { kind: "property", yields: "Functions" },
    Transaction: { kind: "class", bases: ["Two"] },
    Two: { kind: "class" },
    watch: { kind: "function", yields: "Watcher" },
    Watcher: { kind: "class" },
    "Watcher.items": { kind: "property", yields: "Two" },
    "default.watch": { kind: "property", yields: "watch" },
    "LibOptions.quiet": { kind: "property", file: "far.d.ts" },
    "Agent.Options": { kind: "interface", bases: ["PoolOptions"] },
    PoolOptions: { kind: "interface" },
    coerce: { kind: "namespace" },
  },
  {
    lib: {
      default: "default",
      create: "create",
      curried: "curried",
      AgentCtor: "AgentCtor",
      Agent: "Agent",
      Alias: "Alias",
      loose: "loose",
      watch: "watch",
      chokidar: { watch: "default.watch" },
      coerce: { string: "loose" },
      promises: { readFile: "promises.readFile" },
    },
    wrapped: { default: { default: "default" } },
  },
);

/** Cases: code with the cursor, the first path or the whole answer. */
function check(area: string, lookup: SymbolLookup, cases: readonly (readonly [string, string | undefined])[]): void {
  describe(area, () => {
    for (const [code, expected] of cases)
      it(`${code} → ${expected}`, async () => {
        const document = await analyse(code.replace("‸", ""));
        const reference = document.referenceAtOffset(code.indexOf("‸"));
        assert.equal(reference?.kind, "chain");
        const resolved = reference?.kind === "chain" ? resolveChain(reference, lookup) : undefined;
        assert.equal(resolved && `${resolved.paths[0]}${resolved.by === "name" ? " by name" : ""}`, expected);
      });
  });
}

check("exports and return types", zod, [
  [`import { ‸string } from "zod"`, "string"],
  [`import { z } from "zod"; z.‸string()`, "string"],
  [`import z from "zod"; z.‸string()`, "string"],
  [`import * as z from "zod"; z.‸string()`, "string"],
  [`import * as n from "zod"; n.z.‸string()`, "string"],
  [`import { z } from "zod"; z.string().‸email()`, "ZodString.email"],
  [`import { z } from "zod"; z.string().email().email().‸email()`, "ZodString.email"],
  [`import { z } from "zod"; z.string().‸describe()`, "ZodType.describe"],
  [`import { z } from "zod"; z.string().optional().‸unwrap()`, "ZodOptional.unwrap"],
  [`import { z } from "zod"; let s: z.ZodString; s.‸email()`, "ZodString.email"],
  [`import { z } from "zod"; type T = z.‸infer<typeof s>`, "infer"],
  [`import { core } from "zod"; new core.$ZodError().‸issues`, "core.$ZodError.issues"],
]);

check("where declared types end", zod, [
  // A method that returns `this` yields nothing in the table.
  [`import { z } from "zod"; z.string().min(1).‸email()`, "ZodString.email by name"],
  [`import { z } from "zod"; z.string().min(1).email().‸email()`, "ZodString.email by name"],
  [`import { z } from "zod"; z.string().parse(x).‸email`, undefined],
  [`import { z } from "zod"; z.string().parse(x).‸tags`, undefined],
  [`import { z } from "zod"; z.string().parse(x).tags.‸email`, undefined],
  [`import { z } from "zod"; z.optional(x).‸trim()`, undefined],
  [`import { z } from "zod"; type T = z.infer<typeof s>; let t: T; t.‸email`, undefined],
]);

check("CommonJS", express, [
  [`import express from "express"; ‸express()`, "e"],
  [`import express from "express"; const app = express(); app.‸get()`, "Application.get"],
  [`import express from "express"; express.‸json()`, "e.json"],
  [`import { Router } from "express"; ‸Router()`, "e.Router"],
  [`import { Router } from "express"; Router().‸get()`, "IRouter.get"],
  [`import * as express from "express"; express().‸get()`, "Application.get"],
  [`const express = require("express"); ‸express()`, "e"],
  [`const express = require("express"); express.Router().route("/").‸all()`, "IRoute.all"],
  [`const { Router } = require("express"); Router().‸get()`, "IRouter.get"],
]);

check("names of parameters", express, [
  [`import express from "express"; express().get("/", (req, res) => res.‸send())`, "Response.send by name"],
  [`import express from "express"; express().get("/", (req, response) => response.‸send())`, "Response.send by name"],
  [`import express from "express"; express().get("/", (req, res) => req.‸accepts())`, "Request.accepts by name"],
  [`import express from "express"; express().get("/", (req, x) => x.‸accepts())`, "Request.accepts by name"],
  [`import express from "express"; express().get("/", (req, x) => x.‸send())`, undefined],
]);

check("interfaces that other files add to", lodash, [
  [`import _ from "lodash"; _.‸chunk()`, "LoDashStatic.chunk"],
  [`import { chunk } from "lodash"; ‸chunk()`, "LoDashStatic.chunk"],
  [`import debounce from "lodash/debounce"; ‸debounce()`, "debounce by name"],
  [`import debounce from "lodash/debounce"; debounce(f, 1, { ‸maxWait: 1 })`, "DebounceSettings.maxWait by name"],
]);

check("callables", mixed, [
  [`import limit from "lib"; limit(4).‸clearQueue()`, "Limit.clearQueue"],
  [`import limit from "wrapped"; limit(4).‸clearQueue()`, "Limit.clearQueue"],
  [`import { create } from "lib"; create().‸getState()`, "Store.getState"],
  [`import { curried } from "lib"; curried()().‸getState()`, "Store.getState"],
  [`import { AgentCtor } from "lib"; new AgentCtor().‸compose()`, "Agent.compose"],
  [`import { Agent } from "lib"; let a: Agent; a.‸compose()`, "Agent.compose"],
  [`import { Alias } from "lib"; let a: Alias; a.‸getState()`, "Store.getState"],
  [`const { default: limit } = await import("lib"); limit(4).‸clearQueue()`, "Limit.clearQueue"],
  [`import * as lib from "lib"; lib.promises.‸readFile()`, "promises.readFile"],
  [`import lib from "lib"; lib.promises.‸readFile()`, "promises.readFile"],
  [`import { chokidar } from "lib"; chokidar.‸watch()`, "watch"],
  [`import * as lib from "lib"; lib.‸coerce.string()`, "coerce"],
  [`import * as ‸lib from "lib"`, "default"],
]);

check("names alone", mixed, [
  [`import { loose } from "lib"; loose().‸once()`, "Only.once by name"],
  [`import { loose } from "lib"; loose().‸once`, undefined],
  [`import { loose } from "lib"; loose().‸twice()`, undefined],
  [`import { loose } from "lib"; loose().‸beside()`, "Near.beside by name"],
  [`import { loose } from "lib"; loose((three) => three.‸twice())`, "Three.twice by name"],
  [`import { loose } from "lib"; for (const two of loose()) two.‸twice()`, "Two.twice by name"],
  [`import { loose } from "lib"; loose((three) => three.twice().‸once())`, "Only.once by name"],
  [`import { loose } from "lib"; loose(({ fn }) => fn.‸sum())`, "Functions.sum by name"],
  [`import { loose } from "lib"; loose((x) => x.‸fn)`, undefined],
  [`import { loose } from "lib"; loose((builder) => builder.‸fn)`, "Builder.fn by name"],
  [`import { loose } from "lib"; loose().‸map()`, undefined],
  [`import { loose } from "lib"; loose((trx) => trx.‸twice())`, "Two.twice by name"],
  [`import { loose } from "lib"; loose((trx) => trx.‸missing())`, undefined],
  [`import { watch } from "lib"; watch().‸on()`, "Watcher.on by name"],
  [`import { watch } from "lib"; watch().‸path`, undefined],
  [`import { watch } from "lib"; for (const x of watch().items) x.‸twice()`, "Two.twice by name"],
  [`import { watch } from "lib"; watch({ ‸quiet: true })`, "LibOptions.quiet by name"],
  [`import { Missing } from "lib"; ‸Missing`, undefined],
  [`import { loose } from "lib/deep"; ‸loose()`, "loose by name"],
  [`import { Agent } from "lib"; new Agent({ ‸connections: 1 })`, "PoolOptions.connections by name"],
  [`import { Agent } from "lib"; new Agent({ ‸twice: 1 })`, undefined],
]);

describe("resolveChain", () => {
  it("offers other ways to write the path after the declared one", async () => {
    const lookup = memoryLookup(
      { base: { kind: "class" }, "base.m": { kind: "method" }, sub: { kind: "class", bases: ["base"] } },
      { lib: { sub: "sub" } },
    );
    const document = await analyse(`import { sub } from "lib"; sub.m`);
    const reference = document.referenceAtOffset(31);
    assert.deepEqual(reference?.kind === "chain" && resolveChain(reference, lookup), {
      paths: ["base.m", "sub.m"],
      by: "resolver",
    });
  });

  const affinities: readonly (readonly [string, string, number])[] = [
    ["FastifyReply", "reply", 3],
    ["Request", "req", 2],
    ["Response", "res", 2],
    ["Socket", "socket", 4],
    ["OnConflictBuilder", "oc", 1],
    ["Context", "c", 1],
    ["WebSocket", "socket$", 3],
    ["Reply", "request", 0],
    ["Reply", "", 0],
  ];
  for (const [owner, hint, expected] of affinities)
    it(`${hint || "no name"} speaks of ${owner}: ${expected}`, () =>
      assert.equal(ownerAffinity(owner, hint), expected));
});
