/** Prints how long `work` takes: the first time, with nothing compiled, and the median of five times after it. */
export function measure(name: string, work: () => unknown): void {
  const runs = Array.from({ length: 6 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  const [first = 0, ...warm] = runs;
  const median = warm.sort((a, b) => a - b)[2] ?? 0;
  console.log(`${first.toFixed(0).padStart(6)} ${median.toFixed(0).padStart(6)}  ${name}`);
}
