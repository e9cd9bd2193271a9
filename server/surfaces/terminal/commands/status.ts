import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import { columns, formatBytes } from "../style.ts";

export async function runStatus(session: Session): Promise<ExitCode> {
  const engine = await session.engine({ readOnly: true });
  const status = await engine.status();
  const { workspaces } = engine;
  if (session.options.json) {
    session.json({ ...status, workspaces });
    return EXIT.found;
  }
  // This command itself only reads; what matters is whether others could write.
  const readOnly = status.problems.some(({ code }) => code === "store/newer-schema" || code === "store/unavailable");
  const rows = [
    ["workspace", workspaces.join(", ") || "none"],
    ["store", `${status.dataDir}${readOnly ? " (read only)" : ""}`],
    ["libraries", String(status.libraries)],
    ["sections", String(status.sections)],
    ["passages", String(status.passages)],
    ["index", `${formatBytes(status.segmentBytes)} for ${formatBytes(status.rawBytes)} of documentation`],
    ["model", status.model],
    ["workers", String(status.workers)],
  ];
  for (const line of columns(rows)) session.out(line);
  session.warnAll(status.problems);
  return EXIT.found;
}
