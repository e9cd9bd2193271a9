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
  searchRequest,
  sectionRequest,
  statusNotification,
  storeStatusRequest,
  symbolAtRequest,
} from "../../../shared/protocol.ts";
import { SearchRequest } from "../../../shared/searchResponse.ts";
import { ContexterError } from "../../errors.ts";
import type { Log } from "../../platform/log.ts";
import { diagnosticsReport } from "../diagnostics.ts";
import type { Engine } from "../engine.ts";
import { hover } from "../hover/hover.ts";
import { AutoIndex } from "./autoIndex.ts";
import { toResponseError } from "./responseError.ts";

export interface LanguageServerOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly engine: Engine;
  readonly trusted: boolean;
  readonly version: string;
  readonly log: Log;
}

interface CancellationToken {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): unknown;
}

/** Connects the engine to the editor: requests in, notifications out. Starts indexing and watching. */
export function serveLanguage(options: LanguageServerOptions): void {
  const { connection, engine, log } = options;
  const indexer = new AutoIndex({
    engine,
    log,
    trusted: options.trusted,
    onStatus: (status) => void connection.sendNotification(statusNotification, status),
  });
  followDocuments(options);
  answerQuestions(options);
  answerIndexing(options, indexer);
  engine.onDidChangeLibraries(() => void connection.sendNotification(librariesChangedNotification));
  indexer.request();
  // Watching needs the first snapshot, which the first run has read.
  void engine.libraries({ all: false }).then(() => engine.watch(() => indexer.request()));
}

function followDocuments({ documents, engine }: LanguageServerOptions): void {
  for (const document of documents.all()) engine.setDocument(document.uri, document.languageId, document.getText());
  documents.onDidChangeContent(({ document }) =>
    engine.setDocument(document.uri, document.languageId, document.getText()),
  );
  documents.onDidClose(({ document }) => engine.setDocument(document.uri, document.languageId, undefined));
}

function answerQuestions({ connection, engine, log, version }: LanguageServerOptions): void {
  const answering = answerWith(log);
  connection.onRequest(searchRequest, (params, token) =>
    answering(token, (signal) => engine.search(parsed(params), signal)),
  );
  connection.onRequest(hoverRequest, (params, token) =>
    answering(token, (signal) => hover(engine, params, engine.settings, signal)),
  );
  connection.onRequest(symbolAtRequest, (params, token) =>
    answering(token, async () => (await engine.queryAt(params.uri, params.position, params.declarations)) ?? null),
  );
  connection.onRequest(sectionRequest, ({ id }, token) => answering(token, (signal) => engine.section(id, signal)));
  connection.onRequest(librariesRequest, (token) => answering(token, () => engine.libraries({ all: false })));
  connection.onRequest(storeStatusRequest, (token) => answering(token, () => engine.status()));
  connection.onRequest(diagnosticsRequest, (token) => answering(token, () => diagnosticsReport(engine, version)));
  // For editors that have no client of ours: the same hover without the editor's declarations and links.
  connection.onHover(async ({ textDocument, position }) => {
    const params = { uri: textDocument.uri, position, declarations: [] };
    const content = await hover(engine, params, engine.settings, new AbortController().signal);
    if (!content) return null;
    const { documentation, start, end } = content;
    return { contents: { kind: MarkupKind.Markdown, value: documentation }, range: { start, end } };
  });
}

function answerIndexing({ connection, engine, log, trusted }: LanguageServerOptions, indexer: AutoIndex): void {
  const answering = answerWith(log);
  connection.onRequest(indexRequest, (params, token) =>
    answering(token, (signal) => {
      if (!trusted)
        throw new ContexterError(
          "surfaces/bad-input",
          "This workspace is not trusted: nothing new is indexed. Trust it first.",
        );
      signal.addEventListener("abort", () => indexer.cancel(), { once: true });
      return indexer.run(params);
    }),
  );
  connection.onRequest(cancelIndexRequest, () => indexer.cancel());
  connection.onRequest(removeRequest, (params, token) =>
    answering(token, async () => ({ removed: await engine.remove(params) })),
  );
}

/** Runs an answer with the request's cancellation as a signal, failures as response errors. */
function answerWith(log: Log) {
  return async <T>(token: CancellationToken, answer: (signal: AbortSignal) => Promise<T> | T) => {
    const aborter = new AbortController();
    if (token.isCancellationRequested) aborter.abort();
    token.onCancellationRequested(() => aborter.abort());
    try {
      return await answer(aborter.signal);
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
