import type { Candidate, RetrievalQuery, Retrieved, SectionAddress, SectionFacts } from "../model/retrieval.ts";
import type { Passage } from "../model/section.ts";
import type { Assets } from "../platform/assets.ts";
import { VectorArena } from "./arena.ts";
import { type Bm25, DEFAULT_BM25, type WeightedTerm } from "./lexical.ts";
import { queryTerms } from "./queryTerms.ts";
import { retrieve, type ScoredSection, type SectionReference } from "./retrieve.ts";
import { Scratch } from "./scratch.ts";
import type { Hash } from "./segment/build.ts";
import { Segment } from "./segment/segment.ts";
import { symbolQueries } from "./symbolQueries.ts";
import { SymbolIndex } from "./symbols.ts";
import { Tokenizer } from "./terms.ts";

/** A stretch of text whose words match a query; UTF-16 offsets. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
}

/** The embedded store's searching half: open segments by generation number. */
export class SearchIndex {
  readonly #arena: VectorArena;
  readonly #scratch = new Scratch();
  readonly #hash: Hash;
  readonly #tokenizer = new Tokenizer();
  readonly #segments = new Map<number, Segment>();
  readonly #symbols = new Map<number, SymbolIndex>();
  readonly #bm25: Bm25;

  constructor(assets: Assets, hash: Hash, bm25: Bm25 = DEFAULT_BM25) {
    this.#arena = new VectorArena(assets);
    this.#hash = hash;
    this.#bm25 = bm25;
  }

