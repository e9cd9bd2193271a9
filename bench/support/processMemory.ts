import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const KIB_PER_MIB = 1024;

/** Memory of a running process in MiB: now, and the most it ever had. Where /proc is missing, both are what `ps` says of now. */
export function processMemory(pid: number): { readonly rss: number; readonly peak: number } {
  if (process.platform !== "linux") {
    const kibibytes = Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
    return { rss: kibibytes / KIB_PER_MIB, peak: kibibytes / KIB_PER_MIB };
  }
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / KIB_PER_MIB;
  return { rss: field("VmRSS"), peak: field("VmHWM") };
}
