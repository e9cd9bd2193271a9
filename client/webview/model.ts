import type { SearchResponse, SearchResult } from "../../shared/searchResponse.ts";
import type { SavedView, ToView, ViewContext, ViewFailure, ViewFilters } from "../searchView/messages.ts";

/** Everything the view shows. Changed only by `reduce`, drawn only from here. */
export interface Model {
  readonly query: string;
  readonly filters: ViewFilters;
  /** Of the latest search; older answers are dropped. */
  readonly generation: number;
  readonly isPending: boolean;
  /** The search takes long enough that the view should say so. */
  readonly isSlow: boolean;
  readonly response: SearchResponse | undefined;
  /** The query that `response` or `failure` answers. */
  readonly answered: string | undefined;
  readonly failure: ViewFailure | undefined;
  /** A section that was opened from elsewhere, shown above the results. */
  readonly pinned: SearchResult | undefined;
  readonly selectedId: string | undefined;
  readonly preview: Preview | undefined;
  readonly context: ViewContext | undefined;
  readonly showsMore: boolean;
  /** There is room for list and preview side by side; a narrow view shows the preview of what was chosen only. */
  readonly isWide: boolean;
  /** For screen readers. */
  readonly announcement: string;
}

/** A section as far as it is known: first as the result showed it, then whole. */
export interface Preview {
  readonly section: SearchResult;
  readonly isWhole: boolean;
  readonly failure: ViewFailure | undefined;
}

export type Change =
  | ToView
  | { readonly type: "query"; readonly query: string }
  | { readonly type: "filters"; readonly filters: Partial<ViewFilters> }
  | { readonly type: "asked" }
  | { readonly type: "slow"; readonly generation: number }
  | { readonly type: "select"; readonly id: string }
  | { readonly type: "closePreview" }
  | { readonly type: "wide"; readonly isWide: boolean }
  | { readonly type: "toggleMore" };

export const NO_FILTERS: ViewFilters = { library: "", kind: "", all: false, mode: "hybrid" };

export function startModel(saved: SavedView | undefined): Model {
  return {
    query: saved?.query ?? "",
    filters: saved?.filters ?? NO_FILTERS,
    generation: 0,
    isPending: false,
    isSlow: false,
    response: undefined,
    answered: undefined,
    failure: undefined,
    pinned: undefined,
    selectedId: saved?.selected,
    preview: undefined,
    context: undefined,
    showsMore: saved?.filters.mode !== undefined && saved.filters.mode !== "hybrid",
    isWide: false,
    announcement: "",
  };
}

export function savedView({ query, filters, selectedId }: Model): SavedView {
  return { query, filters, ...(selectedId !== undefined && { selected: selectedId }) };
}

export function reduce(model: Model, change: Change): Model {
  switch (change.type) {
    case "query":
      return { ...model, query: change.query, pinned: undefined };
    case "filters":
      return { ...model, filters: { ...model.filters, ...change.filters } };
    case "asked":
      return asked(model);
    case "slow":
      return change.generation === model.generation && model.isPending ? { ...model, isSlow: true } : model;
    case "results":
      return change.generation === model.generation ? answered(model, change.response) : model;
    case "failed":
      if (change.generation !== model.generation) return model;
      return { ...settled(model), failure: change.failure, response: undefined, announcement: change.failure.message };
    case "select":
      return select(model, change.id);
    case "section":
      return change.id === model.preview?.section.id ? whole(model, model.preview, change.result) : model;
    case "sectionFailed":
      if (change.id !== model.preview?.section.id) return model;
      return { ...model, preview: { ...model.preview, failure: change.failure } };
    case "show":
      return shown(model, change);
    case "context":
      return { ...model, context: change.context };
    case "done":
      return { ...model, announcement: change.message };
    case "wide":
      return widened(model, change.isWide);
    case "closePreview":
      return { ...model, preview: undefined };
    case "toggleMore":
      return { ...model, showsMore: !model.showsMore };
  }
}

/** What the list shows, a pinned section first. */
export function listed({ pinned, response }: Model): readonly SearchResult[] {
  const results = response?.results ?? [];
  return pinned === undefined ? results : [pinned, ...results.filter((result) => result.id !== pinned.id)];
}

