import { parentPort, threadId, workerData } from "node:worker_threads";
import { ContexterError } from "../../../server/errors.ts";
import { serveTasks } from "../../../server/platform/taskPort.ts";
import type { SampleTasks } from "./sampleTasks.ts";

if (parentPort === null) throw new Error("runs as a worker only");

serveTasks<SampleTasks>(
  {
    echo: (text) => text,
    thread: () => threadId,
    fail: (how) => {
      throw how === "known"
        ? new ContexterError("embed/model-missing", "no model", { retryable: true })
        : new TypeError("a bug");
    },
    count: async (to, { progress }) => {
      for (let n = 1; n <= to; n += 1) progress(n);
      return to;
    },
    untilCancelled: (_, { signal, progress }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        progress("started");
      }),
    die: (how) => {
      if (how === "exit") process.exit(7);
      if (how === "throw")
        setImmediate(() => {
          throw new Error("outside any task");
        });
      const hoard: string[][] = [];
      while (how === "memory") hoard.push(Array.from({ length: 10_000 }, (_, n) => `${n} ${hoard.length}`));
      return new Promise<never>(() => undefined);
    },
    double: (values, { transfer }) => {
      const result = values.map((value) => 2 * value);
      transfer(result.buffer);
      return result;
    },
    uncloneable: () => () => "a function",
    print: (text) => {
      console.log(text);
      return null;
    },
    data: () => workerData,
    keepOpen: () => {
      setInterval(() => undefined, 1000);
      return null;
    },
  },
  parentPort,
  () => console.log("ending"),
);
