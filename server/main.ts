import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import { type InitializationOptions, settingsNotification } from "../shared/protocol.ts";
import { openApp } from "./app.ts";
import { CONFIG_FILE, type ResolvedSettings, resolveSettings, userConfigPath } from "./platform/config.ts";
import { readConfigFile } from "./platform/configFile.ts";
import { defaultDataDir } from "./platform/dataDir.ts";
import { lineLog } from "./platform/log.ts";
import type { Engine } from "./surfaces/engine.ts";
import { serveLanguage } from "./surfaces/lsp/languageServer.ts";

enableCompileCache?.();

const Options = z.object({
  settings: z.record(z.string(), z.unknown()),
  trusted: z.boolean(),
  version: z.string(),
}) satisfies z.ZodType<InitializationOptions>;

/** Run from source, files lie where they are written; bundled, everything lies beside this file. */
const isSource = import.meta.url.endsWith(".ts");
const assets = { folder: new URL(isSource ? "../dist/assets/" : "./assets/", import.meta.url) };
const workerScript = new URL(isSource ? "./worker.ts" : "./worker.js", import.meta.url);

const place = { env: process.env, platform: process.platform, home: homedir() };
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
const log = lineLog((level, line) => connection.console[level](line), "debug");

let folders: readonly string[] = [];

/** The editor's values between those of the files and those of the environment. */
async function settingsWith(editor: InitializationOptions["settings"]): Promise<ResolvedSettings> {
  const userFile = await readConfigFile(userConfigPath(place));
  const [first] = folders;
  const workspaceFile = first === undefined ? undefined : await readConfigFile(join(first, CONFIG_FILE));
  const resolved = resolveSettings({
    ...(userFile && { userFile }),
    ...(workspaceFile && { workspaceFile }),
    editor,
    environment: process.env,
  });
  for (const { message } of resolved.problems) log.warn(message);
  return resolved;
}

let engine: Promise<Engine> | undefined;

async function openEngine(editor: InitializationOptions["settings"]): Promise<Engine> {
  const { settings } = await settingsWith(editor);
  const dataDir = settings["contexter.dataDir"] || defaultDataDir(place);
  return openApp({ workspaces: folders, settings, dataDir, assets, workerScript, writeInWorker: true, log });
}

connection.onInitialize(({ initializationOptions, workspaceFolders }) => {
  const { settings, trusted, version } = Options.parse(initializationOptions);
  folders = (workspaceFolders ?? []).flatMap(({ uri }) => (uri.startsWith("file:") ? [fileURLToPath(uri)] : []));
  engine = openEngine(settings);
  serveLanguage({ connection, documents, engine, trusted, version, log });
  return { capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, hoverProvider: true } };
});

connection.onNotification(settingsNotification, async (editor) => {
  const { settings } = await settingsWith(editor);
  (await engine)?.configure(settings);
});
/** One that could not be opened has said so, and holds nothing. */
const endEngine = () =>
  engine?.then(
    (open) => open.end(),
    () => undefined,
  );

connection.onShutdown(async () => endEngine());
// The editor is gone without a word: what it cannot hear any more is not worth going on with.
process.once("disconnect", async () => {
  await endEngine();
  process.exit(1);
});
documents.listen(connection);
connection.listen();
