import type { FrameLocator, Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** The search view's page inside its two frames. */
export class SearchViewPage {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Resolved anew for each action: a view that is shown again has a new frame. */
  get frame(): FrameLocator {
    const outer = 'iframe.webview.ready[src*="extensionId=contexter.contexter"]';
    return this.#workbench.page.frameLocator(outer).frameLocator("iframe#active-frame");
  }

  get query(): Locator {
    return this.frame.locator("#query input");
  }

  get results(): Locator {
    return this.frame.getByRole("option").and(this.frame.locator(".card"));
  }

  get selected(): Locator {
    return this.frame.locator('.card[aria-selected="true"]');
  }

  get preview(): Locator {
    return this.frame.locator(".preview");
  }

  /** Opens the view by its command, puts the focus into the query and types. Resolves when the list answers this query. */
  async search(query: string): Promise<void> {
    await this.#workbench.retry(`search for "${query}"`, async () => {
      await this.query.fill("", { timeout: 3000 });
      await this.query.pressSequentially(query, { timeout: 3000 });
      await this.answered(query, 3000);
    });
  }

  /** Waits until the list belongs to a query. */
  async answered(query: string, ms = 10_000): Promise<void> {
    await this.frame
      .locator(`#results[data-q="${query}"]:not([data-stale])`)
      .waitFor({ state: "attached", timeout: ms });
  }
}
