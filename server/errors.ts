import { ERRORS, type ErrorCode, type Problem } from "../shared/errors.ts";

/** A failure the server means to report; anything else that is thrown is a bug. `code` is its identity. */
export class ContexterError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { readonly retryable?: boolean } = {}) {
    super(message, options);
    this.name = "ContexterError";
    this.code = code;
    this.retryable = options.retryable ?? false;
  }

  /** What the user can do next. */
  get remedy(): string {
    return ERRORS[this.code].remedy;
  }

  toProblem(): Problem {
    return { code: this.code, message: this.message };
  }
}

/** True for what an `AbortSignal` throws: cancelled is no failure. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "Canceled");
}

/** An errno code such as `ENOENT`, or undefined. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
