import assert from "node:assert/strict";
import { describeEditor } from "./harness/suite.ts";

describeEditor("command palette", { file: { path: "src/database.ts", line: 50 } }, (suite) => {
  before(() => suite.workbench.ready());

  it("searches with live results", async () => {
    const { workbench } = suite;
    await workbench.runCommand("Contexter: Search Docs");
    const box = workbench.page.getByPlaceholder("Symbol, words or a question");
    await box.waitFor({ timeout: 10_000 });
    await box.pressSequentially("retry failed requests");
    await workbench.quickRows
      .filter({ hasText: /undici@/ })
      .first()
      .waitFor({ timeout: 15_000 });
    assert.ok((await workbench.quickRows.count()) > 1);
  });

  it("opens the chosen result in the search view", async () => {
    const { workbench } = suite;
    await workbench.page.keyboard.press("Enter");
    await workbench.searchView.frame.locator(".preview").waitFor({ timeout: 15_000 });
  });

  it("shows no Markdown in its rows", async () => {
    const { workbench } = suite;
    await workbench.runCommand("Contexter: Search Docs");
    const box = workbench.page.getByPlaceholder("Symbol, words or a question");
    await box.fill("retry failed requests", { timeout: 10_000 });
    await workbench.quickRows.filter({ hasText: "RetryHandler" }).first().waitFor({ timeout: 15_000 });
    assert.doesNotMatch((await workbench.quickRows.allInnerTexts()).join("\n"), /\]\[|\*\*|`|<!--/);
    await workbench.page.keyboard.press("Escape");
  });

  it("waits for the answer to what was typed when Enter comes first", async () => {
    const { workbench } = suite;
    await workbench.runCommand("Contexter: Search Docs");
    const box = workbench.page.getByPlaceholder("Symbol, words or a question");
    // The examples are there: none of them may be taken for what is typed now.
    await workbench.quickRows.filter({ hasText: "example" }).first().waitFor({ timeout: 10_000 });
    await box.fill("kysely on conflict do update");
    await box.press("Enter");
    await box.waitFor({ state: "hidden", timeout: 10_000 });
    const { preview, query } = workbench.searchView;
    await preview.getByText("kysely@0.29.9").first().waitFor({ timeout: 15_000 });
    assert.equal(await query.inputValue(), "kysely on conflict do update");
  });

  it("searches for the symbol under the cursor", async () => {
    const { workbench } = suite;
    await workbench.openFile("database.ts", 60);
    await workbench.word("onConflict").click();
    await workbench.page.keyboard.press("Control+Alt+Shift+d");
    const box = workbench.page.getByPlaceholder("Symbol, words or a question");
    const shown = workbench.searchView.query;
    await workbench.retry("the symbol as query", async () => {
      const query = (await box.isVisible()) ? await box.inputValue() : await shown.inputValue({ timeout: 3000 });
      assert.match(query, /onConflict/);
    });
  });

  it("lists its commands under one category", async () => {
    const { workbench } = suite;
    await workbench.page.keyboard.press("F1");
    for (const title of ["Index Workspace", "Show Status", "Show Log", "Rebuild Index", "Clear Index"]) {
      await workbench.quickInput.fill(`>Contexter: ${title}`);
      const name = workbench.page.locator(".label-name", { hasText: `Contexter: ${title}` });
      await workbench.quickRows.filter({ has: name }).first().waitFor({ timeout: 10_000 });
    }
    await workbench.page.keyboard.press("Escape");
  });
});
