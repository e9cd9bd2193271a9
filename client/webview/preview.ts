import { html, nothing, type TemplateResult } from "lit";
import type { SearchResult } from "../../shared/searchResponse.ts";
import type { SectionAction } from "../searchView/messages.ts";
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
        </div>
        <h1>${section.title}</h1>
        ${buttons(section, actions)}
        ${iconButton({ icon: "close", label: "Close preview", click: () => actions.closePreview() })}
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
  const act = (name: SectionAction) => () => actions.act(name, section.id);
  const noSource = section.path === undefined ? "Not installed here" : undefined;
  const noExample = section.example === undefined ? "This section has no code" : undefined;
  return html`
    <div class="actions" role="toolbar" aria-label="Section">
      ${action({ icon: "go-to-file", label: ["Open", " Source"], title: "Open Source (Enter)", missing: noSource, click: act("openSource") })}
      ${action({ icon: "insert", label: ["Insert", " Example"], title: "Insert Example into the Editor (Ctrl/Cmd+Enter)", missing: noExample, click: act("insertExample") })}
      ${action({ icon: "copy", label: ["", "Copy"], title: "Copy the Section as Markdown", click: act("copy") })}
      ${action({ icon: "link", label: ["", "Copy Id"], title: "Copy the Section's Id, for agents and the terminal", click: act("copyId") })}
    </div>
  `;
}

interface Action {
  readonly icon: string;
  /** The second part is shown only where there is room; the title is always there. */
  readonly label: readonly [always: string, wide: string];
  readonly title: string;
  /** Why it cannot be done here. */
  readonly missing?: string | undefined;
  readonly click: () => void;
}

function action({ icon: name, label, title, missing, click }: Action): TemplateResult {
  const says = missing ?? title;
  return html`
    <button type="button" class="action" title=${says} aria-label=${says} ?disabled=${missing !== undefined} @click=${click}>
      ${icon(name)}<span class="label">${label[0]}<span class="wide">${label[1]}</span></span>
    </button>
  `;
}
