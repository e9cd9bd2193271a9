import * as z from "zod";

export type SettingMeta = {
  readonly scope: "application" | "machine" | "machine-overridable" | "window" | "resource" | "language-overridable";
  readonly description: string;
};

const meta = (scope: SettingMeta["scope"], description: string): SettingMeta => ({ scope, description });

/**
 * Every setting, by the path that it has everywhere (editor `contexter.search.limit`, environment
 * `CONTEXTER_SEARCH_LIMIT`). The manifest section and the README table are generated from this schema.
 * Paths and what reaches other machines are `machine` scoped: a cloned workspace cannot set them.
 */
export const settingsShape = {
  "contexter.dataDir": z
    .string()
    .default("")
    .meta(
      meta("machine", "Folder of the store, shared by all windows and the terminal. Empty: the user's data folder."),
    ),
  "contexter.workspace.autoIndex": z
    .boolean()
    .default(true)
    .meta(meta("window", "Index the workspace's dependencies when it is opened and when they change.")),
  "contexter.workspace.devDependencies": z
    .boolean()
    .default(true)
    .meta(meta("resource", "Index development dependencies too.")),
  "contexter.workspace.exclude": z
    .array(z.string())
    .default([])
    .meta(meta("resource", "Libraries that are never indexed: package names, `*` matches any part, e.g. `@types/*`.")),
  "contexter.workspace.retentionDays": z
    .int()
    .min(0)
    .max(3650)
    .default(30)
    .meta(meta("machine", "Days that a library which no workspace uses any more stays in the store.")),
  "contexter.sources.maxFileSizeMb": z
    .number()
    .min(0.1)
    .max(200)
    .default(8)
    .meta(
      meta(
        "machine",
        "Largest documentation file that is read whole, in megabytes; of a larger one the beginning is read.",
      ),
    ),
  "contexter.sources.changelogVersions": z
    .int()
    .min(0)
    .max(100)
    .default(10)
    .meta(meta("machine", "How many of the latest versions of a change log are indexed.")),
  "contexter.index.workers": z
    .int()
    .min(0)
    .max(16)
    .default(0)
    .meta(meta("machine", "Worker threads that index. 0: cores − 1, at least 1 and at most 3.")),
  "contexter.search.limit": z.int().min(1).max(50).default(10).meta(meta("resource", "Most results of a search.")),
  "contexter.search.mode": z
    .enum(["hybrid", "semantic", "keyword"])
    .default("hybrid")
    .meta(meta("resource", "What a search compares: words and meaning, meaning only, or words only.")),
  "contexter.search.threshold": z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .meta(
      meta("resource", "Lowest score (0 to 1) of a result that counts as relevant. Empty: measured evidence decides."),
    ),
  "contexter.search.semanticWeight": z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .meta(
      meta("resource", "Share of meaning against words in a hybrid score, 0 to 1. Empty: the model's measured value."),
    ),
  "contexter.search.rerank": z
    .boolean()
    .default(true)
    .meta(meta("resource", "Re-rank results by signals such as heading match, exact symbol and kind.")),
  "contexter.search.maxTokens": z
    .int()
    .min(100)
    .max(200_000)
    .nullable()
    .default(null)
    .meta(meta("resource", "Most tokens of all results of a search together. Empty: no limit.")),
  "contexter.hover.enabled": z
    .boolean()
    .default(true)
    .meta(
      meta("language-overridable", "Show documentation when hovering a symbol of a library. Can be set per language."),
    ),
  "contexter.hover.imports": z
    .boolean()
    .default(true)
    .meta(meta("language-overridable", "Show what a library is when hovering its name in an import.")),
  "contexter.hover.dependencies": z
    .boolean()
    .default(true)
    .meta(meta("window", "Show what a library is when hovering its line in package.json.")),
  "contexter.hover.whenEmpty": z
    .enum(["link", "nothing"])
    .default("link")
    .meta(
      meta("window", "What a hover shows for a library's symbol without a passage: one line of links, or nothing."),
    ),
  "contexter.searchView.followCursor": z
    .boolean()
    .default(false)
    .meta(meta("window", "Let the search view follow the symbol under the cursor.")),
  "contexter.log.level": z
    .enum(["error", "warn", "info", "debug"])
    .default("info")
    .meta(meta("machine", "What the server writes to its log.")),
};

export const Settings = z.object(settingsShape);
export type Settings = z.infer<typeof Settings>;
export type SettingKey = keyof Settings;
export const SETTING_KEYS = Object.keys(settingsShape) as readonly SettingKey[];
export const DEFAULT_SETTINGS: Settings = Settings.parse({});

/** The environment variable of a setting: `contexter.search.semanticWeight` → `CONTEXTER_SEARCH_SEMANTIC_WEIGHT`. */
export function environmentName(key: SettingKey): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(".", "_")
    .toUpperCase();
}
