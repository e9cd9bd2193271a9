import assert from "node:assert/strict";
import { describeEditor } from "./harness/suite.ts";

describeEditor("hover", { file: { path: "src/server.ts", line: 17 } }, (suite) => {
  before(() => suite.workbench.ready());

  it("shows documentation of an imported symbol at its installed version", async () => {
    const { workbench } = suite;
    const text = await workbench.hover(workbench.word("Fastify", "const app ="), "fastify 5.12.8");
    assert.match(text, /Open in view|search docs/);
  });

  it("shows documentation of a member chain", async () => {
    const { workbench } = suite;
    const text = await workbench.hover(workbench.word("setErrorHandler"), "fastify 5.12.8");
    assert.match(text, /error/i);
  });

  it("shows a library on its import specifier", async () => {
    const { workbench } = suite;
    const text = await workbench.hover(workbench.word('"zod"', "from"), /zod 4\.6\.7/);
    assert.match(text, /sections? indexed/);
  });

  it("never says that it is loading", async () => {
    const { workbench } = suite;
    // TypeScript is warm by now, so nobody else has a reason to say it either.
    const text = await workbench.hover(workbench.word("addHook"), "fastify 5.12.8");
    assert.doesNotMatch(text, /loading/i);
  });

  it("says nothing on a name of the project's own", async () => {
    const { workbench } = suite;
    const text = await workbench.hover(workbench.word("buildServer"), /function buildServer/);
    assert.doesNotMatch(text, /Open in view|search docs/);
  });

  it("opens the passage in the search view by its link", async () => {
    const { workbench } = suite;
    await workbench.hover(workbench.word("setErrorHandler"), "Open in view");
    await workbench.hovers.getByText("Open in view").click();
    await workbench.searchView.frame.locator(".preview").waitFor({ timeout: 15_000 });
  });

  it("shows a library on its line in package.json", async () => {
    const { workbench } = suite;
    await workbench.openFile("package.json", 20);
    const text = await workbench.hover(workbench.word('"kysely"'), /kysely 0\.29\.9/);
    assert.match(text, /sections? indexed/);
  });

  it("is silent when it is switched off", async () => {
    await suite.reopen({ "contexter.hover.enabled": false });
    await suite.workbench.ready();
    const text = await suite.workbench.hover(suite.workbench.word("addHook"), /FastifyInstance/);
    assert.doesNotMatch(text, /fastify 5\.12\.8/);
  });
});
