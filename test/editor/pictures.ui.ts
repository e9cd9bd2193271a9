import { savePicture } from "./harness/pictures.ts";
import { describeEditor } from "./harness/suite.ts";

const THEMES = [
  { name: "light", id: "Light 2026" },
  { name: "dark", id: "Dark 2026" },
  { name: "high-contrast", id: "Default High Contrast" },
] as const;

describeEditor("pictures", { file: { path: "src/server.ts", line: 19, column: 9 } }, (suite) => {
  before(() => suite.workbench.ready());

  for (const { name, id } of THEMES)
    describe(name, () => {
      before(async () => {
        await suite.reopen({ "workbench.colorTheme": id });
        await suite.workbench.ready();
      });

      it("hover", async () => {
        const { workbench } = suite;
        await workbench.openFile("registry.ts", 26);
        const word = workbench.word("RetryAgent", "readonly #agent");
        // Both have answered: TypeScript, which starts slowly, and Contexter.
        await workbench.hover(word, /import RetryAgent/);
        await workbench.hover(word, /undici 8\.13\.1[\s\S]*Open in view/);
        await savePicture(workbench.page, `hover-${name}`);
      });

      it("search view", async () => {
        const { workbench } = suite;
        await workbench.page.keyboard.press("Escape");
        await workbench.runCommand("Contexter: Open Search View");
        await workbench.toggleSection("Libraries", false);
        await workbench.widenSideBar(520);
        await workbench.searchView.search("set error handler");
        await workbench.searchView.query.press("ArrowDown");
        await workbench.searchView.frame.locator(".preview").waitFor({ timeout: 15_000 });
        await savePicture(workbench.page, `search-${name}`);
      });

      it("libraries view", async () => {
        const { workbench } = suite;
        await workbench.toggleSection("Search", false);
        await workbench.toggleSection("Libraries", true);
        await workbench.libraryRow("fastify, indexed").waitFor({ timeout: 15_000 });
        await savePicture(workbench.page, `libraries-${name}`);
      });

      it("palette", async () => {
        const { workbench } = suite;
        await workbench.runCommand("Contexter: Search Docs");
        const box = workbench.page.getByPlaceholder("Symbol, words or a question");
        await box.fill("retry failed requests", { timeout: 10_000 });
        await workbench.quickRows
          .filter({ hasText: /undici@/ })
          .first()
          .waitFor({ timeout: 15_000 });
        await savePicture(workbench.page, `palette-${name}`);
        await workbench.page.keyboard.press("Escape");
      });
    });
});
