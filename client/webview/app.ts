import { html, render } from "lit";
import { type FromView, SavedView, ToView } from "../searchView/messages.ts";
import type { Actions } from "./actions.ts";
import { header } from "./header.ts";
import { type Key, type KeyMeaning, meaningOf } from "./keys.ts";
import { type Change, listState, type Model, neighbour, reduce, savedView, startModel } from "./model.ts";
import { previewPane } from "./preview.ts";
import { PreviewBody } from "./previewBody.ts";
import { resultList } from "./results.ts";
import { stateView } from "./states.ts";

const DEBOUNCE_MS = 120;
/** A search that answers sooner shows no sign of loading. */
const SLOW_MS = 200;

/** As in searchPreview.css. */
const WIDE = "(min-width: 700px)";

/** The editor's side of the page. */
export interface Host {
  postMessage(message: FromView): void;
  getState(): unknown;
  setState(state: SavedView): void;
}

/** The search view: draws the model, turns what a person does into changes and messages. */
export class App {
  readonly #host: Host;
  readonly #root: HTMLElement;
  readonly #body: PreviewBody;
  readonly #actions: Actions;
  #model: Model;
  #debounce = 0;
  #slow = 0;

  constructor(host: Host, root: HTMLElement) {
    this.#host = host;
    this.#root = root;
    this.#body = new PreviewBody((url) => this.#host.postMessage({ type: "openLink", url }));
    const saved = SavedView.safeParse(host.getState());
    this.#model = startModel(saved.success ? saved.data : undefined);
    this.#actions = this.#makeActions();
  }

  start(): void {
    window.addEventListener("message", ({ data }: MessageEvent<unknown>) => this.#receive(data));
    document.addEventListener("keydown", (event) => this.#press(event));
    window.addEventListener("focus", () => this.#focusQueryUnlessBusy());
    const wide = window.matchMedia(WIDE);
    wide.addEventListener("change", () => this.#change({ type: "wide", isWide: wide.matches }));
    this.#change({ type: "wide", isWide: wide.matches });
    this.#draw();
    this.#host.postMessage({ type: "ready" });
    if (this.#model.query !== "") this.#ask(0);
  }

  #makeActions(): Actions {
    const post = (message: FromView) => this.#host.postMessage(message);
    return {
      search: (query) => {
        this.#change({ type: "query", query });
        this.#ask(DEBOUNCE_MS);
      },
      filter: (filters) => {
        this.#change({ type: "filters", filters });
        this.#ask(0);
      },
      retry: () => this.#ask(0),
      select: (id) => this.#select(id),
      act: (action, id) => post({ type: "act", action, id }),
      follow: (on) => post({ type: "followCursor", on }),
      run: (command) => post({ type: "command", command }),
      openLink: (url) => post({ type: "openLink", url }),
      clear: () => {
        this.#change({ type: "query", query: "" });
        this.#ask(0);
        this.#focusQuery();
      },
      toggleMore: () => this.#change({ type: "toggleMore" }),
      closePreview: () => this.#change({ type: "closePreview" }),
    };
  }

  #change(change: Change): void {
    const before = this.#model;
    this.#model = reduce(before, change);
    if (this.#model === before) return;
    this.#host.setState(savedView(this.#model));
    this.#draw();
    const { preview } = this.#model;
    if (preview !== undefined && !preview.isWhole && preview.section.id !== before.preview?.section.id)
      this.#host.postMessage({ type: "section", id: preview.section.id });
  }

  #ask(afterMs: number): void {
    window.clearTimeout(this.#debounce);
    window.clearTimeout(this.#slow);
    const send = () => {
      this.#change({ type: "asked" });
      const { generation, query, filters } = this.#model;
      if (query.trim() === "") return this.#host.postMessage({ type: "cancel" });
      this.#host.postMessage({ type: "search", generation, query: query.trim(), filters });
      this.#slow = window.setTimeout(() => this.#change({ type: "slow", generation }), SLOW_MS);
    };
    if (afterMs === 0) send();
    else this.#debounce = window.setTimeout(send, afterMs);
  }

  #receive(raw: unknown): void {
    const parsed = ToView.safeParse(raw);
    if (!parsed.success) {
      console.warn("a message was not understood", parsed.error.issues);
      return;
    }
    const message = parsed.data;
    this.#change(message);
    if (message.type !== "show") return;
    if (message.query !== undefined || message.library !== undefined) this.#ask(0);
    if (!message.focus) return;
    if (message.section === undefined) this.#focusQuery();
    else this.#focusSelected();
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const [inner] = event.composedPath();
    const target = event.target instanceof Element ? event.target : undefined;
    const inQuery = target?.id === "query" && inner instanceof HTMLInputElement;
    const place = inQuery ? "query" : target?.closest("#results") ? "list" : "elsewhere";
    // A key typed into another field, such as an open selection, belongs to that field.
    if (target?.closest("vscode-single-select")) return;
    const meaning = meaningOf({ key: event.key, isModified: event.ctrlKey || event.metaKey, place });
    if (meaning === undefined) return;
    event.preventDefault();
    this.#obey(meaning, place);
  }

  #obey(meaning: KeyMeaning, place: Key["place"]): void {
    const id = this.#model.selectedId;
    if (meaning.does === "move")
      this.#move(place === "query" && id !== undefined && meaning.by > 0 ? 0 : meaning.by, place);
    else if (meaning.does === "focusQuery") this.#focusQuery();
    else if (meaning.does === "clear") this.#actions.clear();
    else if (id !== undefined) this.#actions.act(meaning.does === "open" ? "openSource" : "insertExample", id);
  }

  /** From the query, an arrow first enters the list where it stands; from its first line, up leads back. */
  #move(by: number, place: Key["place"]): void {
    const id = neighbour(this.#model, by);
    const leaves = by < 0 && (place === "query" || (by === -1 && id === this.#model.selectedId));
    if (leaves) this.#focusQuery();
    if (leaves || id === undefined) return;
    this.#select(id);
    this.#focusSelected();
  }

  #select(id: string): void {
    this.#change({ type: "select", id });
  }

  #focusSelected(): void {
    const selected = this.#root.querySelector<HTMLElement>('#results [aria-selected="true"]');
    selected?.focus({ preventScroll: true });
    selected?.scrollIntoView({ block: "nearest" });
  }

  #focusQuery(): void {
    this.#root.querySelector<HTMLElement>("#query")?.focus();
  }

  /** A view that comes to the front is there to be typed into, unless something in it has the focus already. */
  #focusQueryUnlessBusy(): void {
    if (document.activeElement === null || document.activeElement === document.body) this.#focusQuery();
  }

  #draw(): void {
    const model = this.#model;
    const state = listState(model);
    const { preview } = model;
    const body = preview === undefined ? undefined : this.#body.show(preview);
    render(
      html`
        ${header(model, this.#actions)}
        <main class=${preview === undefined ? "list-only" : "with-preview"} data-state=${state}>
          <div class="list">
            ${resultList(model, this.#actions)} ${stateView(state, model, this.#actions)}
          </div>
          ${preview === undefined || body === undefined ? null : previewPane(preview, body, this.#actions)}
        </main>
        <div class="visually-hidden" role="status" aria-live="polite">${model.announcement}</div>
      `,
      this.#root,
    );
    this.#body.settle();
  }
}
