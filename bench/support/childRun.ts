import { fork } from "node:child_process";
import type * as z from "zod";

/**
 * Runs a script in a new process, hands it one message and waits for its one answer.
 * @throws {Error} if it ends without one
 */
export function childRun<T>(
  script: URL,
  message: object,
  answer: z.ZodType<T>,
  flags: readonly string[] = [],
): Promise<T> {
  const child = fork(script, { execArgv: [...flags], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return new Promise((resolve, reject) => {
    child.on("message", (result) => {
      const parsed = answer.safeParse(result);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`${script.pathname.split("/").at(-1)} ended with code ${code}`)));
    child.send(message);
  });
}

/** The other end: answers the one message and ends. */
export function answerParent<T>(request: z.ZodType<T>, run: (request: T) => Promise<object>): void {
  process.once("message", async (message) => {
    const result = await run(request.parse(message));
    process.send?.(result, () => process.exit());
  });
}
