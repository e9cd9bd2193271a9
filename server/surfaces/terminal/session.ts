import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { ContexterError } from "../../errors.ts";
import {
  CONFIG_FILE,
  type ConfigFile,
  fullKey,
  type ResolvedSettings,
  resolveSettings,
  userConfigPath,
} from "../../platform/config.ts";
import { defaultDataDir } from "../../platform/dataDir.ts";
import { type Log, lineLog } from "../../platform/log.ts";
import type { Engine } from "../engine.ts";
import type { CliHost, CliIo, GlobalOptions } from "./io.ts";
import { colorStyle, plainStyle, type Style, wantsColor, withRemedy } from "./style.ts";
import { namedWorkspace } from "./workspaceFolder.ts";

/** A setting given by a flag, as typed. */
export interface FlagSetting {
  readonly key: string;
  readonly value: string;
  readonly flag: string;
}

/** One run of the program: what was asked for, what it resolves to, and where output goes. */
export class Session {
  readonly io: CliIo;
  readonly host: CliHost;
  readonly options: GlobalOptions;
  readonly style: Style;
  readonly errorStyle: Style;
  #engine: Engine | undefined;

  constructor(io: CliIo, host: CliHost, options: GlobalOptions) {
    this.io = io;
    this.host = host;
    this.options = options;
    this.style = wantsColor(options, io.env, io.isTTY) ? colorStyle : plainStyle;
    this.errorStyle = wantsColor(options, io.env, io.isErrorTTY) ? colorStyle : plainStyle;
  }

  get signal(): AbortSignal {
    return this.io.signal;
  }

  /** Writes data. */
  out(text: string): void {
    this.io.stdout.write(`${text}\n`);
  }

  /** Writes data as JSON, with the format's version in front. */
  json(value: object): void {
    this.out(toJson({ v: 1, ...value }));
  }

  /** Says something that is no data; `--quiet` leaves it out. */
  note(text: string): void {
    if (!this.options.quiet) this.io.stderr.write(`${text}\n`);
  }

  /** Says what went wrong without stopping. */
  warn(text: string): void {
    this.io.stderr.write(`${this.errorStyle.warn("warning:")} ${text}\n`);
  }

  warnAll(problems: readonly { readonly message: string; readonly remedy?: string }[]): void {
    for (const { message, remedy } of problems) this.warn(withRemedy(message, remedy));
  }

  /** The workspace in question; undefined outside one. @throws ContexterError `workspace/not-a-folder` */
  async workspace(): Promise<string | undefined> {
    const { workspace } = this.options;
    return workspace === undefined ? this.host.findWorkspace(this.io.cwd) : namedWorkspace(workspace, this.io.cwd);
  }

  async settings(workspace: string | undefined, flags: readonly FlagSetting[] = []): Promise<ResolvedSettings> {
    const userFile = await this.#configFile(userConfigPath(this.io));
    const workspaceFile = workspace === undefined ? undefined : await this.#configFile(join(workspace, CONFIG_FILE));
    return resolveSettings({
      ...(userFile && { userFile }),
      ...(workspaceFile && { workspaceFile }),
      environment: this.io.env,
      flags: [...this.#globalFlags(), ...flags],
    });
  }

  /** Absolute path of the store's folder. */
  dataDir({ settings }: ResolvedSettings): string {
    const configured = settings["contexter.dataDir"].replace(/^~(?=$|[\\/])/, () => this.io.home);
    if (configured === "") return defaultDataDir(this.io);
    return isAbsolute(configured) ? configured : resolve(this.io.cwd, configured);
  }

  /**
   * Opens the engine once; the session closes it.
   * @param options `workspace`: other than the one around; `flags`: settings of the command's own flags
   */
  async engine(options: {
    readonly readOnly: boolean;
    readonly workspace?: string;
    readonly flags?: readonly FlagSetting[];
  }): Promise<Engine> {
    if (this.#engine) return this.#engine;
    const workspace = options.workspace ?? (await this.workspace());
    const resolved = await this.settings(workspace, options.flags);
    this.warnAll(resolved.problems);
    this.signal.throwIfAborted();
    this.#engine = await this.host.openEngine({
      workspaces: workspace === undefined ? [] : [workspace],
      settings: resolved.settings,
      dataDir: this.dataDir(resolved),
      readOnly: options.readOnly,
      log: this.log(resolved),
    });
    return this.#engine;
  }

  /** Diagnostics go to stderr; without a wish for more, only what matters. */
  log({ settings, origins }: ResolvedSettings): Log {
    const wished = origins["contexter.log.level"].layer === "default" ? "warn" : settings["contexter.log.level"];
    const write = (level: string, line: string) => this.io.stderr.write(`${level}: ${line}\n`);
    return lineLog(write, this.options.quiet ? "error" : wished);
  }

  async end(): Promise<void> {
    await this.#engine?.end();
  }

  #globalFlags(): FlagSetting[] {
    const { dataDir, set = [] } = this.options;
    const named = dataDir === undefined ? [] : [{ key: "contexter.dataDir", value: dataDir, flag: "--data-dir" }];
    return [...set.map(parseAssignment), ...named];
  }

  /** The YAML parser is only loaded where there is a file to parse. */
  async #configFile(path: string): Promise<ConfigFile | undefined> {
    if (!existsSync(path)) return undefined;
    const { readConfigFile } = await import("../../platform/configFile.ts");
    return readConfigFile(path);
  }
}

/** `search.limit=5`. @throws ContexterError `surfaces/bad-input` */
function parseAssignment(text: string): FlagSetting {
  const at = text.indexOf("=");
  if (at < 1) throw new ContexterError("surfaces/bad-input", `--set ${text}: expected KEY=VALUE`);
  return { key: fullKey(text.slice(0, at).trim()), value: text.slice(at + 1), flag: `--set ${text.slice(0, at)}` };
}

/** JSON without characters that a terminal would obey. */
export function toJson(value: unknown): string {
  const asEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, asEscape);
}
