import type { Disposable } from "./disposable.ts";

/** The time and what waits for it; a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970, UTC. May jump: never subtract two readings without allowing for it. */
  now(): number;
  /** Calls `run` once after `delayMs`, unless disposed before. Keeps no process alive. */
  after(delayMs: number, run: () => void): Disposable;
  /** Calls `run` every `intervalMs` until disposed. Keeps no process alive. */
  every(intervalMs: number, run: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs).unref();
    return { dispose: () => clearTimeout(timer) };
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs).unref();
    return { dispose: () => clearInterval(timer) };
  },
};
