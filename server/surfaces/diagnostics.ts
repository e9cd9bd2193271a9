import type { Engine } from "./engine.ts";

/** A report for a bug: versions, sizes, states. Names of libraries, no text, no paths outside the store, no secrets. */
export async function diagnosticsReport(engine: Engine, version: string): Promise<string> {
  const status = await engine.status();
  const libraries = await engine.libraries({ all: false });
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
  const memory = process.memoryUsage();
  return [
    "# Contexter diagnostics",
    "",
    "| what | value |",
    "| --- | --- |",
    `| Contexter | ${version} |`,
    `| Node | ${process.version}, V8 ${process.versions.v8} |`,
    `| platform | ${process.platform} ${process.arch} |`,
    `| store | schema ${status.schema}${status.readOnly ? ", read-only" : ""}, ${status.libraries} libraries, ${status.sections} sections, ${status.passages} passages |`,
    `| size | ${megabytes(status.segmentBytes)} of segments for ${megabytes(status.rawBytes)} of documentation |`,
    `| model | ${status.model} |`,
    `| memory | ${megabytes(memory.rss)} resident |`,
    `| workspaces | ${engine.workspaces.length} |`,
    "",
    "| library | version | state | sections | problem |",
    "| --- | --- | --- | --- | --- |",
    ...libraries.map(
      (each) =>
        `| ${each.name} | ${each.version ?? ""} | ${each.state} | ${each.sections} | ${each.problems.map(({ code }) => code).join(", ")} |`,
    ),
    "",
    ...status.problems.map(({ code, message, remedy }) => `- ${code}: ${message} ${remedy}`),
  ].join("\n");
}
