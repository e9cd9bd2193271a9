import { html, nothing, type TemplateResult } from "lit";
import type { Actions } from "./actions.ts";
import { icon } from "./icons.ts";
import { type ListState, type Model, scopeText } from "./model.ts";

/** What stands in place of results: each state says what it is and what to do next. */
export function stateView(state: ListState, model: Model, actions: Actions): TemplateResult | typeof nothing {
  switch (state) {
    case "loading":
      return skeleton();
    case "failed":
      return failed(model, actions);
    case "nothing":
      return nothingFound(model, actions);
    case "empty":
      return empty(model, actions);
    case "notIndexed":
      return notIndexed(model, actions);
    case "starting":
      return notice({ icon: "loading", spins: true, title: "Starting", text: "The search is ready in a moment." });
    case "results":
    case "quiet":
      return nothing;
  }
}

interface Notice {
  readonly icon: string;
  readonly spins?: boolean;
  readonly title: string;
  readonly text: unknown;
  readonly next?: unknown;
}

function notice({ icon: name, spins, title, text, next }: Notice): TemplateResult {
  return html`
    <section class="state">
      <span class="codicon codicon-${name} ${spins === true ? "codicon-modifier-spin" : ""}" aria-hidden="true"></span>
      <h2>${title}</h2>
      <p>${text}</p>
      ${next ?? nothing}
    </section>
  `;
}

function button(label: string, click: () => void, options: { readonly icon?: string; readonly quiet?: boolean } = {}) {
  return html`
    <vscode-button ?secondary=${options.quiet === true} @click=${click}>
      ${options.icon === undefined ? nothing : icon(options.icon, { slot: "content-before" })}${label}
    </vscode-button>
  `;
}

function skeleton(): TemplateResult {
  const line = html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`;
  return html`<div class="skeletons" role="status" aria-label="Searching">${line}${line}${line}</div>`;
}

function failed(model: Model, actions: Actions): TemplateResult {
  const failure = model.failure ?? {
    message: model.context?.server.message ?? "The server is not running.",
    remedy: "",
    retryable: false,
  };
  const next = html`<div class="buttons">
    ${
      model.failure === undefined
        ? button("Restart Server", () => actions.run("contexter.restartServer"), { icon: "debug-restart" })
        : button("Try Again", () => actions.retry(), { icon: "refresh" })
    }
    ${button("Show Log", () => actions.run("contexter.showLog"), { quiet: true })}
  </div>`;
  const text = html`${failure.message} ${failure.remedy}`;
  return notice({ icon: "error", title: "The search did not work", text, next });
}

function nothingFound(model: Model, actions: Actions): TemplateResult {
  const { response, filters } = model;
  if (response === undefined) return html``;
  const isFiltered = filters.library !== "" || filters.kind !== "";
  const next = html`<div class="buttons column">
    ${isFiltered ? button("Search Without Filters", () => actions.filter({ library: "", kind: "" }), { icon: "clear-all" }) : nothing}
    ${filters.all ? nothing : button("Search the Whole Store", () => actions.filter({ all: true }), { icon: "globe", quiet: true })}
    ${
      filters.mode === "keyword"
        ? nothing
        : button("Match Words Only", () => actions.filter({ mode: "keyword" }), { icon: "case-sensitive", quiet: true })
    }
  </div>`;
  const where = filters.library === "" ? scopeText(response.scope) : filters.library;
  const text = html`${response.scope.sections.toLocaleString()} sections of ${where} were searched. Try the symbol's name,
  or fewer words. ${response.scope.note ?? nothing}`;
  return notice({ icon: "search-stop", title: "Nothing relevant found", text, next });
}

function empty(model: Model, actions: Actions): TemplateResult {
  const libraries = model.context?.libraries ?? [];
  const sections = libraries.reduce((sum, library) => sum + library.sections, 0);
  const counted = `${libraries.length} ${libraries.length === 1 ? "library" : "libraries"}`;
  const text = `${sections.toLocaleString()} sections from ${counted}, at the versions that are installed here.`;
  const next = html`<ul class="examples" aria-label="Example queries">
      ${(model.context?.examples ?? []).map(
        (query) =>
          html`<li>
            <button type="button" class="link-button" @click=${() => actions.search(query)}>${icon("search")}<span>${query}</span></button>
          </li>`,
      )}
    </ul>
    ${model.context?.server.state === "indexing" ? progress(model) : nothing}
    <p class="keys">
      <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> opens the source<br />
      <kbd>${/Mac/.test(navigator.platform) ? "⌘" : "Ctrl"}</kbd>+<kbd>Enter</kbd> inserts the example · <kbd>/</kbd> back to the query
    </p>`;
  return notice({ icon: "book", title: "Search your libraries", text, next });
}

function notIndexed(model: Model, actions: Actions): TemplateResult {
  const { context } = model;
  if (context?.server.state === "indexing")
    return notice({ icon: "sync", spins: true, title: "Reading the documentation", text: progress(model) });
  if (context?.folders === 0)
    return notice({
      icon: "folder",
      title: "No folder is open",
      text: "Open a project with a package.json to search its libraries.",
    });
  if (context?.trusted === false)
    return notice({
      icon: "shield",
      title: "This workspace is not trusted",
      text: "Contexter indexes only trusted workspaces. What is indexed already can be searched with the globe switch.",
    });
  const next = html`<div class="buttons">
    ${button("Index Workspace", () => actions.run("contexter.indexWorkspace"), { icon: "sync" })}
  </div>`;
  const text = "Contexter reads the documentation that your installed packages ship. Nothing leaves this machine.";
  return notice({ icon: "library", title: "Nothing is indexed yet", text, next });
}

function progress({ context }: Model): TemplateResult {
  const { done, total, library, message } = context?.server ?? { message: "" };
  const counts = done === undefined || total === undefined ? "" : `${done} of ${total} libraries`;
  return html`<span class="progress" role="status">${[counts, library ?? message].filter(Boolean).join(" · ")}</span>`;
}
