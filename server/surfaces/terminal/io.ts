import type { Readable, Writable } from "node:stream";
import type { Settings } from "../../../shared/settings.ts";
import type { Assets } from "../../platform/assets.ts";
import type { Log } from "../../platform/log.ts";
import type { Engine } from "../engine.ts";

/** The terminal as a program sees it; tests bring their own. */
export interface CliIo {
  /** Data. */
  readonly stdout: Writable;
  /** Everything else: progress, notes, failures. */
  readonly stderr: Writable;
  readonly stdin: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the current folder. */
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** True if a person reads stdout directly. */
  readonly isTTY: boolean;
  /** The same for stderr. */
  readonly isErrorTTY: boolean;
  /** True if a person can answer. */
  readonly isInputTTY: boolean;
  /** Width of stdout in cells; only meaningful on a TTY. */
  readonly columns: number;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

export interface EngineOptions {
  /** Absolute paths; empty outside a workspace. */
  readonly workspaces: readonly string[];
  readonly settings: Settings;
  /** Absolute path of the store's folder. */
  readonly dataDir: string;
  readonly readOnly: boolean;
  readonly log: Log;
}

/** What the door gives to the program. */
export interface CliHost {
  readonly version: string;
  readonly assets: Assets;
  /** The workspace around a folder; undefined outside of one. */
  findWorkspace(from: string): Promise<string | undefined>;
  openEngine(options: EngineOptions): Promise<Engine>;
}

/** How a command ended, as the shell sees it. */
export const EXIT = { found: 0, nothing: 1, usage: 2, failure: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Options that every command takes. */
export interface GlobalOptions {
  readonly workspace?: string;
  readonly all?: boolean;
  readonly dataDir?: string;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly json?: boolean;
  /** `KEY=VALUE` each. */
  readonly set?: readonly string[];
}
