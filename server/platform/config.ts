import { posix, win32 } from "node:path";
import type { Problem } from "../../shared/errors.ts";
import {
  DEFAULT_SETTINGS,
  environmentName,
  SETTING_KEYS,
  type SettingKey,
  type SettingMeta,
  type Settings,
  settingsShape,
} from "../../shared/settings.ts";
import type { UserPlace } from "./dataDir.ts";

/** Where a setting's value can come from, the weakest first. */
export const SETTING_LAYERS = ["default", "user file", "workspace file", "editor", "environment", "flag"] as const;
export type SettingLayer = (typeof SETTING_LAYERS)[number];

export interface SettingOrigin {
  readonly layer: SettingLayer;
  /** `FILE:LINE`, the variable or the flag; absent for defaults and the editor. */
  readonly place?: string;
}

/** One value as a configuration file has it. */
export interface ConfigEntry {
  /** Full key, known or not: `contexter.search.limit`. */
  readonly key: string;
  readonly value: unknown;
  /** From 1. */
  readonly line: number;
}

export interface ConfigFile {
  readonly path: string;
  readonly entries: readonly ConfigEntry[];
  /** What made (parts of) the file unreadable. */
  readonly problems: readonly Problem[];
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingSources {
  readonly userFile?: ConfigFile;
  readonly workspaceFile?: ConfigFile;
  /** Only what was really set there, by full key. */
  readonly editor?: Readonly<Partial<Record<SettingKey, unknown>>>;
  readonly environment?: Environment;
  /** Values as they were typed, with the flag's name. */
  readonly flags?: readonly { readonly key: string; readonly value: string; readonly flag: string }[];
}

export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingKey, SettingOrigin>>;
  readonly problems: readonly Problem[];
}

interface Candidate {
  readonly key: string;
  readonly value: unknown;
  readonly origin: SettingOrigin;
  /** True where the value is text whatever the setting's type is. */
  readonly typed: boolean;
  readonly file?: string;
}

/** The value of every setting: default < user file < workspace file < editor < environment < flag. A bad value is named and passed over. */
export function resolveSettings(sources: SettingSources): ResolvedSettings {
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  const origins = new Map<SettingKey, SettingOrigin>();
  const problems: Problem[] = [...(sources.userFile?.problems ?? []), ...(sources.workspaceFile?.problems ?? [])];
  for (const candidate of candidates(sources)) {
    const { key, origin } = candidate;
    const answer = check(candidate);
    if ("problem" in answer) problems.push(answer.problem);
    else if (isSettingKey(key)) {
      settings[key] = answer.value;
      origins.set(key, origin);
    }
  }
  const originOf = (key: SettingKey): SettingOrigin => origins.get(key) ?? { layer: "default" };
  return {
    settings: settings as Settings, // each value has passed its own schema
    origins: Object.fromEntries(SETTING_KEYS.map((key) => [key, originOf(key)])) as Record<SettingKey, SettingOrigin>,
    problems,
  };
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingsShape, key);
}

/** The full key of what a user may write short: `search.limit` → `contexter.search.limit`. */
export function fullKey(key: string): string {
  return key.startsWith("contexter.") ? key : `contexter.${key}`;
}

/** Weakest first, so that a later valid value wins. */
function* candidates(sources: SettingSources): Generator<Candidate> {
  yield* fromFile("user file", sources.userFile);
  yield* fromFile("workspace file", sources.workspaceFile);
  for (const [key, value] of Object.entries(sources.editor ?? {}))
    yield { key, value, origin: { layer: "editor" }, typed: false };
  for (const key of SETTING_KEYS) {
    const name = environmentName(key);
    const value = sources.environment?.[name];
    if (value !== undefined) yield { key, value, origin: { layer: "environment", place: name }, typed: true };
  }
  for (const { key, value, flag } of sources.flags ?? [])
    yield { key, value, origin: { layer: "flag", place: flag }, typed: true };
}

function* fromFile(layer: "user file" | "workspace file", file: ConfigFile | undefined): Generator<Candidate> {
  if (!file) return;
  for (const { key, value, line } of file.entries)
    yield { key, value, origin: { layer, place: `${file.path}:${line}` }, typed: false, file: file.path };
}

function check(candidate: Candidate): { readonly value: unknown } | { readonly problem: Problem } {
  const { key, value, origin, typed, file } = candidate;
  const problem = (text: string): { readonly problem: Problem } => ({
    problem: {
      code: "platform/bad-setting",
      message: `${origin.place ?? origin.layer}: ${text}`,
      ...(file !== undefined && { file }),
    },
  });
  if (!isSettingKey(key)) return problem(`there is no setting ${key}`);
  if (origin.layer === "workspace file" && isMachineScoped(key))
    return problem(`${key} cannot be set by a workspace; set it in the user's file, the environment or the editor`);
  const attempts = typed ? readings(String(value)) : [value];
  for (const attempt of attempts) {
    const parsed = settingsShape[key].safeParse(attempt);
    if (parsed.success && attempt !== undefined) return { value: parsed.data };
  }
  const reason = settingsShape[key].safeParse(attempts.at(-1)).error?.issues[0]?.message ?? "not allowed";
  return problem(`${key} cannot be ${JSON.stringify(value)}: ${reason}`);
}

/** What a text may stand for, the most literal first: the setting's own schema decides. */
function readings(text: string): unknown[] {
  const word = text.trim().toLowerCase();
  const list = text.split(",").map((item) => item.trim());
  const found: unknown[] = [text, ...json(text), list.filter((item) => item !== "")];
  if (word === "") found.push(null);
  if (["1", "yes", "on"].includes(word)) found.push(true);
  if (["0", "no", "off"].includes(word)) found.push(false);
  if (word !== "" && Number.isFinite(Number(word))) found.push(Number(word));
  return found;
}

function json(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return []; // not JSON: the other readings are tried
  }
}

/** Settings that concern this machine: a cloned workspace must not decide them. */
export function isMachineScoped(key: SettingKey): boolean {
  const scope = (settingsShape[key].meta() as SettingMeta | undefined)?.scope;
  return scope === "machine" || scope === "application";
}

/** The user's configuration file; it need not exist. */
export function userConfigPath({ env, platform, home }: UserPlace): string {
  if (platform === "win32")
    return win32.join(env.APPDATA || win32.join(home, "AppData", "Roaming"), "contexter", CONFIG_FILE);
  const configured = env.XDG_CONFIG_HOME;
  const base = configured && posix.isAbsolute(configured) ? configured : posix.join(home, ".config");
  return posix.join(base, "contexter", CONFIG_FILE);
}

/** Name of the configuration file, in the user's configuration folder and in a workspace. */
export const CONFIG_FILE = "contexter.yaml";
