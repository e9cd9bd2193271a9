import type { LibraryStatus } from "../../../../shared/protocol.ts";
import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import { columns, formatBytes, type Style, withRemedy } from "../style.ts";

export async function runList(session: Session): Promise<ExitCode> {
  const engine = await session.engine({ readOnly: true });
  const all = session.options.all === true || engine.workspaces.length === 0;
  const libraries = await engine.libraries({ all });
  if (session.options.json) session.json({ libraries });
  else {
    if (all && !session.options.all) session.note("Not in a workspace: listing everything in the store.");
    if (libraries.length === 0) session.note("No libraries. Run `contexter index` in a project.");
    for (const line of renderLibraries(libraries, session.style)) session.out(line);
    if (libraries.some(({ state }) => state === "queued"))
      session.note("Run `contexter index` to index what is missing.");
  }
  return EXIT.found;
}

/** One library a line; what is wrong with it on the next. */
export function renderLibraries(libraries: readonly LibraryStatus[], style: Style): string[] {
  const rows = columns(libraries.map(rowOf));
  return libraries.flatMap((library, index) => {
    const problems = library.problems.map(({ message, remedy }) => `  ${withRemedy(message, remedy)}`);
    const paint = library.state === "failed" ? style.bad : library.state === "indexed" ? style.bold : style.warn;
    const row = rows[index] ?? "";
    const end = library.name.length;
    return [paint(row.slice(0, end)) + row.slice(end), ...problems.map(style.dim)];
  });
}

function rowOf(library: LibraryStatus): string[] {
  const { name, version, installedVersion, state, sections, sizeBytes, indexedAt } = library;
  const shown = version ?? installedVersion ?? "";
  const newer = installedVersion !== undefined && installedVersion !== shown ? ` (installed: ${installedVersion})` : "";
  return [
    name,
    shown + newer,
    state === "queued" ? "not indexed" : state, // in this process nothing waits for its turn
    sections === 0 ? "" : `${sections} sections`,
    sizeBytes === 0 ? "" : formatBytes(sizeBytes),
    indexedAt?.slice(0, 10) ?? "",
  ];
}
