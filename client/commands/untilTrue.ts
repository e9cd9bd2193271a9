/** Asks in rounds until the answer is yes. @returns false if it never was within `patienceMs` */
export async function untilTrue(
  ask: () => Promise<boolean>,
  { roundMs, patienceMs }: { readonly roundMs: number; readonly patienceMs: number },
): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (!(await ask())) {
    if (performance.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, roundMs));
  }
  return true;
}
