import type { Clock } from "../../server/platform/clock.ts";

interface Timer {
  dueAt: number;
  readonly intervalMs?: number;
  run(): void;
}

/** A clock that moves only when told to, and runs what falls due on the way, in order. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void) {
    return this.#add({ dueAt: this.#now + delayMs, run });
  }

  every(intervalMs: number, run: () => void) {
    return this.#add({ dueAt: this.#now + intervalMs, intervalMs, run });
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.size;
  }

  advance(byMs: number): void {
    const end = this.#now + byMs;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = next.dueAt;
      if (next.intervalMs === undefined) this.#timers.delete(next);
      else next.dueAt += next.intervalMs;
      next.run();
    }
    this.#now = end;
  }

  /** As when a user or a time server sets the clock: no timer runs. */
  jump(byMs: number): void {
    this.#now += byMs;
    for (const timer of this.#timers) timer.dueAt += byMs;
  }

  #next(end: number): Timer | undefined {
    const due = [...this.#timers].filter(({ dueAt }) => dueAt <= end);
    return due.sort((a, b) => a.dueAt - b.dueAt)[0];
  }

  #add(timer: Timer) {
    this.#timers.add(timer);
    return { dispose: () => void this.#timers.delete(timer) };
  }
}
