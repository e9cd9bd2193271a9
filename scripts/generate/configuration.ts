import * as z from "zod";
import { SETTING_KEYS, type SettingKey, Settings } from "../../shared/settings.ts";

/** Titles of the groups in the settings editor, by the stage in a setting's path; `dataDir` has no stage. */
const TITLES: Readonly<Record<string, string>> = {
  hover: "Hover",
  search: "Search",
  searchView: "Search View",
  workspace: "Workspace",
  sources: "Sources",
  index: "Index",
  log: "Log",
};

const Property = z.looseObject({
  description: z.string(),
  scope: z.string(),
  default: z.unknown(),
  type: z.string().optional(),
  anyOf: z.array(z.looseObject({ type: z.string() })).optional(),
});
export type Property = z.infer<typeof Property>;

/** Each setting as JSON schema with the editor's own words, from the one zod schema. */
export function settingProperties(): ReadonlyMap<SettingKey, Property> {
  const { properties } = z.toJSONSchema(Settings, { io: "input" });
  return new Map(SETTING_KEYS.map((key) => [key, Property.parse(properties?.[key])]));
}

/** The `configuration` section: groups in the order of the schema, each setting in its own place. */
export function configuration(): readonly unknown[] {
  const groups = new Map<string, Record<string, unknown>>();
  for (const [key, property] of settingProperties()) {
    const title = TITLES[key.split(".")[1] ?? ""] ?? "General";
    const group = groups.get(title) ?? {};
    group[key] = { ...manifestProperty(property), order: Object.keys(group).length };
    groups.set(title, group);
  }
  const order = ["General", ...Object.values(TITLES)];
  return [...groups]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([title, properties], index) => ({
      id: `contexter.${title.replaceAll(" ", "")}`,
      title,
      order: index,
      properties,
    }));
}

function manifestProperty({ description, scope, anyOf, ...rest }: Property): Record<string, unknown> {
  const base: Record<string, unknown> = { scope, markdownDescription: description, ...flattened(anyOf), ...rest };
  // zod writes the limits of a safe integer where none were meant.
  for (const limit of ["minimum", "maximum"] as const)
    if (typeof base[limit] === "number" && !(Math.abs(base[limit]) < Number.MAX_SAFE_INTEGER)) delete base[limit];
  return base;
}

/** `number | null` as the settings editor understands it: one schema with two types. */
function flattened(anyOf: Property["anyOf"]): Record<string, unknown> {
  if (anyOf === undefined) return {};
  return { ...Object.assign({}, ...anyOf), type: anyOf.map((schema) => schema.type) };
}
