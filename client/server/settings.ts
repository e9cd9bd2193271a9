import { SETTING_KEYS, type SettingKey } from "../../shared/settings.ts";

/** The levels at which the editor knows a value; other fields of `inspect` do not matter here. */
export interface Inspected {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

export interface SettingsReader {
  get(key: string): unknown;
  inspect(key: string): Inspected | undefined;
}

/**
 * Only the settings that someone really set: the server merges them with files and environment, where a default of the
 * manifest would win wrongly. The value is the effective one, so that what Workspace Trust withholds stays withheld.
 */
export function explicitSettings(reader: SettingsReader): Partial<Record<SettingKey, unknown>> {
  const settings: Partial<Record<SettingKey, unknown>> = {};
  for (const key of SETTING_KEYS) {
    const known = reader.inspect(key);
    const values = [known?.globalValue, known?.workspaceValue, known?.workspaceFolderValue];
    if (values.some((value) => value !== undefined)) settings[key] = reader.get(key);
  }
  return settings;
}
