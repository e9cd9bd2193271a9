import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { hoverText, indexedContexter, openDemoFile } from "./contexter.ts";
import { measured, percentile } from "./measured.ts";

describe("hover as the editor sees it", () => {
  const opened: { server?: vscode.TextDocument } = {};
  const server = (): vscode.TextDocument => {
    if (!opened.server) throw new Error("not open yet");
    return opened.server;
  };

  before(async () => {
    await indexedContexter();
    opened.server = await openDemoFile("src/server.ts");
    // TypeScript starts with the first hover, which takes seconds.
    await hoverText(server(), "setErrorHandler");
  });

  const expected: readonly (readonly [word: string, text: RegExp])[] = [
    ["Fastify(", /fastify 5\.12\.8/],
    ["setErrorHandler", /fastify 5\.12\.8/],
    ["addHook", /fastify 5\.12\.8/],
    ["formatDistanceToNow(", /date-fns 4\.4\.0/],
    ["prettifyError", /zod 4\.6\.7/],
    ['"zod"', /zod 4\.6\.7/],
  ];
  for (const [word, text] of expected)
    it(`documents ${word}`, async () => assert.match(await hoverText(server(), word), text));

  for (const word of ["watchedPackages(", "Subscription.parse", "const app", '"./schema.ts"'])
    it(`leaves ${word} to others`, async () =>
      assert.doesNotMatch(await hoverText(server(), word), /contexter\.(?:openInView|search)/));

  it("answers fast", async () => {
    const times: number[] = [];
    for (let round = 0; round < 50; round++)
      for (const [word] of expected) {
        const start = performance.now();
        await hoverText(server(), word);
        times.push(performance.now() - start);
      }
    measured("hover p50", percentile(times, 0.5));
    measured("hover p95", percentile(times, 0.95));
    assert.ok(percentile(times, 0.5) < 250, "a hover takes a quarter of a second");
  });
});
