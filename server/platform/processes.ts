import { hostname } from "node:os";
import { errnoOf } from "../errors.ts";

/** A process as others can find it again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: hostname() };
}

/** Whether a process with this number runs on this machine; the number may have been given to another one since. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM"; // alive, but another user's
  }
}
