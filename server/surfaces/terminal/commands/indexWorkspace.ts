import type { IndexSummary } from "../../../../shared/protocol.ts";
import { ContexterError } from "../../../errors.ts";
import type { Engine, IndexOptions } from "../../engine.ts";
import { EXIT, type ExitCode } from "../io.ts";
import { noProgress, PlainProgress, type ProgressView } from "../progress.ts";
import type { FlagSetting, Session } from "../session.ts";
import { counted } from "../style.ts";
import { namedWorkspace } from "../workspaceFolder.ts";

export interface IndexFlags {
  readonly library?: readonly string[];
  readonly force?: boolean;
  readonly workers?: number;
}

/** Builds what is missing or outdated in the workspace. @throws ContexterError `workspace/no-manifest` */
export async function runIndex(session: Session, directory: string | undefined, flags: IndexFlags): Promise<ExitCode> {
  const libraries = flags.library?.flatMap((name) => name.split(","));
  const options = { check: true, ...(libraries && { libraries }), ...(flags.force && { force: true }) };
  return index(session, options, directory, workerFlags(flags));
}

/** Builds again what the workspace has, all of it or the libraries named. */
export async function runRefresh(session: Session, libraries: readonly string[], flags: IndexFlags): Promise<ExitCode> {
  const options = { ...(libraries.length > 0 && { libraries }), force: true };
  return index(session, options, undefined, workerFlags(flags));
}

async function index(
  session: Session,
  options: IndexOptions,
  directory: string | undefined,
  flags: readonly FlagSetting[],
): Promise<ExitCode> {
  const workspace =
    directory === undefined ? await session.workspace() : await namedWorkspace(directory, session.io.cwd);
  if (workspace === undefined)
    throw new ContexterError("workspace/no-manifest", `there is no package.json in ${session.io.cwd} or above`);
  const engine = await session.engine({ readOnly: false, workspace, flags });
  const summary = await withProgress(session, engine, () => engine.index(options, session.signal));
  if (session.options.json) session.json({ ...summary, workspace });
  else {
    session.out(renderSummary(summary));
    session.warnAll(summary.problems.map((problem) => ({ ...problem, message: named(problem) })));
  }
  if (summary.cancelled) return EXIT.interrupted;
  const unread = summary.problems.some(({ code }) => code === "workspace/bad-manifest");
  return summary.failed > 0 || unread ? EXIT.failure : EXIT.found;
}

function named({ library, message }: IndexSummary["problems"][number]): string {
  return library === undefined || message.includes(library) ? message : `${library}: ${message}`;
}

/** `Indexed 38 of 40 libraries in 4.2 s: 36 built, 2 up to date, 1 without documentation, 1 failed.` */
export function renderSummary(summary: IndexSummary): string {
  const { total, built, upToDate, empty, failed, skipped, removed, durationMs, cancelled } = summary;
  const parts = [
    built > 0 && `${built} built`,
    upToDate > 0 && `${upToDate} up to date`,
    empty > 0 && `${empty} without documentation`,
    skipped > 0 && `${skipped} skipped`,
    failed > 0 && `${failed} failed`,
    removed > 0 && `${removed} removed`,
  ].filter((part) => part !== false);
  if (total === 0 && parts.length === 0 && !cancelled) return "Nothing to index: no dependencies found.";
  const verb = cancelled ? "Interrupted: indexed" : built === 0 && failed === 0 ? "Nothing to do:" : "Indexed";
  const covered = `${built + upToDate} of ${counted(total, "library", "libraries")}`;
  return `${verb} ${covered} in ${(durationMs / 1000).toFixed(1)} s${parts.length > 0 ? `: ${parts.join(", ")}` : ""}.`;
}

async function withProgress<T>(session: Session, engine: Engine, work: () => Promise<T>): Promise<T> {
  const view = await progressView(session);
  const listening = engine.onDidProgress((progress) => view.update(progress));
  try {
    return await work();
  } finally {
    listening.dispose();
    await view.end();
  }
}

async function progressView(session: Session): Promise<ProgressView> {
  const { io, options } = session;
  if (options.quiet) return noProgress;
  if (!io.isErrorTTY) return new PlainProgress((line) => session.note(line));
  const { LiveProgress } = await import("../liveProgress.ts");
  return new LiveProgress(io.stderr);
}

function workerFlags({ workers }: IndexFlags): FlagSetting[] {
  return workers === undefined ? [] : [{ key: "contexter.index.workers", value: String(workers), flag: "--workers" }];
}
