import { ContexterError, messageOf } from "../../../errors.ts";
import { type Check, environmentChecks } from "../doctorChecks.ts";
import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import type { Style } from "../style.ts";

/** Looks at everything that Contexter needs and says what to do about what is missing. */
export async function runDoctor(session: Session): Promise<ExitCode> {
  const workspace = await session.workspace();
  const resolved = await session.settings(workspace);
  const dataDir = session.dataDir(resolved);
  const { assets } = session.host;
  const checks: Check[] = [
    ...resolved.problems.map((problem) =>
      failed("settings", new ContexterError(problem.code, problem.message), "warn"),
    ),
    ...(await environmentChecks({
      nodeVersion: process.versions.node,
      platform: session.io.platform,
      dataDir,
      assets,
    })),
    ...(await workspaceChecks(session)),
  ];
  if (session.options.json) session.json({ version: session.host.version, checks });
  else {
    session.out(`contexter ${session.host.version}`);
    for (const check of checks) session.out(renderCheck(check, session.style));
  }
  return checks.some(({ status }) => status === "fail") ? EXIT.failure : EXIT.found;
}

/** What can only be seen with the store open. */
async function workspaceChecks(session: Session): Promise<Check[]> {
  try {
    const engine = await session.engine({ readOnly: true });
    const status = await engine.status();
    const stored = await engine.libraries({ all: true });
    const used = await engine.libraries({ all: false });
    const indexed = stored.filter(({ sections }) => sections > 0);
    const segments: Check[] = [];
    for (const { library, name, version } of indexed) {
      try {
        await engine.contents(library, version, session.signal);
      } catch (error) {
        segments.push(failed(`index of ${name}`, error, "fail"));
      }
    }
    const missing = used.filter(({ state }) => state === "missing" || state === "failed");
    return [
      { name: "store", status: "ok", message: `${status.libraries} libraries, schema ${status.schema}` },
      ...status.problems.map(({ code, message }) => failed("store", new ContexterError(code, message), "warn")),
      ...(segments.length > 0
        ? segments
        : [{ name: "segments", status: "ok" as const, message: `${indexed.length} readable` }]),
      engine.workspaces.length === 0
        ? { name: "workspace", status: "ok", message: "none around this folder" }
        : { name: "workspace", status: "ok", message: `${engine.workspaces.join(", ")}: ${used.length} dependencies` },
      ...missing.flatMap(({ name, problems }) =>
        problems.map(({ message, remedy }): Check => ({ name, status: "warn", message, remedy })),
      ),
    ];
  } catch (error) {
    session.signal.throwIfAborted();
    return [failed("store", error, "fail")];
  }
}

function failed(name: string, error: unknown, status: "warn" | "fail"): Check {
  const remedy =
    error instanceof ContexterError ? error.remedy : "Report this with the output of `contexter doctor --json`.";
  return { name, status, message: messageOf(error), remedy };
}

function renderCheck({ name, status, message, remedy }: Check, style: Style): string {
  const paint = { ok: style.good, warn: style.warn, fail: style.bad }[status];
  const line = `${paint(status.padEnd(4))}  ${name}: ${message}`;
  return remedy === undefined ? line : `${line}\n      ${style.dim(remedy)}`;
}
