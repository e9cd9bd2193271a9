import type { SearchResponse, SearchResult } from "../../shared/searchResponse.ts";
import { excerpts } from "../searchView/excerpt.ts";
import type { Failure } from "../server/failure.ts";

/** A line of the palette's list: a result, or what to do where there is none. */
export interface Row {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly does:
    | { readonly type: "result"; readonly result: SearchResult }
    | { readonly type: "query"; readonly query: string }
    | { readonly type: "everywhere" }
    | {
        readonly type: "command";
        readonly command: "contexter.indexWorkspace" | "contexter.showLog" | "contexter.showStatus";
      }
    | { readonly type: "retry" };
}

const KIND_ICONS: Readonly<Record<SearchResult["kind"], string>> = {
  guide: "$(book)",
  api: "$(symbol-method)",
  example: "$(code)",
  changelog: "$(history)",
};

export function resultRow(result: SearchResult): Row {
  const [shown = []] = excerpts(result, 1);
  const path = result.headingPath.slice(0, -1).join(" › ");
  return {
    label: `${KIND_ICONS[result.kind]} ${withoutIcons(result.title)}`,
    description: withoutIcons([`${result.name}@${result.version}`, path].filter(Boolean).join(" · ")),
    detail: withoutIcons(shown.map((segment) => segment.text).join("")),
    does: { type: "result", result },
  };
}

/** The list for an answer; without results it says what was searched and what else can be done. */
export function answerRows(response: SearchResponse): readonly Row[] {
  if (response.results.length > 0) return response.results.map(resultRow);
  const { kind, libraries } = response.scope;
  const searched = `${libraries} ${libraries === 1 ? "library" : "libraries"} ${kind === "workspace" ? "of this workspace" : "in the store"} searched`;
  const nothing: Row = {
    label: "$(circle-slash) Nothing relevant found",
    description: searched,
    detail: "Try the symbol's name, or fewer words.",
    does: { type: "query", query: response.query },
  };
  const wider: Row = {
    label: "$(globe) Search everything that is indexed",
    detail: "Also libraries that only other workspaces use.",
    does: { type: "everywhere" },
  };
  return kind === "workspace" ? [nothing, wider] : [nothing];
}

export function failureRows(failure: Failure): readonly Row[] {
  if (failure.code === "search/nothing-indexed")
    return [
      {
        label: "$(sync) Index this workspace",
        description: failure.message,
        detail: "Reads the documentation that the installed packages ship. Nothing leaves this machine.",
        does: { type: "command", command: "contexter.indexWorkspace" },
      },
    ];
  const does: Row["does"] = failure.retryable ? { type: "retry" } : { type: "command", command: "contexter.showLog" };
  const next = failure.retryable ? "Try again" : "Show log";
  return [{ label: `$(error) ${failure.message}`, description: next, detail: failure.remedy, does }];
}

/** What the empty box suggests. */
export function emptyRows(examples: readonly string[]): readonly Row[] {
  return examples.map((query) => ({
    label: `$(search) ${query}`,
    description: "example",
    does: { type: "query", query },
  }));
}

/** Text from packages must not draw icons: `$(name)` is one in a label. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, "$\u2060(").replace(/\s+/g, " ").trim();
}
