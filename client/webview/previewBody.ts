import type { Highlighter } from "./highlight.ts";
import { markdownRenderer, passageLine } from "./markdown.ts";
import type { Preview } from "./model.ts";
import { sanitise } from "./sanitise.ts";

/** The rendered section. Rendered once per text: drawing the view again must not lose selection, scroll or colours. */
export class PreviewBody {
  readonly #render = markdownRenderer();
  readonly #element = document.createElement("div");
  #highlighter: Promise<Highlighter> | undefined;
  #shownId = "";
  #shownText: string | undefined;
  #scrollsTo: Element | undefined;

  constructor(openLink: (url: string) => void) {
    this.#element.className = "markdown";
    this.#element.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link === null) return;
      event.preventDefault();
      openLink(link.getAttribute("href") ?? "");
    });
  }

  /** The element, showing this section. */
  show({ section }: Preview): HTMLElement {
    if (section.id === this.#shownId && section.text === this.#shownText) return this.#element;
    const isOther = section.id !== this.#shownId;
    this.#shownId = section.id;
    this.#shownText = section.text;
    this.#element.replaceChildren(sanitise(this.#render(section.text)));
    this.#dropRepeatedTitle(section.title);
    const passage = this.#markPassage(section.text, section.text.slice(...section.passage));
    if (isOther) this.#scrollsTo = passage ?? this.#element;
    void this.#colour();
    return this.#element;
  }

  /** Called when the element stands in the page: scrolls to where the answer begins. */
  settle(): void {
    const pane = this.#element.closest(".preview-body");
    if (this.#scrollsTo === undefined || pane === null) return;
    const top = this.#scrollsTo.getBoundingClientRect().top - this.#element.getBoundingClientRect().top;
    pane.scrollTop = Math.max(0, top - 40);
    this.#scrollsTo = undefined;
  }

  #dropRepeatedTitle(title: string): void {
    const first = this.#element.firstElementChild;
    if (first !== null && /^H[1-6]$/.test(first.tagName) && first.textContent?.trim() === title.trim()) first.remove();
  }

  #markPassage(text: string, passage: string): Element | undefined {
    const line = passageLine(text, passage);
    if (line === undefined) return undefined;
    const blocks = [...this.#element.querySelectorAll<HTMLElement>("[data-line]")];
    const block = blocks.findLast((candidate) => Number(candidate.dataset.line) <= line);
    if (block === undefined || blocks.length < 3) return undefined;
    block.classList.add("passage");
    return block;
  }

  async #colour(): Promise<void> {
    try {
      this.#highlighter ??= import("./highlight.ts").then(({ createHighlighter }) => createHighlighter());
      await (await this.#highlighter).highlight(this.#element);
    } catch (error) {
      // Plain code is readable code; nobody needs to be told.
      console.warn("code stays without colours", error);
    }
  }
}
