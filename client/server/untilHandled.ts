const METHOD_NOT_FOUND = -32601;
const PAUSE_MS = 25;
const PATIENCE_MS = 10_000;

/**
 * Asks again while the server does not know the method yet: it answers `initialize` first and opens its store then, and
 * takes our requests only when that is open. After 10 s the server really does not know it.
 */
export async function untilHandled<R>(ask: () => Promise<R>, isCancelled: () => boolean): Promise<R> {
  const end = performance.now() + PATIENCE_MS;
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (!isUnhandled(error) || isCancelled() || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
}

function isUnhandled(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === METHOD_NOT_FOUND;
}
