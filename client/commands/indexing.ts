import * as vscode from "vscode";
import type { IndexSummary } from "../../shared/protocol.ts";
import { isCancelled } from "../server/failure.ts";
import type { Server } from "../server/server.ts";
import { indexSummaryText } from "./indexSummary.ts";

/** A run that the user started shows a notification only if it takes longer than this. */
const PATIENCE_MS = 5000;

export interface IndexOptions {
  readonly libraries?: readonly string[];
  readonly force?: boolean;
}

/** Runs an index that the user asked for: quiet while short, with progress and Cancel when long, one line at the end. */
export async function indexWithProgress(server: Server, options: IndexOptions): Promise<void> {
  const { indexRequest } = await import("../../shared/protocol.ts");
  const run = server.request(indexRequest, options);
  const timer = setTimeout(() => void showProgress(server, run), PATIENCE_MS);
  try {
    vscode.window.setStatusBarMessage(`$(check) Contexter: ${indexSummaryText(await run)}`, 6000);
  } catch (error) {
    if (!isCancelled(error)) throw error;
  } finally {
    clearTimeout(timer);
  }
}

export async function cancelIndexing(server: Server): Promise<void> {
  const { cancelIndexRequest } = await import("../../shared/protocol.ts");
  await server.request0(cancelIndexRequest);
}

async function showProgress(server: Server, run: Promise<IndexSummary>): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: "Contexter: indexing", cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    let reported = 0;
    const report = () => {
      const { done, total, library, message } = server.status;
      const percent = done !== undefined && total ? (100 * done) / total : reported;
      const counts = done !== undefined && total !== undefined ? `${done}/${total} ` : "";
      progress.report({ message: `${counts}${library ?? message}`, increment: Math.max(0, percent - reported) });
      reported = Math.max(reported, percent);
    };
    report();
    const subscriptions = vscode.Disposable.from(
      server.onDidChangeStatus(report),
      token.onCancellationRequested(() => void cancelIndexing(server)),
    );
    // The caller reports how the run ends; here only its end matters.
    await run.then(
      () => undefined,
      () => undefined,
    );
    subscriptions.dispose();
  });
}
