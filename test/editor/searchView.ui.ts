import assert from "node:assert/strict";
import { describeEditor } from "./harness/suite.ts";

describeEditor("search view", { file: { path: "src/server.ts", line: 17 } }, (suite) => {
  before(async () => {
    await suite.workbench.ready();
    await suite.workbench.runCommand("Contexter: Open Search View");
  });

  it("answers while one types", async () => {
    const view = suite.workbench.searchView;
    await view.search("set error handler");
    assert.ok((await view.results.count()) > 1);
    assert.match((await view.results.first().textContent()) ?? "", /fastify@5\.12\.8/);
  });

  it("marks the words that matched", async () => {
    const view = suite.workbench.searchView;
    const marked = await view.results.locator("mark").allInnerTexts();
    assert.ok(
      marked.some((text) => /error|handler/i.test(text)),
      marked.join(", "),
    );
  });

  it("moves through the results by keyboard and comes back to the query", async () => {
    const view = suite.workbench.searchView;
    await view.query.press("ArrowDown");
    const first = await view.selected.getAttribute("data-id");
    await suite.workbench.page.keyboard.press("ArrowDown");
    await suite.workbench.retry("second result", async () => {
      const second = await view.selected.getAttribute("data-id", { timeout: 3000 });
      assert.ok(second !== null && second !== first);
    });
    await suite.workbench.page.keyboard.press("/");
    await view.frame.locator("#query:focus-within").waitFor({ timeout: 5000 });
  });

  it("shows the selected section whole", async () => {
    const view = suite.workbench.searchView;
    await view.query.press("ArrowDown");
    const text = view.frame.locator(".preview").getByText(/error/i).filter({ visible: true });
    await text.first().waitFor({ timeout: 10_000 });
  });

  it("says so when nothing is relevant", async () => {
    const view = suite.workbench.searchView;
    await view.search("zxqv wblk frobnicate gnarf");
    await view.frame.getByRole("heading", { name: "Nothing relevant found" }).waitFor({ timeout: 5000 });
  });

  it("opens the source of a result with Enter", async () => {
    const view = suite.workbench.searchView;
    await view.search("kysely on conflict do update");
    await view.query.press("ArrowDown");
    await suite.workbench.page.keyboard.press("Enter");
    await suite.workbench.page
      .locator(".tab", { hasText: /\.(?:md|d\.ts|d\.mts)/ })
      .first()
      .waitFor({ timeout: 15_000 });
  });
});
