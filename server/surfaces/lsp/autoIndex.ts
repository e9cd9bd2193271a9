import type { IndexSummary, ServerStatus } from "../../../shared/protocol.ts";
import { ContexterError, isAbort, messageOf } from "../../errors.ts";
import type { Log } from "../../platform/log.ts";
import type { Engine, IndexOptions } from "../engine.ts";

export interface AutoIndexOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** False in a workspace that the user has not said to trust: what is indexed can be read, nothing new is. */
  readonly trusted: boolean;
  onStatus(status: ServerStatus): void;
}

/** Runs one index run at a time; a wish that comes meanwhile makes one more run afterwards. */
export class AutoIndex {
  readonly #options: AutoIndexOptions;
  #running: Promise<IndexSummary> | undefined;
  #aborter = new AbortController();
  #again = false;

  constructor(options: AutoIndexOptions) {
    this.#options = options;
    options.engine.onDidProgress(({ library, done, total }) =>
      options.onStatus({ state: "indexing", message: `Indexing ${library}`, library, done, total }),
    );
  }

  /** For changes on the disk: quiet, skipped where indexing is switched off. */
  request(): void {
    const { engine, trusted } = this.#options;
    if (!trusted || !engine.settings["contexter.workspace.autoIndex"] || engine.workspaces.length === 0) {
      this.#options.onStatus(ready(undefined));
      return;
    }
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.run({}).catch((error: unknown) =>
      this.#options.log.error("automatic indexing failed", { message: messageOf(error) }),
    );
  }

  /** For a user who asked; a running run is waited for first. */
  async run(options: IndexOptions): Promise<IndexSummary> {
    // Of several that wait, one goes on and the others find its run.
    while (this.#running) await this.#running.catch(() => undefined);
    this.#aborter = new AbortController();
    this.#running = this.#run(options, this.#aborter.signal);
    try {
      return await this.#running;
    } finally {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.request();
      }
    }
  }

  cancel(): void {
    this.#again = false;
    this.#aborter.abort();
  }

  async #run(options: IndexOptions, signal: AbortSignal): Promise<IndexSummary> {
    const { engine, log, onStatus } = this.#options;
    try {
      const summary = await engine.index(options, signal);
      const { total, built, upToDate, failed, durationMs } = summary;
      log.info(built + failed === 0 ? "nothing to index: everything is up to date" : "index run ended", {
        total,
        built,
        upToDate,
        failed,
        durationMs,
      });
      onStatus(ready(summary));
      return summary;
    } catch (error) {
      onStatus(isAbort(error) ? ready(undefined) : { state: "problem", message: withRemedy(error) });
      throw error;
    }
  }
}

function withRemedy(error: unknown): string {
  return error instanceof ContexterError ? `${error.message} ${error.remedy}` : messageOf(error);
}

function ready(summary: IndexSummary | undefined): ServerStatus {
  if (!summary) return { state: "ready", message: "Ready" };
  const { total, built, failed, cancelled } = summary;
  if (cancelled) return { state: "ready", message: "Indexing was cancelled" };
  if (failed > 0) return { state: "problem", message: `${failed} of ${total} libraries could not be indexed` };
  return {
    state: "ready",
    message: built === 0 ? `${total} libraries, all up to date` : `${built} of ${total} libraries newly indexed`,
  };
}
