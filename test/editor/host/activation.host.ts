import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../shared/commands.ts";
import { indexedContexter } from "./contexter.ts";
import { measured } from "./measured.ts";

describe("activation", () => {
  it("starts a server and indexes the workspace", async () => {
    const api = await indexedContexter();
    const states = api.libraries.current.map(({ name, state }) => `${name} ${state}`);
    assert.deepEqual(
      states.filter((state) => !/ (?:indexed|empty)$/.test(state)),
      [],
    );
  });

  it("tells how long it took", async () => {
    const { timings } = await indexedContexter();
    measured("activation", timings.activated);
    measured("server ready", timings.serverReady);
    assert.ok(timings.activated !== undefined && timings.serverReady !== undefined);
    assert.ok(timings.activated < timings.serverReady);
  });

  it("registers every command of the manifest", async () => {
    await indexedContexter();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.keys(COMMANDS).filter((command) => !registered.has(command)),
      [],
    );
  });

  it("is the packaged extension", async () => {
    const path = vscode.extensions.getExtension("contexter.contexter")?.extensionPath ?? "";
    assert.match(path, /contexter\.contexter-\d/);
  });
});
