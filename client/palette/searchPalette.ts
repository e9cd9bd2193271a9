import * as vscode from "vscode";
import type { Libraries } from "../libraries/libraries.ts";
import type { SearchView } from "../searchView/searchView.ts";
import { openSection } from "../searchView/sectionActions.ts";
import type { Sections } from "../searchView/sections.ts";
import { exampleQueries, searchRequestOf } from "../searchView/viewContext.ts";
import { failureOf } from "../server/failure.ts";
import { EMPTY_PALETTE, type PaletteChange, palette } from "./paletteModel.ts";
import { answerRows, emptyRows, failureRows, type Row } from "./rows.ts";

/** As long as the search view waits: typing on cancels what is asked. */
const DEBOUNCE_MS = 120;
/** An answer that takes longer leaves the rows of the last one in sight no more. */
const SLOW_MS = 500;

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
  #model = EMPTY_PALETTE;
  #all = false;
  /** What was last asked for; the box also reports a text that was put into it from here. */
  #asked: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #slow: NodeJS.Timeout | undefined;
  #searching = new vscode.CancellationTokenSource();

  constructor(parts: PaletteParts, start: { readonly query: string; readonly library?: string | undefined }) {
    this.#parts = parts;
    this.#library = start.library ?? "";
    this.#pick.title = this.#library === "" ? "Search Docs" : `Search Docs of ${this.#library}`;
    this.#pick.placeholder = "Symbol, words or a question, e.g. abort a request";
    this.#pick.matchOnDescription = false;
    // The best result comes first, not the one whose name looks most like the query. The editor has this property, its types do not.
    Object.assign(this.#pick, { sortByLabel: false });
    this.#pick.value = start.query;
    this.#pick.onDidChangeValue(() => this.#typed());
    this.#pick.onDidAccept(() => this.#change({ type: "entered", row: this.#pick.selectedItems[0]?.row }));
    this.#pick.onDidTriggerItemButton(({ item, button }) => void this.#press(item.row, button));
    this.#pick.onDidHide(() => this.#close());
  }

  show(): void {
    this.#pick.show();
    this.#ask(0);
  }

  #typed(): void {
    if (this.#pick.value.trim() !== this.#asked) this.#ask(DEBOUNCE_MS);
  }

  #ask(afterMs: number): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slow);
    this.#searching.cancel();
    const query = this.#pick.value.trim();
    this.#asked = query;
    if (query === "") {
      this.#change({ type: "emptied", rows: emptyRows(exampleQueries(this.#parts.libraries.current)) });
      return;
    }
    this.#change({ type: "asked" });
    const { generation } = this.#model;
    this.#slow = setTimeout(() => this.#change({ type: "slow", generation }), SLOW_MS);
    this.#timer = setTimeout(() => void this.#search(query, generation), afterMs);
  }

  async #search(query: string, generation: number): Promise<void> {
    this.#searching = new vscode.CancellationTokenSource();
    const { token } = this.#searching;
    try {
      const filters = { library: this.#library, kind: "", all: this.#all, mode: "hybrid" } as const;
      const response = await this.#parts.sections.search(searchRequestOf(query, filters), token);
      if (!token.isCancellationRequested) this.#change({ type: "answered", generation, rows: answerRows(response) });
    } catch (error) {
      if (token.isCancellationRequested) return;
      this.#change({ type: "answered", generation, rows: failureRows(failureOf(error)) });
    }
  }

  #change(change: PaletteChange): void {
    const before = this.#model;
    const { model, chosen } = palette(before, change);
    this.#model = model;
    this.#pick.busy = model.isPending;
    if (model.rows !== before.rows) this.#pick.items = model.rows.map(itemOf);
    if (chosen !== undefined) void this.#run(chosen);
  }

  async #run({ does }: Row): Promise<void> {
    switch (does.type) {
      case "result":
        this.#pick.hide();
        return this.#parts.view.show({ section: does.result, query: this.#pick.value.trim(), focus: true });
      case "query":
        this.#pick.value = does.query;
        return this.#ask(0);
      case "everywhere":
        this.#all = true;
        return this.#ask(0);
      case "retry":
        return this.#ask(0);
      case "command":
        this.#pick.hide();
        return void vscode.commands.executeCommand(does.command);
    }
  }

  async #press(row: Row, button: vscode.QuickInputButton): Promise<void> {
    if (button === OPEN_IN_VIEW || row.does.type !== "result") return this.#run(row);
    this.#pick.hide();
    await openSection(row.does.result);
  }

  #close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#slow);
    this.#searching.cancel();
    this.#searching.dispose();
    this.#pick.dispose();
  }
}

function itemOf(row: Row): Item {
  return {
    label: row.label,
    ...(row.description !== undefined && { description: row.description }),
    ...(row.detail !== undefined && { detail: row.detail }),
    buttons: row.does.type === "result" ? [OPEN_SOURCE, OPEN_IN_VIEW] : [],
    // The server has already decided what matches; the editor's own filter would hide it.
    alwaysShow: true,
    row,
  };
}
