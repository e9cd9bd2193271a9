import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { segmentInfoReader } from "../../server/app/readSegmentInfo.ts";
import { openHash } from "../../server/index/hash.ts";
import { Segment } from "../../server/index/segment/segment.ts";
import type { Generation } from "../../server/model/generation.ts";
import { libraryName } from "../../server/model/library.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog } from "../../server/platform/log.ts";
import { openStore } from "../../server/store/openStore.ts";

/** What a store holds, seen by somebody who only reads. */
export interface StoreContents {
  readonly generations: readonly Generation[];
  /** Digest of each generation's whole segment, by library name. */
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
  /** Half written segments. */
  readonly temporaries: readonly string[];
}

/** Reads and checks every byte of every generation. @throws ContexterError `index/segment-damaged` for one that is not whole */
export async function inspectStore(dataDir: string): Promise<StoreContents> {
  const hash = await openHash();
  const readSegmentInfo = segmentInfoReader(hash);
  const store = await openStore({ dataDir, readOnly: true, clock: systemClock, log: silentLog, readSegmentInfo });
  try {
    const generations = store.generations();
    const digests = generations.map((generation): [string, string] => {
      const path = store.segmentPath(generation);
      Segment.validate(path, hash);
      return [libraryName(generation.info.library), createHash("sha256").update(readFileSync(path)).digest("hex")];
    });
    return {
      generations,
      digests: new Map(digests),
      problems: store.problems.map(({ code }) => code),
      temporaries: readdirSync(join(dataDir, "segments")).filter((name) => name.startsWith(".tmp-")),
    };
  } finally {
    store.dispose();
  }
}
