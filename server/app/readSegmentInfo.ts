import { ContexterError } from "../errors.ts";
import type { Hash } from "../index/segment/build.ts";
import { Segment } from "../index/segment/segment.ts";
import type { SegmentInfo } from "../model/generation.ts";

/** What the store needs to find its segments again: header of a whole, undamaged one, undefined for any other. */
export function segmentInfoReader(hash: Hash): (path: string) => SegmentInfo | undefined {
  return (path) => {
    try {
      return Segment.validate(path, hash);
    } catch (error) {
      if (error instanceof ContexterError) return undefined;
      throw error;
    }
  };
}
