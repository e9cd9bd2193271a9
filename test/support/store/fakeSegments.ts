import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import type { SegmentInfo } from "../../../server/model/generation.ts";
import { libraryId } from "../../../server/model/library.ts";
import type { ReadSegmentInfo } from "../../../server/store/recovery.ts";
import type { StoreWriter } from "../../../server/store/store.ts";

export function segmentInfo(name: string, version: string, over: Partial<SegmentInfo> = {}): SegmentInfo {
  return {
    library: libraryId(name),
    version,
    digest: "d1",
    chunker: "sections-1",
    tokenizer: "code-1",
    model: "static-256",
    packages: [{ name, version, description: "", dependencies: [], entryPoints: [] }],
    sections: 3,
    passages: 5,
    symbols: 2,
    rawBytes: 1000,
    ...over,
  };
}

const Header = z.custom<SegmentInfo>(
  (value) => z.object({ library: z.string(), packages: z.array(z.unknown()) }).safeParse(value).success,
);

/** Stands for the index's reader: a fake segment is its info as JSON. */
export const readFakeSegment: ReadSegmentInfo = (path) => {
  try {
    return Header.parse(JSON.parse(readFileSync(path, { encoding: "utf8" })));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
};

/** Builds and enters a fake segment. */
export async function enterFake(writer: StoreWriter, info: SegmentInfo) {
  const temporary = await writer.temporaryPath();
  writeFileSync(temporary, JSON.stringify(info));
  return writer.enter({ info, temporary });
}
