import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import * as z from "zod";

/** Longer than the fastest ever by more than this share: somebody else uses the machine. */
const TOLERANCE = 0.25;

/** Fixed work for the processor alone, on every core at once: about a tenth of a second each. */
const WORK = `
  const { parentPort } = require("node:worker_threads");
  const work = () => { let h = 1; for (let n = 0; n < 4e7; n++) h = (Math.imul(h ^ n, 0x01000193) >>> 0) % 4294967291; return h; };
  parentPort.on("message", () => { const begun = performance.now(); const result = work(); parentPort.postMessage([performance.now() - begun, result]); });
  work();
  parentPort.postMessage("ready");
`;

const Known = z.record(z.string(), z.number());
const MACHINE = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.versions.node}`;

/** Measures how fast this machine is just now, against the fastest that it has been. */
export class Calibration {
  readonly #workers: readonly Worker[];
  readonly #file: string;
  /** Milliseconds, by processor and runtime. */
  readonly #known: Record<string, number>;

  private constructor(workers: readonly Worker[], file: string) {
    this.#workers = workers;
    this.#file = file;
    this.#known = existsSync(file) ? Known.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  }

  /** @param file where the fastest is kept from one session to the next: one that is busy all along does not know it */
  static async start(file: string): Promise<Calibration> {
    const workers = Array.from({ length: availableParallelism() }, () => new Worker(WORK, { eval: true }));
    await Promise.all(workers.map(answer));
    const calibration = new Calibration(workers, file);
    for (let round = 0; round < 5; round++) await calibration.isBusy();
    return calibration;
  }

  /** Takes about a tenth of a second. */
  async isBusy(): Promise<boolean> {
    const begun = performance.now();
    const answers = this.#workers.map(answer);
    for (const worker of this.#workers) worker.postMessage(null);
    await Promise.all(answers);
    const taken = performance.now() - begun;
    const best = Math.min(this.#known[MACHINE] ?? Number.POSITIVE_INFINITY, taken);
    if (best === taken) {
      this.#known[MACHINE] = taken;
      writeFileSync(this.#file, JSON.stringify(this.#known));
    }
    return taken > best * (1 + TOLERANCE);
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function answer(worker: Worker): Promise<unknown> {
  return once(worker, "message"); // rejects on `error`
}
