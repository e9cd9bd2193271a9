import { html, nothing, type TemplateResult } from "lit";
import type { SearchResult } from "../../shared/searchResponse.ts";
import type { Actions } from "./actions.ts";
import { icon, iconButton } from "./icons.ts";
import type { Preview } from "./model.ts";

/** The whole section, with what can be done with it. `body` is filled by the app, once per section. */
export function previewPane(preview: Preview, body: HTMLElement, actions: Actions): TemplateResult {
  const { section, failure } = preview;
  return html`
    <article class="preview" aria-label=${`Section ${section.title}`}>
      <div class="preview-head">
        <div class="crumbs">
          <vscode-badge>${section.name}@${section.version}</vscode-badge>
          <span class="path">${section.headingPath.slice(0, -1).join(" › ")}</span>
          ${iconButton({ icon: "close", label: "Close preview", click: () => actions.closePreview() })}
        </div>
        <h1>${section.title}</h1>
        ${buttons(section, actions)}
      </div>
      ${failure === undefined ? nothing : html`<p class="note">${icon("warning")}<span>${failure.message} ${failure.remedy}</span></p>`}
      <div class="preview-body" tabindex="-1">${body}</div>
      <footer>
        <span title=${section.path ?? ""}>${section.package}/${section.file}:${section.line}</span>
        ${section.alsoIn.map((twin) => html`<span>also ${twin.package}/${twin.file}:${twin.line}</span>`)}
      </footer>
    </article>
  `;
}

function buttons(section: SearchResult, actions: Actions): TemplateResult {
  const noSource = section.path === undefined;
  const noExample = section.example === undefined;
  return html`
    <div class="actions" role="toolbar" aria-label="Section">
      ${action("go-to-file", "Open Source", noSource ? "Not installed here" : "Open Source (Enter)", noSource, () => actions.act("openSource", section.id))}
      ${action("insert", "Insert Example", noExample ? "This section has no code" : "Insert Example into the Editor (Ctrl/Cmd+Enter)", noExample, () => actions.act("insertExample", section.id))}
      ${action("copy", "Copy", "Copy the Section as Markdown", false, () => actions.act("copy", section.id))}
      ${action("link", "Copy Id", "Copy the Section's Id, for agents and the terminal", false, () => actions.act("copyId", section.id))}
    </div>
  `;
}

function action(name: string, label: string, title: string, isDisabled: boolean, click: () => void): TemplateResult {
  return html`
    <button type="button" class="action" title=${title} aria-label=${title} ?disabled=${isDisabled} @click=${click}>
      ${icon(name)}<span>${label}</span>
    </button>
  `;
}
