import { join } from "node:path";
import { messageOf } from "../errors.ts";
import type { Generation } from "../model/generation.ts";
import type { Clock } from "../platform/clock.ts";
import { loadSqlite } from "../platform/database.ts";
import { type FolderPlace, readFolderPlace, refuseNetworkFolder } from "../platform/dataDir.ts";
import type { Log } from "../platform/log.ts";
import { isProcessAlive, thisProcess } from "../platform/processes.ts";
import { Catalogue } from "./catalogue.ts";
import { changeCounter } from "./changeCounter.ts";
import { watchCounter } from "./changes.ts";
import { directWriter } from "./directWriter.ts";
import { listFailures } from "./failures.ts";
import { currentGenerations } from "./generations.ts";
import { storeLayout } from "./layout.ts";
import type { ReadSegmentInfo } from "./recovery.ts";
import { MIGRATIONS, type Migration } from "./schema.ts";
import type { Store } from "./store.ts";
import { usesOf } from "./uses.ts";

export interface StoreOptions {
  /** Absolute path; created if it is missing, unless `readOnly`. */
  readonly dataDir: string;
  /** Touches nothing; a store that is not there appears empty, and full once another process has made it. */
  readonly readOnly?: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** For finding the segments again when the catalogue is lost. */
  readonly readSegmentInfo: ReadSegmentInfo;
  /** Told of damage that was met while reading only; the next reading after another mended it sees the new catalogue. */
  onDamage?(): void;
  /** Default: this program's. */
  readonly migrations?: readonly Migration[];
  /** Default: looks at the disk. */
  readonly place?: FolderPlace;
}

/**
 * Opens the store of a data folder. A damaged catalogue is set aside and begun anew from the segments that are there.
 * @throws ContexterError `store/network-file-system`, `store/unavailable`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDir, clock, log } = options;
  refuseNetworkFolder(dataDir, options.place ?? readFolderPlace(dataDir, process.platform));
  const layout = storeLayout(dataDir);
  const catalogue = new Catalogue({
    sqlite: await loadSqlite(),
    layout,
    readOnly: options.readOnly ?? false,
    migrations: options.migrations ?? MIGRATIONS,
    readSegmentInfo: options.readSegmentInfo,
    log,
    now: () => clock.now(),
    isProcessAlive,
    ...(options.onDamage && { onDamage: options.onDamage }),
  });
  const onError = (error: unknown) => log.warn("heartbeat failed", { reason: messageOf(error) });
  const writer = directWriter({ catalogue, layout, clock, process: thisProcess(), isProcessAlive, onError });
  return new OpenStore({ catalogue, writer, segments: layout.segments, dataDir, clock, log });
}

interface Parts extends Pick<StoreOptions, "dataDir" | "clock" | "log"> {
  readonly catalogue: Catalogue;
  readonly writer: Store["writer"];
  readonly segments: string;
}

class OpenStore implements Store {
  readonly #parts: Parts;
  #cache: { readonly counter: number; readonly generations: readonly Generation[] } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get writer(): Store["writer"] {
    return this.#parts.writer;
  }

  get dataDir(): string {
    return this.#parts.dataDir;
  }

  get readOnly(): boolean {
    return this.#parts.catalogue.readOnly;
  }

  get schema(): number {
    return this.#parts.catalogue.schema;
  }

  get problems(): Store["problems"] {
    return this.#parts.catalogue.problems;
  }

  generations(): readonly Generation[] {
    const counter = this.changeCounter();
    if (this.#cache?.counter !== counter)
      this.#cache = { counter, generations: this.#parts.catalogue.read(currentGenerations) };
    return this.#cache.generations;
  }

  generation(library: Generation["info"]["library"], version: string): Generation | undefined {
    return this.generations().find(({ info }) => info.library === library && info.version === version);
  }

  segmentPath(generation: Generation): string {
    return join(this.#parts.segments, generation.segment);
  }

  changeCounter(): number {
    this.#parts.catalogue.follow();
    return this.#parts.catalogue.read(changeCounter);
  }

  failures(): ReturnType<Store["failures"]> {
    return this.#parts.catalogue.read(listFailures);
  }

  uses(root: string): ReturnType<Store["uses"]> {
    return this.#parts.catalogue.read((db) => usesOf(db, root));
  }

  watchChanges(onChange: () => void): ReturnType<Store["watchChanges"]> {
    const { dataDir, clock, log } = this.#parts;
    return watchCounter({ folder: dataDir, clock, log, onChange, readCounter: () => this.changeCounter() });
  }

  dispose(): void {
    const { writer, catalogue, log } = this.#parts;
    writer.close().catch((error: unknown) => log.warn("the store did not close cleanly", { reason: messageOf(error) }));
    catalogue.dispose();
  }
}
