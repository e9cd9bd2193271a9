import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SearchResult } from "../../shared/searchResponse.ts";
import { excerpts } from "../searchView/excerpt.ts";
import type { Actions } from "./actions.ts";
import { icon } from "./icons.ts";
import { listed, type Model, scopeText } from "./model.ts";

const KINDS = {
  guide: { icon: "book", label: "Guide" },
  api: { icon: "symbol-method", label: "API" },
  example: { icon: "code", label: "Example" },
  changelog: { icon: "history", label: "Change log" },
} as const;

/** The results as a list box: one option takes the focus, arrow keys move it. `data-q` is the query that it answers. */
export function resultList(model: Model, actions: Actions): TemplateResult {
  return html`
    ${summary(model)}
    <ul id="results" role="listbox" aria-label="Results" data-q=${model.answered ?? ""} ?data-stale=${model.isPending}>
      ${repeat(
        listed(model),
        (result) => result.id,
        (result) => card(result, result.id === model.selectedId, actions),
      )}
    </ul>
  `;
}

function summary({ response }: Model): TemplateResult | typeof nothing {
  if (response === undefined || response.results.length === 0) return nothing;
  const { results, scope, problems } = response;
  const note = [scope.note, ...problems.map((problem) => `${problem.message} ${problem.remedy}`)]
    .filter(Boolean)
    .join(" ");
  return html`
    <div class="summary">
      <span>${results.length} ${results.length === 1 ? "result" : "results"} · ${scopeText(scope)}</span>
      ${note === "" ? nothing : html`<p class="note">${icon("info")}<span>${note}</span></p>`}
    </div>
  `;
}

function card(result: SearchResult, isSelected: boolean, actions: Actions): TemplateResult {
  const kind = KINDS[result.kind];
  const path = result.headingPath.slice(0, -1).join(" › ");
  const where = result.package === result.name ? "" : ` · ${result.package}`;
  return html`
    <li
      role="option"
      class="card"
      data-id=${result.id}
      tabindex=${isSelected ? 0 : -1}
      aria-selected=${String(isSelected)}
      @click=${() => actions.select(result.id)}
      @focus=${() => actions.select(result.id)}
      @dblclick=${() => actions.act("openSource", result.id)}
    >
      <div class="title">${icon(kind.icon)}<span class="text">${result.title}</span></div>
      <div class="meta">
        <vscode-badge>${result.name}@${result.version}</vscode-badge>
        <span class="kind">${kind.label}</span>
        <span class="path" title=${`${path}${where}`}>${path}${where}</span>
      </div>
      <p class="excerpt">${marked(result)}</p>
    </li>
  `;
}

function marked(result: SearchResult): (TemplateResult | string)[] {
  return excerpts(result, 2).flatMap((segments, index) => [
    ...(index > 0 ? [" … "] : []),
    ...segments.map((segment) => (segment.marked ? html`<mark>${segment.text}</mark>` : segment.text)),
  ]);
}
