import { ContexterError, messageOf } from "../errors.ts";

/** True for what the operating system refused: no permission, no space, no such file. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "errno" in error;
}

/** What the operating system refused becomes `store/unavailable`; anything else stays as it is. */
export function storeFailure(error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return new ContexterError("store/unavailable", messageOf(error), { cause: error });
}
