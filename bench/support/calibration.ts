import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";

/** Longer than the fastest of this session by more than this share: somebody else uses the machine. */
const TOLERANCE = 0.25;

/** Fixed work for the processor alone, on every core at once: about a tenth of a second each. */
const WORK = `
  const { parentPort } = require("node:worker_threads");
  const work = () => { let h = 1; for (let n = 0; n < 4e7; n++) h = (Math.imul(h ^ n, 0x01000193) >>> 0) % 4294967291; return h; };
  parentPort.on("message", () => { const begun = performance.now(); const result = work(); parentPort.postMessage([performance.now() - begun, result]); });
  work();
  parentPort.postMessage("ready");
`;

/** Measures how fast this machine is just now, against the fastest that it has been. */
export class Calibration {
  readonly #workers: readonly Worker[];
  #best = Number.POSITIVE_INFINITY;

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  static async start(): Promise<Calibration> {
    const workers = Array.from({ length: availableParallelism() }, () => new Worker(WORK, { eval: true }));
    await Promise.all(workers.map(answer));
    const calibration = new Calibration(workers);
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
    this.#best = Math.min(this.#best, taken);
    return taken > this.#best * (1 + TOLERANCE);
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function answer(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
