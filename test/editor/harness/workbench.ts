import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { SearchViewPage } from "./searchViewPage.ts";

/** How long a single look may take inside a gesture that is repeated as a whole. */
const LOOK_MS = 3000;

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const exactly = (text: string): RegExp => new RegExp(`^\\s*${literal(text)}\\s*$`);

/** Drives one VS Code window. Every gesture that can come too early is repeated as a whole until it succeeds. */
export class Workbench {
  readonly page: Page;
  readonly #dataFolder: string;

  constructor(page: Page, dataFolder: string) {
    this.page = page;
    this.#dataFolder = dataFolder;
  }

  get searchView(): SearchViewPage {
    return new SearchViewPage(this);
  }

  /** Repeats an action until it succeeds or the time is over. @throws {Error} the last failure */
  async retry<T>(what: string, action: () => Promise<T>, ms = 30_000): Promise<T> {
    const end = performance.now() + ms;
    for (let tries = 1; ; tries++)
      try {
        return await action();
      } catch (error) {
        if (performance.now() > end) throw new Error(`${what}: gave up after ${tries} tries`, { cause: error });
      }
  }

  /** Contexter's item in the status bar, by the beginning of its accessible label. */
  statusItem(state: string): Locator {
    return this.page.locator(`#contexter\\.contexter\\.contexter\\.status [aria-label^="Contexter: ${state}"]`).first();
  }

  /** Waits until Contexter has nothing to do: the server is up and nothing is being indexed. */
  async ready(ms = 60_000): Promise<void> {
    await this.statusItem("ready").waitFor({ timeout: ms });
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-filter input[type="text"]');
  }

  get quickRows(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }

  /** Runs a command by the label that the palette shows, "Category: Title". */
  async runCommand(label: string): Promise<void> {
    await this.retry(label, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
      await this.quickInput.waitFor({ timeout: LOOK_MS });
      await this.quickInput.fill(`>${label}`);
      const name = this.page.locator(".label-name", { hasText: exactly(label) });
      await this.quickRows.filter({ has: name }).first().click({ timeout: LOOK_MS });
    });
  }

  /** Opens a file of the workspace by its name, which no other file has, at a line from 1. */
  async openFile(name: string, line = 1): Promise<void> {
    await this.retry(name, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+p");
      await this.quickInput.waitFor({ timeout: LOOK_MS });
      await this.quickInput.fill(`${name}:${line}`);
      // The first row may still be the file that is open: the search for files answers later.
      const row = this.quickRows.filter({ has: this.page.locator(".label-name", { hasText: exactly(name) }) });
      await row.first().click({ timeout: LOOK_MS });
      await this.page.locator(".tab.active", { hasText: name }).waitFor({ timeout: LOOK_MS });
    });
  }

  /** A word of the editor, as one token of its own; `line` is the text of the line that it stands in. */
  word(word: string, line?: string): Locator {
    const lines = this.page.locator(".monaco-editor .view-line");
    const scope =
      line === undefined ? lines : lines.filter({ hasText: new RegExp(line.split(" ").map(literal).join("\\s")) });
    return scope.locator("span span", { hasText: exactly(word) }).first();
  }

  get hovers(): Locator {
    return this.page.locator(".monaco-resizable-hover .monaco-hover:visible");
  }

  /** Rests the mouse on a word until a hover with the expected text is there. @returns the hover's text */
  async hover(target: Locator, expected: string | RegExp): Promise<string> {
    return this.retry(`hover with ${expected}`, async () => {
      await this.page.mouse.move(640, 790);
      await target.hover({ timeout: LOOK_MS });
      const hover = this.hovers.filter({ hasText: expected });
      await hover.waitFor({ timeout: LOOK_MS });
      return (await hover.textContent()) ?? "";
    });
  }

  /** Shows Contexter's view container. */
  async showContainer(): Promise<void> {
    await this.retry("view container", async () => {
      const tab = this.page.locator('.activitybar li[role="tab"]:has(a[aria-label^="Contexter"])');
      if ((await tab.getAttribute("aria-selected", { timeout: LOOK_MS })) !== "true")
        await tab.click({ timeout: LOOK_MS });
      await this.page
        .locator(".part.sidebar .composite.title", { hasText: /contexter/i })
        .waitFor({ timeout: LOOK_MS });
    });
  }

  /** Drags the side bar to a width in pixels. */
  async widenSideBar(width: number): Promise<void> {
    const bar = await this.page.locator(".part.sidebar").boundingBox();
    if (!bar) throw new Error("the side bar is not shown");
    await this.page.mouse.move(bar.x + bar.width + 1, bar.y + 300);
    await this.page.mouse.down();
    await this.page.mouse.move(bar.x + width, bar.y + 300, { steps: 8 });
    await this.page.mouse.up();
    // Onto nothing: the edge stays highlighted under the mouse, a word would get a hover.
    await this.page.mouse.move(640, 790);
  }

  /** Opens or closes a section of the side bar. */
  async toggleSection(title: string, open: boolean): Promise<void> {
    const header = this.page.locator(".part.sidebar .pane-header", { hasText: title });
    if ((await header.getAttribute("aria-expanded")) !== String(open)) await header.click();
  }

  /** A row of the libraries view by its accessible name, or the beginning of it. */
  libraryRow(name: string | RegExp): Locator {
    return this.page.locator(".part.sidebar").getByRole("treeitem", { name });
  }

  /** What Contexter wrote to its log so far; empty if there is none yet. */
  log(): string {
    const files = globSync("data/logs/*/exthost*/contexter.contexter/*.log", { cwd: this.#dataFolder }).sort();
    return files.map((file) => readFileSync(join(this.#dataFolder, file), "utf8")).join("\n");
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