  /** Generations that are open. */
  get generations(): readonly number[] {
    return [...this.#segments.keys()];
  }

  has(generation: number): boolean {
    return this.#segments.has(generation);
  }

  /** @throws ContexterError `index/segment-damaged`, `index/segment-format` */
  open(generation: number, path: string): void {
    if (!this.#segments.has(generation)) this.#segments.set(generation, Segment.open(path, this.#arena, this.#hash));
  }

  /** Reads and checks every byte of a segment. @throws ContexterError `index/segment-damaged`, `index/segment-format` */
  check(path: string): void {
    Segment.validate(path, this.#hash);
  }

  close(generation: number): void {
    this.#segments.get(generation)?.close();
    this.#segments.delete(generation);
    this.#symbols.delete(generation);
  }

  /** Symbols of an open generation. @throws RangeError if it is not open */
  symbols(generation: number): SymbolIndex {
    let index = this.#symbols.get(generation);
    if (!index) {
      index = new SymbolIndex(this.#segment(generation));
      this.#symbols.set(generation, index);
    }
    return index;
  }

  retrieve(query: RetrievalQuery): Retrieved {
    const segments = query.scope.map((generation) => this.#segment(generation));
    const text = this.#corrected(query);
    const named = this.#named(query, text);
    const found = retrieve(
      {
        terms: query.mode === "semantic" ? [] : queryTerms(this.#tokenizer, text),
        ...(query.vector && { vector: query.vector }),
        mode: query.mode,
        depth: query.depth,
        segments,
        statistics: query.statistics.map((generation) => this.#segment(generation)),
        filter: query.filter,
        bm25: this.#bm25,
        named,
      },
      { arena: this.#arena, scratch: this.#scratch },
    );
    const numbers = new Map(segments.map((segment, at) => [segment, query.scope[at]]));
    const isNamed = new Set(named.map(({ segment, section }) => `${numbers.get(segment)}:${section}`));
    const weights = new TermShares(found.terms);
    return {
      candidates: found.candidates.map((scored) =>
        candidate(scored, numbers.get(scored.segment) ?? 0, weights, isNamed),
      ),
      attainable: found.attainable,
      known: weights.known,
      sections: segments.reduce((sum, segment) => sum + segment.info.sections, 0),
      lexicalMs: found.timings.lexicalMs,
      denseMs: found.timings.denseMs,
    };
  }

  /** @throws ContexterError `index/segment-damaged` */
  text({ generation, section }: SectionAddress): string {
    return this.#segment(generation).text(section);
  }

  facts({ generation, section }: SectionAddress): SectionFacts {
    return this.#segment(generation).facts(section);
  }

  passages({ generation, section }: SectionAddress): Passage[] {
    const segment = this.#segment(generation);
    const [first, end] = segment.passageRange(section);
    return Array.from({ length: end - first }, (_, at) => segment.passage(first + at));
  }

  /** Number of the section at an anchor; −1 if there is none. */
  locate(generation: number, place: Pick<SectionFacts, "package" | "file" | "anchor">): number {
    const { strings, sections } = this.#segment(generation);
    const [owner, file, anchor] = [strings.find(place.package), strings.find(place.file), strings.find(place.anchor)];
    const [owners, files, anchors] = [sections.column("package"), sections.column("file"), sections.column("anchor")];
    for (let at = anchors.indexOf(anchor); at >= 0; at = anchors.indexOf(anchor, at + 1))
      if (files[at] === file && owners[at] === owner) return at;
    return -1;
  }

  /** How many sections a generation has. */
  count(generation: number): number {
    return this.#segment(generation).info.sections;
  }

  /** Words of `text` that a query's terms match. */
  matches(query: string, text: string): TextMatch[] {
    const wanted = new Set(queryTerms(this.#tokenizer, query).map(({ term }) => term));
    return this.#tokenizer.matching(text, wanted);
  }

  /** True if the query has any word to search for. */
  hasTerms(query: string): boolean {
    return queryTerms(this.#tokenizer, query).length > 0;
  }

  /**
   * A query in which names that nothing has, begun or with a typing error, stand as the nearest symbol is written:
   * `setErorHandler` → `setErrorHandler`.
   */
  #corrected({ text, scope, statistics }: RetrievalQuery): string {
    let corrected = text;
    for (const name of symbolQueries(text)) {
      if (this.#isWord(statistics, name)) continue;
      const last = name.slice(name.lastIndexOf(".") + 1);
      const symbol =
        this.#nearest(scope, (symbols) => symbols.startingWith(last, 1)) ??
        this.#nearest(scope, (symbols) => symbols.similarTo(last, 1));
      if (symbol) corrected = corrected.replace(last, symbol);
    }
    return corrected;
  }

  /** Last name of the first symbol that any generation of the scope finds. */
  #nearest(scope: readonly number[], find: (symbols: SymbolIndex) => readonly number[]): string | undefined {
    for (const generation of scope) {
      const symbols = this.symbols(generation);
      const [found] = find(symbols);
      if (found !== undefined) return symbols.symbol(found).path.replace(/^.*\./, "");
    }
    return undefined;
  }

  /** Sections of the symbols that a text writes exactly. */
  #named({ scope }: RetrievalQuery, text: string): SectionReference[] {
    const names = symbolQueries(text);
    if (names.length === 0) return [];
    return scope.flatMap((generation) => {
      const segment = this.#segment(generation);
      return this.symbols(generation)
        .documented(names)
        .map((section) => ({ segment, section }));
    });
  }

  /** Whether any text has the name as it is written: then it is no typing error. */
  #isWord(scope: readonly number[], name: string): boolean {
    const whole = this.#tokenizer.terms(name).at(-1);
    return whole !== undefined && scope.some((generation) => this.#segment(generation).terms.find(whole) >= 0);
  }

  #segment(generation: number): Segment {
    const segment = this.#segments.get(generation);
    if (!segment) throw new RangeError(`generation ${generation} is not open`);
    return segment;
  }
}

/** Turns masks of terms into shares of the query's worth. */
class TermShares {
  readonly known: number;
  readonly #idf: readonly number[];
  readonly #total: number;

  constructor(terms: readonly WeightedTerm[]) {
    this.#idf = terms.map(({ idf }) => idf);
    this.#total = this.#idf.reduce((sum, idf) => sum + idf, 0) || 1;
    this.known =
      terms.reduce((sum, { idf, documentFrequency }) => sum + (documentFrequency > 0 ? idf : 0), 0) / this.#total;
  }

  of(mask: number): number {
    let sum = 0;
    for (let at = 0; at < this.#idf.length; at++) if (mask & (1 << at)) sum += this.#idf[at];
    return sum / this.#total;
  }
}

/** Where the best passage lies; the text's start for a section that has none. */
function placeOf({ segment, section, passage }: ScoredSection): Passage {
  const [first, end] = segment.passageRange(section);
  return passage >= first && passage < end ? segment.passage(passage) : { start: 0, end: 0 };
}

function candidate(
  scored: ScoredSection,
  generation: number,
  shares: TermShares,
  named: ReadonlySet<string>,
): Candidate {
  const { segment, section } = scored;
  return {
    generation,
    section,
    library: segment.info.library,
    version: segment.info.version,
    facts: segment.facts(section),
    bm25: scored.bm25,
    cosine: scored.cosine,
    passage: placeOf(scored),
    anyShare: shares.of(scored.anyTerms),
    titleShare: shares.of(scored.titleTerms),
    contextShare: shares.of(scored.contextTerms),
    length: segment.sections.get("terms", section),
    sketch: segment.sketch(section),
    named: named.has(`${generation}:${section}`),
  };
}
