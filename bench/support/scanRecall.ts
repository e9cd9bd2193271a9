import { passageTexts } from "../../server/embed/passageText.ts";
import { quantise } from "../../server/embed/quantise.ts";
import { openStaticModel } from "../../server/embed/staticModel.ts";
import { VectorArena } from "../../server/index/arena.ts";
import type { Section } from "../../server/model/section.ts";

const TOP = 10;
/** Equal texts have equal scores; which of them comes first is nobody's fault. */
const TIE = 1e-6;

/**
 * Share of the ten nearest passages by exact float arithmetic that the int8 kernel finds too, over all queries.
 * @param assets folder of model and kernel
 */
export async function scanRecall(
  assets: URL,
  sections: readonly Section[],
  queries: readonly string[],
): Promise<number> {
  const model = await openStaticModel({ folder: assets });
  const { dimension } = model;
  const texts = passageTexts(sections);
  const exact = new Float32Array(texts.length * dimension);
  const scales = new Float32Array(texts.length);
  const arena = new VectorArena({ folder: assets });
  const vectors = arena.allocate(exact.length);
  const rounded = new Int8Array(exact.length);
  for (const [row, text] of texts.entries()) {
    const vector = model.embed(text);
    exact.set(vector, row * dimension);
    scales[row] = quantise(vector, rounded.subarray(row * dimension, (row + 1) * dimension));
  }
  arena.bytes(vectors, rounded.length).set(new Uint8Array(rounded.buffer));
  let hits = 0;
  for (const query of queries) {
    const vector = await model.embedQuery(query);
    const truth = scoreAll(exact, vector, texts.length);
    arena.setQuery(vector);
    const products = arena.scan(vectors, texts.length, dimension);
    const found = best(Float32Array.from(products, (product, row) => product * (scales[row] ?? 0)));
    const least = (truth[best(truth).at(-1) ?? 0] ?? 0) - TIE;
    hits += found.filter((row) => (truth[row] ?? 0) >= least).length;
  }
  return hits / (queries.length * TOP);
}

function scoreAll(rows: Float32Array, query: Float32Array, count: number): Float32Array {
  const scores = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let d = 0; d < query.length; d++) sum += rows[row * query.length + d] * query[d];
    scores[row] = sum;
  }
  return scores;
}

/** Rows of the highest scores, best first. */
function best(scores: Float32Array): number[] {
  const least = scores.toSorted()[Math.max(0, scores.length - TOP)] ?? 0;
  const rows: number[] = [];
  for (const [row, score] of scores.entries()) if (score >= least) rows.push(row);
  return rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, TOP);
}
