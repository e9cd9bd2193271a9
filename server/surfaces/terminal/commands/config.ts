import { SETTING_KEYS, type SettingKey } from "../../../../shared/settings.ts";
import { ContexterError } from "../../../errors.ts";
import { fullKey, isSettingKey, type ResolvedSettings } from "../../../platform/config.ts";
import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import { columns } from "../style.ts";

/** Every setting with its value and where that comes from. */
export async function runConfigList(session: Session): Promise<ExitCode> {
  const resolved = await session.settings(await session.workspace());
  if (session.options.json)
    session.json({ settings: SETTING_KEYS.map((key) => entryOf(key, resolved)), problems: resolved.problems });
  else {
    const rows = SETTING_KEYS.map((key) => entryOf(key, resolved)).map(({ key, value, origin, place }) => [
      key.replace(/^contexter\./, ""),
      JSON.stringify(value),
      session.style.dim(place === undefined ? origin : `${origin} (${place})`),
    ]);
    for (const line of columns(rows)) session.out(line);
    session.warnAll(resolved.problems);
  }
  return resolved.problems.length > 0 ? EXIT.failure : EXIT.found;
}

/** One setting's value. @throws ContexterError `surfaces/bad-input` */
export async function runConfigGet(session: Session, name: string): Promise<ExitCode> {
  const key = fullKey(name);
  if (!isSettingKey(key))
    throw new ContexterError("surfaces/bad-input", `there is no setting ${name}; \`contexter config list\` shows all`);
  const resolved = await session.settings(await session.workspace());
  const entry = entryOf(key, resolved);
  if (session.options.json) session.json(entry);
  else session.out(typeof entry.value === "string" ? entry.value : JSON.stringify(entry.value));
  session.warnAll(resolved.problems);
  return EXIT.found;
}

function entryOf(key: SettingKey, { settings, origins }: ResolvedSettings) {
  const { layer, place } = origins[key];
  return { key, value: settings[key], origin: layer, ...(place !== undefined && { place }) };
}
