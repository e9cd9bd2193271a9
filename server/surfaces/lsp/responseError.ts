import { ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver-protocol";
import type { WireError } from "../../../shared/errors.ts";
import { ContexterError, isAbort, messageOf } from "../../errors.ts";
import type { Log } from "../../platform/log.ts";

/** The one place that turns failures into JSON-RPC errors. Cancelled is no failure; what has no code is a bug and is logged. */
export function toResponseError(error: unknown, log: Log): ResponseError<WireError> {
  if (isAbort(error)) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  if (error instanceof ContexterError) {
    const { code, retryable, remedy } = error;
    return new ResponseError(LSPErrorCodes.RequestFailed, error.message, { code, retryable, remedy });
  }
  log.error("internal error", { message: messageOf(error), stack: error instanceof Error ? error.stack : undefined });
  return new ResponseError(ErrorCodes.InternalError, "Contexter ran into an internal error; its log has the details.");
}
