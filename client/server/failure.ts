import * as z from "zod";
import { ERRORS, type ErrorCode } from "../../shared/errors.ts";

/** What went wrong, ready to be shown: one sentence of what, one of what to do. */
export interface Failure {
  readonly message: string;
  readonly remedy: string;
  readonly code?: ErrorCode;
  readonly retryable: boolean;
}

const Wire = z.object({ code: z.string(), retryable: z.boolean(), remedy: z.string() });
const CANCELLED = new Set([-32800, -32801, -32802]);

/** JSON-RPC's and the editor's ways to say that nobody wants the answer any more. */
export function isCancelled(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "Canceled" || error.name === "AbortError" || error.name === "CancellationError") return true;
  return "code" in error && typeof error.code === "number" && CANCELLED.has(error.code);
}

/** A failure of the server as it reported it; anything else is a bug or a dead server, and the remedy says so. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const wire = Wire.safeParse(error instanceof Error && "data" in error ? error.data : undefined);
  if (wire.success) {
    const { code, retryable, remedy } = wire.data;
    return { message, remedy, retryable, ...(isErrorCode(code) && { code }) };
  }
  return {
    message: `Contexter's server did not answer: ${message}`,
    remedy: "Run Contexter: Restart Server; if it happens again, Contexter: Show Log says more.",
    retryable: true,
  };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
