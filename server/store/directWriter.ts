import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { syncFile } from "../platform/atomicFile.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database.ts";
import type { Disposable } from "../platform/disposable.ts";
import type { ProcessIdentity } from "../platform/processes.ts";
import type { Catalogue } from "./catalogue.ts";
import { clearFailure, recordFailure } from "./failures.ts";
import { dropGeneration, enterGeneration, removeGenerations } from "./generations.ts";
import { type StoreLayout, temporaryName } from "./layout.ts";
import { type Lease, releaseLease, renewLease, takeLease } from "./leases.ts";
import { HEARTBEAT_INTERVAL_MS, heartbeat, type Liveness, type Owner, removeOwner, setPins } from "./owners.ts";
import { setAside } from "./recovery.ts";
import type { StoreWriter } from "./store.ts";
import { storeFailure } from "./storeFailure.ts";
import { sweepFiles } from "./sweep.ts";
import { expireUnused, recordUses } from "./uses.ts";

export interface DirectWriterOptions {
  readonly catalogue: Catalogue;
  readonly layout: StoreLayout;
  readonly clock: Clock;
  readonly process: ProcessIdentity;
  isProcessAlive(pid: number): boolean;
  /** Told of a heartbeat that failed; the next one may succeed. */
  onError(error: unknown): void;
}

/** The writing half on the calling thread: for the terminal, and inside the worker that serves the others. */
export function directWriter(options: DirectWriterOptions): StoreWriter {
  const { catalogue, layout, clock } = options;
  const session = new Session(options);
  const attempt = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw storeFailure(error);
    }
  };
  const write = <T>(work: (db: Database, now: number) => T): Promise<T> =>
    attempt(() => catalogue.write((db) => work(db, clock.now())));
  return {
    enter: async (finished) => {
      await attempt(() => syncFile(finished.temporary)); // outside the transaction: the only slow part
      return write((db, now) => enterGeneration(db, layout.segments, finished, now));
    },
    temporaryPath: () => attempt(() => session.temporaryPath()),
    setAside: (id) =>
      write((db, now) => {
        const segment = dropGeneration(db, id);
        if (segment !== undefined) setAside(layout, join(layout.segments, segment), now);
      }),
    remove: (library, version) => write((db, now) => removeGenerations(db, now, library, version)),
    removeAll: () =>
      write((db, now) => {
        db.run("DELETE FROM failures");
        return removeGenerations(db, now);
      }),
    recordUse: (root, uses) => write((db, now) => recordUses(db, root, uses, now)),
    expire: (retentionDays) => write((db, now) => expireUnused(db, retentionDays, now)),
    recordFailure: (failure) => write((db, now) => recordFailure(db, failure, now)),
    clearFailure: (library, version) => write((db) => clearFailure(db, library, version)),
    acquireLease: (library, version, ttlMs) =>
      attempt(() => session.acquireLease({ library, version, token: randomUUID() }, ttlMs)),
    renewLease: (lease) => write((db, now) => renewLease(db, lease, now)),
    releaseLease: (lease) => write((db) => releaseLease(db, lease)),
    pin: (segments) => attempt(() => session.pin(segments)),
    sweep: (sweepOptions) => write((db) => sweepFiles(db, layout, { ...sweepOptions, liveness: session.liveness() })),
    check: () =>
      attempt(() => {
        catalogue.check();
        const { readOnly, problems } = catalogue;
        return { readOnly, problems };
      }),
    close: () => attempt(() => session.close()),
  };
}

/** What an owner holds: begun with the first thing it needs to hold, kept alive by heartbeats, given back at the end. */
class Session {
  readonly #options: DirectWriterOptions;
  readonly #owner: Owner;
  #heartbeat: Disposable | undefined;
  #pins: readonly string[] = [];
  #temporaries = 0;

  constructor(options: DirectWriterOptions) {
    this.#options = options;
    this.#owner = { id: randomUUID(), ...options.process };
  }

  liveness(): Liveness {
    const { clock, process, isProcessAlive } = this.#options;
    return { now: clock.now(), host: process.host, isProcessAlive };
  }

  temporaryPath(): string {
    this.#hold(() => undefined);
    this.#temporaries += 1;
    return join(this.#options.layout.segments, temporaryName(this.#owner.id, this.#temporaries));
  }

  pin(segments: readonly string[]): void {
    this.#pins = segments;
    this.#hold((db) => setPins(db, this.#owner.id, segments));
  }

  acquireLease(lease: Lease, ttlMs: number): Lease | undefined {
    const taken = this.#hold((db) => takeLease(db, lease, { owner: this.#owner.id, ttlMs, liveness: this.liveness() }));
    return taken ? lease : undefined;
  }

  close(): void {
    if (this.#heartbeat === undefined) return;
    this.#heartbeat.dispose();
    this.#heartbeat = undefined;
    this.#options.catalogue.write((db) => removeOwner(db, this.#owner.id));
  }

  /** In one transaction: the owner is entered, or its heartbeat renewed, then `work`. */
  #hold<T>(work: (db: Database) => T): T {
    const { catalogue, clock } = this.#options;
    const result = catalogue.write((db) => {
      // New here, or forgotten because the catalogue was begun anew: what it reads must be known again.
      if (heartbeat(db, this.#owner, clock.now())) setPins(db, this.#owner.id, this.#pins);
      return work(db);
    });
    this.#heartbeat ??= clock.every(HEARTBEAT_INTERVAL_MS, () => this.#beat());
    return result;
  }

  #beat(): void {
    try {
      this.#hold(() => undefined);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
