import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { root } from "../../../scripts/testing/run.ts";
import { findBrowser } from "../../../scripts/vscode/browser.ts";
import { installVsCode } from "../../../scripts/vscode/install.ts";
import { type RunningServer, startServer } from "../../../scripts/vscode/server.ts";
import { QUIET_SETTINGS } from "../../../scripts/vscode/settings.ts";
import { type WorkbenchPage, workbenchUrl } from "../../../scripts/vscode/workbenchUrl.ts";
import { vsixPath } from "../../../scripts/vsix.ts";
import { Workbench } from "./workbench.ts";

/** The workspace that the suites open. */
export const demo = join(root, "test", "workspaces", "demo");

export const EXTENSION_ID = "contexter.contexter";

export interface HostOptions {
  /** Without it, every folder counts as trusted and no question is asked. */
  readonly asksForTrust?: boolean;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the store; absent: one that all suites of this run share, so that the demo workspace is indexed once. */
  readonly store?: string;
}

export type OpenOptions = Partial<Pick<WorkbenchPage, "folder" | "file" | "payload">>;

/** Shared by the suites of one run and removed at its end. */
function sharedStore(): string {
  const folder = join(tmpdir(), `ctx-store-${process.pid}`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A VS Code with the packaged extension installed, and a browser to look at it. */
export class EditorHost {
  readonly #server: RunningServer;
  readonly #browser: Browser;
  readonly #options: HostOptions;
  /** Everything that the server and the extension write, logs included. */
  readonly dataFolder: string;

  private constructor(server: RunningServer, browser: Browser, dataFolder: string, options: HostOptions) {
    this.#server = server;
    this.#browser = browser;
    this.#options = options;
    this.dataFolder = dataFolder;
  }

  static async start(options: HostOptions = {}): Promise<EditorHost> {
    const executablePath = await findBrowser({ install: false });
    if (executablePath === undefined) throw new Error("no Chromium found; set CHROME_PATH");
    const serverMain = await installVsCode(join(root, ".vscode-test"));
    const dataFolder = await mkdtemp(join(tmpdir(), "ctx-"));
    const trust = options.asksForTrust ? [] : ["--disable-workspace-trust"];
    const server = await startServer({
      serverMain,
      dataFolder,
      settings: settingsOf(options),
      vsix: vsixPath,
      env: { CONTEXTER_DATA_DIR: options.store ?? sharedStore(), ...options.env },
      // The driver tells when the workbench is there; it also keeps notifications from covering what is tested.
      flags: ["--enable-smoke-test-driver", ...trust],
    });
    const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
    return new EditorHost(server, browser, dataFolder, options);
  }

  /** A page in a browser context of its own: clean layout, own extension host. Resolves when the workbench is restored. */
  async open(options: OpenOptions = {}): Promise<Workbench> {
    const context = await this.#browser.newContext({ viewport: VIEWPORT });
    const page = await context.newPage();
    await page.goto(this.url(options));
    await page.waitForFunction("globalThis.driver !== undefined");
    await page.evaluate("driver.whenWorkbenchRestored()");
    return new Workbench(page, this.dataFolder);
  }

  /** A page that has gone nowhere yet. */
  async blankPage() {
    return (await this.#browser.newContext({ viewport: VIEWPORT })).newPage();
  }

  get port(): number {
    return this.#server.port;
  }

  url(options: OpenOptions = {}): string {
    return workbenchUrl({ folder: demo, port: this.#server.port, ...options });
  }

  /** Writes the user's settings, for pages that open later: an open one does not follow. */
  async updateSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const all = { ...settingsOf(this.#options), ...settings };
    await writeFile(join(this.dataFolder, "data", "User", "settings.json"), JSON.stringify(all));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const settingsOf = (options: HostOptions): Record<string, unknown> => ({
  ...QUIET_SETTINGS,
  // The browser workbench saves by itself, which would change the demo workspace.
  "files.autoSave": "off",
  "files.hotExit": "off",
  ...(options.asksForTrust ? {} : { "security.workspace.trust.enabled": false }),
  ...options.settings,
});

const VIEWPORT = { width: 1280, height: 800 } as const;

const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
