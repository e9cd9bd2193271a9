import assert from "node:assert/strict";
import * as vscode from "vscode";
import { editorToolName, TOOL_NAMES } from "../../../shared/tools.ts";
import { indexedContexter } from "./contexter.ts";

async function invoke(name: string, input: object): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
}

describe("language-model tools", () => {
  before(() => indexedContexter());

  for (const name of TOOL_NAMES)
    it(`offers ${editorToolName(name)}`, () =>
      assert.ok(vscode.lm.tools.some((tool) => tool.name === editorToolName(name) && tool.description !== "")));

  it("searches", async () => {
    const text = await invoke("contexter_search_docs", { query: "set a custom error handler", library: "fastify" });
    assert.match(text, /setErrorHandler/);
    assert.match(text, /5\.12\.8/);
  });

  it("reads a section by the id that a search gave", async () => {
    const found = await invoke("contexter_search_docs", { query: "retry agent", library: "undici", limit: 1 });
    const id = /pkg:npm\/undici@[^\s"<>]+/.exec(found)?.[0];
    assert.ok(id, found);
    assert.match(await invoke("contexter_read_section", { id }), /undici/i);
  });

  it("lists the libraries", async () => {
    assert.match(await invoke("contexter_list_libraries", {}), /kysely.*0\.29\.9/);
  });

  it("says when nothing is relevant", async () => {
    assert.match(await invoke("contexter_search_docs", { query: "zxqv wblk frobnicate gnarf" }), /nothing relevant/i);
  });
});