/** The id of the result `by` steps away; the nearest end where there is none, undefined in an empty list. */
export function neighbour(model: Model, by: number): string | undefined {
  const results = listed(model);
  const at = results.findIndex((result) => result.id === model.selectedId);
  const next = at < 0 ? (by > 0 ? 0 : results.length - 1) : Math.min(results.length - 1, Math.max(0, at + by));
  return results[next]?.id;
}

/** Which of the designed states the list is in. */
export type ListState = "results" | "loading" | "failed" | "nothing" | "empty" | "notIndexed" | "starting" | "quiet";

export function listState(model: Model): ListState {
  const { context, failure, response } = model;
  if (listed(model).length > 0) return "results";
  if (model.query.trim() !== "") {
    if (model.isSlow) return "loading";
    if (failure?.code === "search/nothing-indexed") return "notIndexed";
    if (failure !== undefined) return "failed";
    if (response !== undefined) return "nothing";
    return "quiet";
  }
  if (context === undefined) return "quiet";
  if (context.server.state === "problem") return "failed";
  if (context.libraries.length > 0) return "empty";
  return context.server.state === "starting" ? "starting" : "notIndexed";
}

function asked(model: Model): Model {
  const generation = model.generation + 1;
  if (model.query.trim() !== "") return { ...model, generation, isPending: true, isSlow: false };
  const cleared = { response: undefined, failure: undefined, answered: undefined, preview: undefined };
  return { ...model, ...cleared, generation, isPending: false, isSlow: false, announcement: "" };
}

function settled(model: Model): Model {
  return { ...model, isPending: false, isSlow: false, answered: model.query };
}

function answered(model: Model, response: SearchResponse): Model {
  const next = { ...settled(model), response, failure: undefined, answered: response.query };
  const results = listed(next);
  const keeps = results.some((result) => result.id === model.selectedId);
  const selectedId = keeps ? model.selectedId : results[0]?.id;
  const selected = results.find((result) => result.id === selectedId);
  const shows = model.isWide || (keeps && model.preview !== undefined);
  const preview = selected !== undefined && shows ? previewOf(next, selected) : undefined;
  return { ...next, selectedId, preview, announcement: countsText(response) };
}

function widened(model: Model, isWide: boolean): Model {
  const selected = listed(model).find((result) => result.id === model.selectedId);
  if (!isWide || model.preview !== undefined || selected === undefined) return { ...model, isWide };
  return { ...model, isWide, preview: previewOf(model, selected) };
}

/** A preview that is open already stays as it is. */
function previewOf(model: Model, section: SearchResult): Preview {
  if (model.preview?.section.id === section.id) return model.preview;
  return { section, isWhole: false, failure: undefined };
}

function select(model: Model, id: string): Model {
  const section = listed(model).find((result) => result.id === id);
  return section === undefined ? model : { ...model, selectedId: id, preview: previewOf(model, section) };
}

function whole(model: Model, preview: Preview, result: SearchResult): Model {
  // What was found keeps its passage and snippets; the whole section brings the text.
  const section = { ...preview.section, text: result.text, truncated: result.truncated };
  return { ...model, preview: { section, isWhole: true, failure: undefined } };
}

function shown(model: Model, { query, library, section }: Extract<ToView, { type: "show" }>): Model {
  const filters = library === undefined ? model.filters : { ...model.filters, library };
  const next = { ...model, filters, query: query ?? model.query };
  if (section === undefined) return { ...next, pinned: undefined };
  const pinned = { ...next, pinned: section, selectedId: section.id };
  return { ...pinned, preview: previewOf(pinned, section) };
}

export function countsText({ results, scope }: SearchResponse): string {
  if (results.length === 0) return `Nothing relevant found in ${scopeText(scope)}.`;
  return `${results.length} ${results.length === 1 ? "result" : "results"} from ${scopeText(scope)}.`;
}

export function scopeText({ libraries, kind }: SearchResponse["scope"]): string {
  const counted = `${libraries} ${libraries === 1 ? "library" : "libraries"}`;
  return kind === "workspace" ? counted : `${counted} of the whole store`;
}
