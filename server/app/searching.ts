import { LRUCache } from "lru-cache";
import { ERRORS } from "../../shared/errors.ts";
import type { SearchRequest, SearchResponse } from "../../shared/searchResponse.ts";
import { ContexterError } from "../errors.ts";
import type { Generation } from "../model/generation.ts";
import { libraryName } from "../model/library.ts";
import type { SectionStore } from "../search/ports.ts";
import { type Answer, type Query, search } from "../search/search.ts";
import { isDamage } from "./openGenerations.ts";
import type { Parts } from "./parts.ts";
import { type Scope, scopeOf, type UsedLibrary } from "./scope.ts";

/** How many query vectors, and how many answers, are remembered; an hour at most. */
const CACHED_QUERIES = 500;
const CACHED_ANSWERS = 200;
const CACHED_DESCRIPTIONS = 1000;
const CACHE_MS = 3_600_000;

type SearchParts = Pick<Parts, "settings" | "store" | "open" | "spaces" | "index" | "model" | "answers">;

/** Answers searches: which generations are meant, what they hold, and how it is told. */
export class Searching {
  readonly #parts: SearchParts;
  readonly #sections: SectionStore;
  readonly #vectors = new LRUCache<string, Float32Array>({ max: CACHED_QUERIES, ttl: CACHE_MS });
  /** By generation, of what its library says it is. */
  readonly #descriptions = new LRUCache<number, Float32Array>({ max: CACHED_DESCRIPTIONS });
  readonly #responses = new LRUCache<string, SearchResponse>({ max: CACHED_ANSWERS, ttl: CACHE_MS });

  constructor(parts: SearchParts) {
    this.#parts = parts;
    this.#sections = guarded(parts);
  }

  /** As `Engine.search`. */
  async search(request: SearchRequest, signal: AbortSignal): Promise<SearchResponse> {
    const used = request.all ? undefined : await this.#parts.spaces.used(signal);
    for (;;)
      try {
        return await this.#parts.open.reading(() => this.#searchIn(used, request, signal));
      } catch (error) {
        // The segment is out now: the rest answers.
        if (!isDamage(error)) throw error;
      }
  }

  async #searchIn(
    used: readonly UsedLibrary[] | undefined,
    request: SearchRequest,
    signal: AbortSignal,
  ): Promise<SearchResponse> {
    const scope = scopeOf(request, used, this.#parts.open);
    const key = JSON.stringify([request, scope.generations.map(({ id }) => id), scope.statistics.map(({ id }) => id)]);
    const known = request.explain ? undefined : this.#responses.get(key);
    if (known) return known;
    const response = await this.#answer(request, scope, signal);
    this.#responses.set(key, response);
    return response;
  }

  /** After a change of settings or of the index, answers may be others. */
  forget(): void {
    this.#responses.clear();
  }

  async #answer(request: SearchRequest, scope: Scope, signal: AbortSignal): Promise<SearchResponse> {
    const { open, model } = this.#parts;
    const generations = open.open(scope.generations);
    const statistics = open.open(scope.statistics);
    if (generations.length === 0 && scope.statistics.length === 0)
      throw new ContexterError("search/nothing-indexed", "Nothing is indexed here yet.");
    const query = this.#query(request, scope, { generations, statistics });
    const embedQuery = (text: string, at: AbortSignal) => this.#embedQuery(text, at);
    const describeLibraries = (_: readonly number[], at: AbortSignal) => this.#describe(generations, at);
    return this.#response(request, scope, {
      mode: query.mode,
      generations,
      answer: await search({ store: this.#sections, model, embedQuery, describeLibraries }, query, signal),
    });
  }

  /** What the request says, else the settings, else the model. */
  #query(
    request: SearchRequest,
    { packages }: Scope,
    { generations, statistics }: Pick<Scope, "generations" | "statistics">,
  ): Query {
    const settings = this.#parts.settings();
    const maxTokens = request.maxTokens ?? settings["contexter.search.maxTokens"];
    const threshold = request.threshold ?? settings["contexter.search.threshold"];
    const semanticWeight = settings["contexter.search.semanticWeight"];
    return {
      text: request.query,
      mode: request.mode ?? settings["contexter.search.mode"],
      scope: generations.map(({ id }) => id),
      statistics: statistics.map(({ id }) => id),
      filter: {
        ...(request.kinds && { kinds: request.kinds }),
        ...(packages && { packages }),
        ...(request.section && { section: request.section }),
      },
      limit: request.limit ?? settings["contexter.search.limit"],
      ...(maxTokens !== null && { maxTokens }),
      ...(threshold !== null && { threshold }),
      ...(semanticWeight !== null && { semanticWeight }),
      rerank: settings["contexter.search.rerank"],
    };
  }

  #response(
    request: SearchRequest,
    scope: Scope,
    {
      mode,
      generations,
      answer,
    }: { readonly mode: Query["mode"]; readonly generations: readonly Generation[]; readonly answer: Answer },
  ): SearchResponse {
    const { answers, open, store } = this.#parts;
    const byId = new Map(generations.map((generation) => [generation.id, generation]));
    const results = answer.hits.flatMap((hit) => {
      const generation = byId.get(hit.candidate.generation);
      return generation ? [answers.ofHit(hit, generation, request.explain ?? false)] : [];
    });
    return {
      v: 1,
      query: request.query,
      mode,
      outcome: results.length > 0 ? "found" : "nothing-relevant",
      scope: {
        kind: scope.kind,
        libraries: generations.length,
        sections: generations.reduce((sum, { info }) => sum + info.sections, 0),
        ...(scope.note && { note: scope.note }),
      },
      results,
      tokens: answer.tokens,
      problems: [...store.problems, ...open.problems].map(({ code, message }) => ({
        code,
        message,
        remedy: ERRORS[code].remedy,
      })),
      ...(request.explain && { timings: { ...answer.timings } }),
    };
  }

  async #describe(generations: readonly Generation[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    return Promise.all(
      generations.map(async ({ id, info }) => {
        const known = this.#descriptions.get(id);
        if (known) return known;
        const text = `${libraryName(info.library)} ${info.packages[0]?.description ?? ""}`;
        const vector = await this.#parts.model.embedQuery(text, signal);
        this.#descriptions.set(id, vector);
        return vector;
      }),
    );
  }

  async #embedQuery(text: string, signal: AbortSignal): Promise<Float32Array> {
    const known = this.#vectors.get(text);
    if (known) return known;
    const vector = await this.#parts.model.embedQuery(text, signal);
    this.#vectors.set(text, vector);
    return vector;
  }
}

/** The open segments as a store of sections; one whose texts turn out to be damaged is set aside. */
function guarded({ index, open }: Pick<Parts, "index" | "open">): SectionStore {
  return {
    retrieve: (query) => index.retrieve(query),
    text: (address) => open.guard(address.generation, () => index.text(address)),
    facts: (address) => index.facts(address),
    passages: (address) => index.passages(address),
    matches: (query, text) => index.matches(query, text),
    hasTerms: (query) => index.hasTerms(query),
  };
}
