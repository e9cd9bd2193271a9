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

  it("shows the selected section in place of the list, and the list again", async () => {
    const view = suite.workbench.searchView;
    await view.query.press("ArrowDown");
    await suite.workbench.page.keyboard.press("ArrowRight");
    await view.preview.getByText(/error/i).filter({ visible: true }).first().waitFor({ timeout: 10_000 });
    await view.results.first().waitFor({ state: "hidden", timeout: 5000 });
    await suite.workbench.page.keyboard.press("Escape");
    await view.results.first().waitFor({ timeout: 5000 });
    assert.equal(await view.preview.count(), 0);
  });

  it("goes through the sections and back by mouse", async () => {
    const view = suite.workbench.searchView;
    await view.results.nth(1).click();
    await view.preview.getByText("2 of ").waitFor({ timeout: 5000 });
    await view.preview.getByRole("button", { name: "Next result" }).click();
    await view.preview.getByText("3 of ").waitFor({ timeout: 5000 });
    await view.preview.getByRole("button", { name: "Results" }).click();
    await view.results.first().waitFor({ timeout: 5000 });
    assert.equal(await view.selected.getAttribute("data-id"), await view.results.nth(2).getAttribute("data-id"));
  });

  it("has room to read in a side bar of usual width", async () => {
    const view = suite.workbench.searchView;
    await view.results.first().click();
    const body = await view.frame.locator(".preview-body").boundingBox();
    assert.ok(body !== null && body.height > 350 && body.width < 400, JSON.stringify(body));
    await suite.workbench.page.keyboard.press("Escape");
  });

  it("shows list and section side by side where it is wide", async () => {
    const { workbench } = suite;
    await workbench.widenSideBar(800);
    await workbench.searchView.preview.waitFor({ timeout: 10_000 });
    assert.ok(await workbench.searchView.results.first().isVisible());
    await workbench.widenSideBar(300);
    await workbench.searchView.preview.waitFor({ state: "hidden", timeout: 10_000 });
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
