import type { Problem } from "../../shared/errors.ts";
import { messageOf } from "../errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { WorkerPool } from "../platform/workers.ts";
import { openStore, type StoreOptions } from "../store/openStore.ts";
import { remoteWriter, type StoreTasks } from "../store/remoteWriter.ts";
import type { StoreReader, StoreWriter } from "../store/store.ts";

/** The store as the engine uses it: what reads lies on this thread, what writes maybe elsewhere. */
export interface StoreHalves {
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  /** False for one that was opened for reading only, is a newer Contexter's or lies where nothing can be written. */
  readonly writable: boolean;
  /** What went wrong at opening, on either side. */
  readonly problems: readonly Problem[];
  /** Gives back what is held; resolves when nothing is at work any more. */
  end(): Promise<void>;
}

export interface StoreHalvesOptions extends Pick<StoreOptions, "dataDir" | "readSegmentInfo"> {
  readonly readOnly: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Starts the thread that writes; absent: this one does. */
  startWriter?(): WorkerPool<StoreTasks>;
}

/** @throws ContexterError `store/network-file-system`, `store/unavailable` */
export async function openStoreHalves({ startWriter, ...options }: StoreHalvesOptions): Promise<StoreHalves> {
  if (startWriter && !options.readOnly) return openDivided(options, startWriter());
  const store = await openStore(options);
  return {
    reader: store,
    writer: store.writer,
    get writable() {
      return !store.readOnly;
    },
    get problems() {
      return store.problems;
    },
    end: async () => store.dispose(),
  };
}

/** The writer goes first: it makes, migrates and mends what the reader then only follows. */
async function openDivided(
  options: Omit<StoreHalvesOptions, "startWriter">,
  pool: WorkerPool<StoreTasks>,
): Promise<StoreHalves> {
  const writer = remoteWriter(pool);
  try {
    const found = await writer.check();
    let isMending = false;
    const onDamage = () => {
      if (isMending) return;
      isMending = true;
      writer
        .check()
        .then(
          () => options.log.warn("the catalogue is mended"),
          (error: unknown) => options.log.warn("the catalogue cannot be mended", { message: messageOf(error) }),
        )
        .finally(() => {
          isMending = false;
        });
    };
    const reader = await openStore({ ...options, readOnly: true, onDamage });
    return {
      reader,
      writer,
      writable: !found.readOnly,
      get problems() {
        const known = new Set(found.problems.map(({ code }) => code));
        return [...found.problems, ...reader.problems.filter(({ code }) => !known.has(code))];
      },
      end: async () => {
        reader.dispose();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
