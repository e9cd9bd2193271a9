import * as vscode from "vscode";
import type { Libraries } from "../libraries/libraries.ts";
import type { SearchView } from "../searchView/searchView.ts";
import { openSection } from "../searchView/sectionActions.ts";
import type { Sections } from "../searchView/sections.ts";
import { exampleQueries, searchRequestOf } from "../searchView/viewContext.ts";
import { failureOf, isCancelled } from "../server/failure.ts";
import { answerRows, emptyRows, failureRows, type Row } from "./rows.ts";

/** As long as the search view waits: typing on cancels what is asked. */
const DEBOUNCE_MS = 120;

export interface PaletteParts {
  readonly libraries: Libraries;
  readonly sections: Sections;
  readonly view: SearchView;
}

interface Item extends vscode.QuickPickItem {
  readonly row: Row;
}

const OPEN_SOURCE: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Open Source" };
const OPEN_IN_VIEW: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("book"),
  tooltip: "Open in Search View",
};

/** Search with live results in a quick pick: Enter opens in the search view, the buttons open the source or the view. */
export class SearchPalette {
  readonly #parts: PaletteParts;
  readonly #pick = vscode.window.createQuickPick<Item>();
  readonly #library: string;
  #all = false;
  #timer: NodeJS.Timeout | undefined;
  #searching = new vscode.CancellationTokenSource();

  constructor(parts: PaletteParts, start: { readonly query: string; readonly library?: string | undefined }) {
    this.#parts = parts;
    this.#library = start.library ?? "";
    this.#pick.title = this.#library === "" ? "Search Docs" : `Search Docs of ${this.#library}`;
    this.#pick.placeholder = "Symbol, words or a question, e.g. abort a request";
    this.#pick.matchOnDescription = false;
    this.#pick.value = start.query;
    this.#pick.onDidChangeValue(() => this.#schedule(DEBOUNCE_MS));
    this.#pick.onDidAccept(() => void this.#accept(this.#pick.selectedItems[0]));
    this.#pick.onDidTriggerItemButton(({ item, button }) => void this.#press(item, button));
    this.#pick.onDidHide(() => this.#close());
  }

  show(): void {
    this.#pick.show();
    this.#schedule(0);
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#searching.cancel();
    const query = this.#pick.value.trim();
    if (query === "") {
      this.#pick.busy = false;
      this.#list(emptyRows(exampleQueries(this.#parts.libraries.current)));
      return;
    }
    this.#pick.busy = true;
    this.#timer = setTimeout(() => void this.#search(query), afterMs);
  }

  async #search(query: string): Promise<void> {
    this.#searching = new vscode.CancellationTokenSource();
    const { token } = this.#searching;
    try {
      const filters = { library: this.#library, kind: "", all: this.#all, mode: "hybrid" } as const;
      const response = await this.#parts.sections.search(searchRequestOf(query, filters), token);
      if (!token.isCancellationRequested) this.#list(answerRows(response));
    } catch (error) {
      if (!token.isCancellationRequested && !isCancelled(error)) this.#list(failureRows(failureOf(error)));
    } finally {
      if (!token.isCancellationRequested) this.#pick.busy = false;
    }
  }

  #list(rows: readonly Row[]): void {
    this.#pick.items = rows.map((row) => ({
      label: row.label,
      ...(row.description !== undefined && { description: row.description }),
      ...(row.detail !== undefined && { detail: row.detail }),
      buttons: row.does.type === "result" ? [OPEN_SOURCE, OPEN_IN_VIEW] : [],
      // The server has already decided what matches; the editor's own filter would hide it.
      alwaysShow: true,
      row,
    }));
  }

  async #accept(item: Item | undefined): Promise<void> {
    const does = item?.row.does;
    switch (does?.type) {
      case "result":
        this.#pick.hide();
        return this.#parts.view.show({ section: does.result, query: this.#pick.value.trim(), focus: true });
      case "query":
        this.#pick.value = does.query;
        return this.#schedule(0);
      case "everywhere":
        this.#all = true;
        return this.#schedule(0);
      case "retry":
        return this.#schedule(0);
      case "command":
        this.#pick.hide();
        return void vscode.commands.executeCommand(does.command);
    }
  }

  async #press(item: Item, button: vscode.QuickInputButton): Promise<void> {
    if (button === OPEN_IN_VIEW || item.row.does.type !== "result") return this.#accept(item);
    this.#pick.hide();
    await openSection(item.row.does.result);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#searching.cancel();
    this.#searching.dispose();
    this.#pick.dispose();
  }
}
