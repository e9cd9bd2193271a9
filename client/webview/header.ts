import { html, type TemplateResult } from "lit";
import { SECTION_KINDS } from "../../shared/searchResponse.ts";
import type { ViewFilters } from "../searchView/messages.ts";
import type { Actions } from "./actions.ts";
import { icon, iconButton } from "./icons.ts";
import type { Model } from "./model.ts";

const KIND_LABELS = { guide: "Guides", api: "API", example: "Examples", changelog: "Change log" } as const;

const MODES = [
  { value: "hybrid", label: "Words and meaning" },
  { value: "keyword", label: "Words only" },
  { value: "semantic", label: "Meaning only" },
] as const;

/** The query, its filters, and what the search is doing. */
export function header(model: Model, actions: Actions): TemplateResult {
  return html`
    <header>
      <div class="query">
        <vscode-textfield
          id="query"
          .label=${"Search documentation"}
          placeholder="Symbol, words or a question"
          .value=${model.query}
          @input=${(event: Event) => actions.search(fieldValue(event))}
        >
          ${icon("search", { slot: "content-before" })}
          ${
            model.isPending && model.isSlow
              ? html`<vscode-progress-ring slot="content-after" aria-label="Searching"></vscode-progress-ring>`
              : model.query === ""
                ? html`<span class="after" slot="content-after"></span>`
                : iconButton({
                    icon: "close",
                    label: "Clear query (Escape)",
                    slot: "content-after",
                    click: () => actions.clear(),
                  })
          }
        </vscode-textfield>
        ${iconButton({
          icon: "target",
          label: "Follow the cursor",
          pressed: model.context?.followCursor === true,
          click: () => actions.follow(model.context?.followCursor !== true),
        })}
        ${iconButton({
          icon: "ellipsis",
          label: "More options",
          pressed: model.showsMore,
          click: () => actions.toggleMore(),
        })}
      </div>
      ${filterRow(model, actions)} ${model.showsMore ? moreRow(model, actions) : null}
    </header>
  `;
}

function filterRow({ filters, context }: Model, actions: Actions): TemplateResult {
  const names = (context?.libraries ?? []).map((library) => library.name);
  const known = filters.library === "" || names.includes(filters.library) ? names : [filters.library, ...names];
  const libraries = [{ value: "", label: "All libraries" }, ...known.map((name) => ({ value: name, label: name }))];
  const kinds = [
    { value: "", label: "All kinds" },
    ...SECTION_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] })),
  ];
  return html`
    <div class="filters" role="group" aria-label="Filters">
      ${select("Library", libraries, filters.library, (library) => actions.filter({ library }))}
      ${select("Kind of documentation", kinds, filters.kind, (kind) => {
        const known = SECTION_KINDS.find((item) => item === kind);
        actions.filter({ kind: known ?? "" });
      })}
      ${iconButton({
        icon: "globe",
        label: "Search everything that is indexed, not only this workspace",
        pressed: filters.all,
        click: () => actions.filter({ all: !filters.all }),
      })}
    </div>
  `;
}

function moreRow({ filters }: Model, actions: Actions): TemplateResult {
  return html`
    <div class="filters more" role="group" aria-label="More options">
      <span class="hint" aria-hidden="true">Compare</span>
      ${select("What a search compares", MODES, filters.mode, (value) => {
        const mode: ViewFilters["mode"] | undefined = MODES.find((item) => item.value === value)?.value;
        if (mode !== undefined) actions.filter({ mode });
      })}
    </div>
  `;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function select(label: string, options: readonly Option[], value: string, change: (value: string) => void) {
  return html`
    <vscode-single-select
      .label=${label}
      title=${label}
      .value=${value}
      ?data-set=${value !== "" && value !== "hybrid"}
      @change=${(event: Event) => change(fieldValue(event))}
    >
      ${options.map(
        (option) =>
          html`<vscode-option value=${option.value} ?selected=${option.value === value}>${option.label}</vscode-option>`,
      )}
    </vscode-single-select>
  `;
}

function fieldValue(event: Event): string {
  const { currentTarget } = event;
  return currentTarget !== null && "value" in currentTarget && typeof currentTarget.value === "string"
    ? currentTarget.value
    : "";
}
