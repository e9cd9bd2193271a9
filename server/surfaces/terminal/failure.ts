import type { ErrorCode } from "../../../shared/errors.ts";
import { ContexterError, isAbort, messageOf } from "../../errors.ts";
import { type CliIo, EXIT, type ExitCode } from "./io.ts";
import { toJson } from "./session.ts";

/** Failures that the user mends by calling differently. */
const USAGE: readonly ErrorCode[] = [
  "surfaces/bad-input",
  "search/empty-query",
  "workspace/not-a-folder",
  "workspace/no-manifest",
];

/** Says on stderr what went wrong and what to do, as text or as one JSON object. */
export function reportFailure(error: unknown, io: CliIo, asJson: boolean): ExitCode {
  if (io.signal.aborted || isAbort(error)) {
    io.stderr.write("Interrupted.\n");
    return EXIT.interrupted;
  }
  const known = error instanceof ContexterError ? error : undefined;
  const message = known ? known.message : `unexpected: ${messageOf(error)}`;
  const remedy = known ? known.remedy : "Run `contexter doctor`; if it finds nothing, report this message.";
  if (asJson) io.stderr.write(`${toJson({ v: 1, error: { code: known?.code, message, remedy } })}\n`);
  else io.stderr.write(`error: ${message}\n${remedy}\n`);
  if (!known && io.env.CONTEXTER_LOG_LEVEL === "debug" && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return known && USAGE.includes(known.code) ? EXIT.usage : EXIT.failure;
}
