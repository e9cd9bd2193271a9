import assert from "node:assert/strict";
import { describeEditor } from "./harness/suite.ts";

describeEditor("libraries view and status bar", {}, (suite) => {
  before(() => suite.workbench.ready());

  it("has a status item that says it is ready", async () => {
    assert.equal(await suite.workbench.statusItem("ready").count(), 1);
  });

  it("lists each dependency with its installed version", async () => {
    const { workbench } = suite;
    await workbench.showContainer();
    for (const name of ["fastify, indexed, 5.12.8", "zod, indexed, 4.6.7", "undici, indexed, 8.13.1"])
      await workbench.libraryRow(name).waitFor({ timeout: 20_000 });
  });

  it("shows what is known of a library when it is opened", async () => {
    const { workbench } = suite;
    const row = workbench.libraryRow("commander, indexed");
    await row.click();
    await workbench.page.keyboard.press("ArrowRight");
    await workbench
      .libraryRow(/passages?/)
      .first()
      .waitFor({ timeout: 10_000 });
    await workbench.page.keyboard.press("ArrowLeft");
  });

  it("tells what is covered when the status item is clicked", async () => {
    const { workbench } = suite;
    await workbench.statusItem("ready").click();
    await workbench.quickRows.first().waitFor({ timeout: 10_000 });
    const rows = await workbench.quickRows.allInnerTexts();
    assert.match(rows.join("\n"), /libraries|index/i);
    await workbench.page.keyboard.press("Escape");
  });
});
