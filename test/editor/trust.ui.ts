import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeEditor } from "./harness/suite.ts";

const store = await mkdtemp(join(tmpdir(), "ctx-untrusted-"));

describeEditor("untrusted workspace", { asksForTrust: true, store }, (suite) => {
  after(() => rm(store, { recursive: true, force: true }));

  it("is restricted", async () => {
    await suite.workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor({ timeout: 20_000 });
  });

  it("gets Contexter for reading", () => suite.workbench.ready());

  it("is not indexed", async () => {
    const { workbench } = suite;
    await workbench.runCommand("Contexter: Open Search View");
    await workbench.searchView.frame.getByText("This workspace is not trusted").waitFor({ timeout: 20_000 });
    assert.doesNotMatch(workbench.log(), /indexed [1-9]/i);
  });
});
