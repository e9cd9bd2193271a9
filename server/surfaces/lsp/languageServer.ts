import { type Connection, MarkupKind, type TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  cancelIndexRequest,
  diagnosticsRequest,
  hoverRequest,
  indexRequest,
  librariesChangedNotification,
  librariesRequest,
  removeRequest,
  type ServerStatus,
  searchRequest,
  sectionRequest,
  statusNotification,
  storeStatusRequest,
  symbolAtRequest,
} from "../../../shared/protocol.ts";
import { SearchRequest } from "../../../shared/searchResponse.ts";
import { ContexterError, messageOf } from "../../errors.ts";
import type { Log } from "../../platform/log.ts";
import { diagnosticsReport } from "../diagnostics.ts";
import type { Engine } from "../engine.ts";
import { hover } from "../hover/hover.ts";
import { AutoIndex } from "./autoIndex.ts";
import { toResponseError } from "./responseError.ts";

export interface LanguageServerOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Opening: requests that come before it is open wait for it. */
  readonly engine: Promise<Engine>;
  readonly trusted: boolean;
  readonly version: string;
  readonly log: Log;
}

interface CancellationToken {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): unknown;
}

/** Connects the engine to the editor: requests in, notifications out. Starts indexing and watching as soon as the engine is open. */
export function serveLanguage(options: LanguageServerOptions): void {
  const { connection, log, trusted } = options;
  const onStatus = (status: ServerStatus) => void connection.sendNotification(statusNotification, status);
  const indexer = options.engine.then((engine) => new AutoIndex({ engine, log, trusted, onStatus }));
  followDocuments(options);
  answerQuestions(options);
  answerIndexing(options, indexer);
  start(options, indexer).catch((error: unknown) => {
    const { message, remedy = "The log has the details." } =
      error instanceof ContexterError ? error : { message: messageOf(error) };
    log.error("the engine could not be opened", { message });
    onStatus({ state: "problem", message: `${message} ${remedy}` });
  });
}

async function start({ connection, ...options }: LanguageServerOptions, opening: Promise<AutoIndex>): Promise<void> {
  const [engine, indexer] = await Promise.all([options.engine, opening]);
  engine.onDidChangeLibraries(() => void connection.sendNotification(librariesChangedNotification));
  indexer.request();
  // Watching needs the first snapshot, which the first run reads.
  await engine.libraries({ all: false });
  engine.watch(() => indexer.request());
}

function followDocuments({ documents, engine, log }: LanguageServerOptions): void {
  const set = (document: TextDocument, text: string | undefined) =>
    void engine.then(
      (open) => open.setDocument(document.uri, document.languageId, text),
      (error: unknown) => log.debug("document not followed", { message: messageOf(error) }),
    );
  documents.onDidChangeContent(({ document }) => set(document, document.getText()));
  documents.onDidClose(({ document }) => set(document, undefined));
}

function answerQuestions({ connection, engine, log, version }: LanguageServerOptions): void {
  const answering = answerWith(engine, log);
  connection.onRequest(searchRequest, (params, token) =>
    answering(token, (open, signal) => open.search(parsed(params), signal)),
  );
  connection.onRequest(hoverRequest, (params, token) =>
    answering(token, (open, signal) => hover(open, params, open.settings, signal)),
  );
  connection.onRequest(symbolAtRequest, ({ uri, position, declarations }, token) =>
    answering(token, async (open) => (await open.queryAt(uri, position, declarations)) ?? null),
  );
  connection.onRequest(sectionRequest, ({ id }, token) => answering(token, (open, signal) => open.section(id, signal)));
  connection.onRequest(librariesRequest, (token) => answering(token, (open) => open.libraries({ all: false })));
  connection.onRequest(storeStatusRequest, (token) => answering(token, (open) => open.status()));
  connection.onRequest(diagnosticsRequest, (token) => answering(token, (open) => diagnosticsReport(open, version)));
  // For editors that have no client of ours: the same hover without the editor's declarations and links.
  connection.onHover(async ({ textDocument, position }) => {
    const open = await engine;
    const params = { uri: textDocument.uri, position, declarations: [] };
    const content = await hover(open, params, open.settings, new AbortController().signal);
    if (!content) return null;
    const { documentation, start: from, end } = content;
    return { contents: { kind: MarkupKind.Markdown, value: documentation }, range: { start: from, end } };
  });
}

function answerIndexing(
  { connection, engine, log, trusted }: LanguageServerOptions,
  opening: Promise<AutoIndex>,
): void {
  const answering = answerWith(engine, log);
  connection.onRequest(indexRequest, (params, token) =>
    answering(token, async (_, signal) => {
      if (!trusted)
        throw new ContexterError(
          "surfaces/bad-input",
          "This workspace is not trusted: nothing new is indexed. Trust it first.",
        );
      const indexer = await opening;
      signal.addEventListener("abort", () => indexer.cancel(), { once: true });
      return indexer.run(params);
    }),
  );
  connection.onRequest(cancelIndexRequest, async () => (await opening).cancel());
  connection.onRequest(removeRequest, (params, token) =>
    answering(token, async (open) => ({ removed: await open.remove(params) })),
  );
}

/** Runs an answer with the request's cancellation as a signal, failures as response errors. */
function answerWith(engine: Promise<Engine>, log: Log) {
  return async <T>(token: CancellationToken, answer: (open: Engine, signal: AbortSignal) => Promise<T> | T) => {
    const aborter = new AbortController();
    if (token.isCancellationRequested) aborter.abort();
    token.onCancellationRequested(() => aborter.abort());
    try {
      return await answer(await engine, aborter.signal);
    } catch (error) {
      return toResponseError(error, log);
    }
  };
}

function parsed(params: unknown): SearchRequest {
  const { data, error } = SearchRequest.safeParse(params);
  if (!data)
    throw new ContexterError(
      "surfaces/bad-input",
      error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "),
    );
  return data;
}
