import type { VectorArena } from "./arena.ts";
import type { Scratch } from "./scratch.ts";
import type { Segment } from "./segment/segment.ts";

/** The best passage of each section of one segment. */
export interface DenseScores {
  /** Cosine, −1 to 1; −1 for a section without passages. */
  readonly score: Float32Array;
  /** Number of the passage in its segment. */
  readonly passage: Uint32Array;
}

export interface DenseScan {
  readonly arena: VectorArena;
  /** What `arena.setQuery` returned. */
  readonly queryScale: number;
  readonly scratch: Scratch;
}

/** Exact nearest passages: every vector is compared. The scores are valid until the scratch is reset. */
export function scorePassages(segment: Segment, { arena, queryScale, scratch }: DenseScan): DenseScores {
  const { sections, scales, info } = segment;
  const score = scratch.floats(info.sections, -1);
  const passage = scratch.words(info.sections);
  const products = arena.scan(segment.vectors, info.passages, segment.dimension);
  const first = sections.column("firstPassage");
  for (let section = 0; section < info.sections; section++) {
    const end = section + 1 < info.sections ? first[section + 1] : info.passages;
    let best = -1;
    let at = first[section];
    for (let each = first[section]; each < end; each++) {
      const cosine = products[each] * scales[each] * queryScale;
      if (cosine > best) {
        best = cosine;
        at = each;
      }
    }
    score[section] = best;
    passage[section] = at;
  }
  return { score, passage };
}
