import { availableParallelism, cpus, totalmem } from "node:os";
import type { Machine } from "./results.ts";

/** What the figures were measured on; nothing that names the machine. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}
