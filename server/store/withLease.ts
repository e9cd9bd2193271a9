import type { LibraryId } from "../model/library.ts";
import type { Clock } from "../platform/clock.ts";
import type { Lease } from "./leases.ts";
import type { StoreWriter } from "./store.ts";

const TTL_MS = 30_000;

export interface LeaseOptions {
  readonly writer: Pick<StoreWriter, "acquireLease" | "renewLease" | "releaseLease">;
  readonly clock: Clock;
  readonly library: LibraryId;
  readonly version: string;
}

/**
 * Does `work` as the only process that builds this library and version, renewing the lease meanwhile.
 * @param work its signal aborts too if the lease is lost, as after a long sleep of the machine
 * @returns undefined if another process is at it
 */
export async function withLease<T>(
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const { writer, clock } = options;
  const lease = await writer.acquireLease(options.library, options.version, TTL_MS);
  if (lease === undefined) return undefined;
  const lost = new AbortController();
  const renewal = clock.every(TTL_MS / 3, () => void renew(writer, lease, lost));
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    renewal.dispose();
    await writer.releaseLease(lease);
  }
}

async function renew(writer: LeaseOptions["writer"], lease: Lease, lost: AbortController): Promise<void> {
  const kept = await writer.renewLease(lease).catch(() => true); // a passing failure: the next renewal tells
  if (!kept) lost.abort(new DOMException("another process took the lease over", "AbortError"));
}
