import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { SearchResponse } from "../../shared/searchResponse.ts";
import { CLI, runCliProcess, writeWorkspace } from "../support/cliProcess.ts";

describe("contexter mcp over stdio", () => {
  let folder: string;
  let client: Client;
  let transport: StdioClientTransport;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "contexter-mcp-"));
    const workspace = join(folder, "workspace");
    writeWorkspace(workspace, ["teapot"]);
    const { code, stderr } = await runCliProcess(["index", "--quiet"], { cwd: workspace, dataDir: folder });
    assert.equal(code, 0, stderr);
    const argv = [CLI, "mcp", "--workspace", workspace, "--data-dir", join(folder, "store")];
    transport = new StdioClientTransport({ command: process.execPath, args: argv, stderr: "pipe" });
    client = new Client({ name: "test", version: "1" });
    await client.connect(transport);
  });
  after(async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("lists its tools", async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ["search_docs", "read_section", "list_libraries"],
    );
  });
  it("searches, then reads the section that was found", async () => {
    const found = await client.callTool({ name: "search_docs", arguments: { query: "remove limestone" } });
    const [first] = SearchResponse.parse(found.structuredContent).results;
    assert.match(first?.text ?? "", /vinegar/);
    const read = await client.callTool({ name: "read_section", arguments: { id: first?.id } });
    assert.match(JSON.stringify(read.content), /version=\\"1\.2\.3\\".*vinegar/);
  });
  it("lists the libraries", async () => {
    const { content } = await client.callTool({ name: "list_libraries", arguments: {} });
    assert.match(JSON.stringify(content), /teapot@1\.2\.3: indexed/);
  });
  it("answers a failure with its remedy", async () => {
    const { content, isError } = await client.callTool({
      name: "read_section",
      arguments: { id: "pkg:npm/teapot@1/x#y" },
    });
    assert.equal(isError, true);
    assert.match(JSON.stringify(content), /Take a section id from a search/);
  });
  it("ends when the agent goes away", async () => {
    const pid = transport.pid;
    assert.ok(pid);
    await client.close();
    assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  });
});
