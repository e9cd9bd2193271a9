import type { SearchIndex } from "../index/searchIndex.ts";
import type { EmbeddingModel } from "../model/embedding.ts";
import type { Generation } from "../model/generation.ts";
import { libraryName } from "../model/library.ts";
import { fusedScore } from "../search/fuse.ts";
import { bestGuide, type GuideCandidate, type WantedSymbol } from "../search/symbolGuide.ts";
import type { SymbolDocs, SymbolReference } from "../surfaces/engine.ts";
import type { Answers } from "./answer.ts";

/** So many sections are read and compared for a hover. */
const GUIDES_READ = 16;
/** Names decide here, meaning only helps. */
const SEMANTIC_WEIGHT = 0.35;

export interface SymbolDocsPorts {
  readonly index: SearchIndex;
  readonly model: EmbeddingModel;
  readonly answers: Answers;
}

/** Declaration and best guide section of a symbol; undefined if the library has neither. */
export async function symbolDocs(
  { index, model, answers }: SymbolDocsPorts,
  generation: Generation,
  reference: SymbolReference,
  signal: AbortSignal,
): Promise<SymbolDocs | undefined> {
  const symbols = index.symbols(generation.id);
  const found = reference.paths.map((path) => symbols.find(path)).find((each) => each >= 0);
  const symbol = found === undefined ? undefined : symbols.symbol(found);
  const path = symbol?.path ?? reference.paths[0] ?? reference.written;
  const api = symbol && symbol.section >= 0 ? { generation: generation.id, section: symbol.section } : undefined;
  const guide = await bestGuideOf(
    { index, model },
    generation,
    { path, written: reference.written, library: libraryName(generation.info.library) },
    signal,
  );
  if (!api && !guide) return undefined;
  return {
    name: libraryName(generation.info.library),
    version: generation.info.version,
    ...(guide && { guide: answers.ofSection(guide.candidate.facts, guide.text, generation) }),
    ...(api && { api: answers.ofSection(index.facts(api), index.text(api), generation) }),
  };
}

async function bestGuideOf(
  { index, model }: Pick<SymbolDocsPorts, "index" | "model">,
  generation: Generation,
  wanted: WantedSymbol,
  signal: AbortSignal,
): Promise<GuideCandidate | undefined> {
  const name = wanted.path.slice(wanted.path.lastIndexOf(".") + 1);
  const text = `${wanted.path} ${name}`;
  const vector = await model.embedQuery(
    `${libraryName(generation.info.library)} ${wanted.path.replaceAll(".", " ")}`,
    signal,
  );
  const scope = [generation.id];
  const retrieved = index.retrieve({
    text,
    vector,
    mode: "hybrid",
    depth: GUIDES_READ * 4,
    scope,
    statistics: scope,
    filter: { prose: true },
  });
  const weights = { semantic: SEMANTIC_WEIGHT, attainable: retrieved.attainable };
  const guides = retrieved.candidates
    .filter(({ facts }) => !facts.types)
    .map((candidate) => ({ candidate, score: fusedScore(candidate, weights) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, GUIDES_READ)
    .map((each) => ({ ...each, text: index.text(each.candidate) }));
  return bestGuide(wanted, guides);
}
