import { ContexterError } from "../../server/errors.ts";
import { Emitter } from "../../server/platform/disposable.ts";
import type { ContentsEntry, Engine } from "../../server/surfaces/engine.ts";
import type { IndexSummary, LibraryStatus, Progress, StoreStatus } from "../../shared/protocol.ts";
import type { SearchRequest, SearchResult } from "../../shared/searchResponse.ts";
import { DEFAULT_SETTINGS } from "../../shared/settings.ts";
import { library, response, result } from "../unit/client/samples.ts";

export { library, response, result };

/** What a fake engine knows; a search finds the sections whose text or heading holds a word of the query. */
export interface FakeData {
  readonly sections?: readonly SearchResult[];
  readonly libraries?: readonly LibraryStatus[];
  readonly summary?: Partial<IndexSummary>;
  readonly status?: Partial<StoreStatus>;
  /** Sent, one after the other, by `index`. */
  readonly progress?: readonly Progress[];
}

export interface FakeEngine extends Engine {
  readonly requests: SearchRequest[];
  readonly calls: string[];
  readonly isDisposed: () => boolean;
}

/** An engine without disk and network. `over` replaces single methods. */
export function fakeEngine(data: FakeData = {}, over: Partial<Engine> = {}): FakeEngine {
  const sections = data.sections ?? [result()];
  const libraries = data.libraries ?? [library()];
  const requests: SearchRequest[] = [];
  const calls: string[] = [];
  const progress = new Emitter<Progress>();
  const changed = new Emitter<void>();
  let disposed = false;
  const known = (name: string) => libraries.some((one) => one.name === name || one.library === name);
  const engine: Engine = {
    settings: DEFAULT_SETTINGS,
    configure: () => undefined,
    workspaces: ["/w"],
    search: async (request, signal) => {
      signal.throwIfAborted();
      requests.push(request);
      if (!/\w/.test(request.query)) throw new ContexterError("search/empty-query", "the query is empty");
      const words = request.query.toLowerCase().split(/\W+/).filter(Boolean);
      const found = sections.filter((section) => words.some((word) => textOf(section).includes(word)));
      return response({ query: request.query, results: found.slice(0, request.limit ?? 10) });
    },
    section: async (id) => {
      const found = sections.find((section) => section.id === id);
      if (!found) throw new ContexterError("store/section-unknown", `there is no section ${id}`);
      return found;
    },
    contents: async (name) => {
      if (!known(name)) throw new ContexterError("store/library-unknown", `${name} is not in the store`);
      return sections.filter((section) => section.name === name || section.library === name).map(entryOf);
    },
    libraries: async () => libraries,
    index: async (options, signal) => {
      calls.push(`index ${JSON.stringify(options)}`);
      for (const step of data.progress ?? []) progress.fire(step);
      return {
        ...emptySummary,
        total: libraries.length,
        built: libraries.length,
        ...data.summary,
        cancelled: signal.aborted,
      };
    },
    remove: async (what) => {
      calls.push(`remove ${JSON.stringify(what)}`);
      return "all" in what ? libraries.length : libraries.filter((one) => one.name === what.library).length;
    },
    status: async () => ({ ...emptyStatus, libraries: libraries.length, ...data.status }),
    symbolDocs: async () => undefined,
    libraryDocs: async () => undefined,
    setDocument: () => undefined,
    resolveAt: async () => undefined,
    queryAt: async () => undefined,
    watch: () => undefined,
    onDidChangeLibraries: changed.event,
    onDidProgress: progress.event,
    end: async () => {
      disposed = true;
    },
    dispose: () => {
      disposed = true;
    },
    ...over,
  };
  return { ...engine, requests, calls, isDisposed: () => disposed };
}

export function entryOf(section: SearchResult): ContentsEntry {
  const { id, title, headingPath, kind, file, line } = section;
  return { id, title, headingPath, kind, package: section.package, file, line };
}

function textOf(section: SearchResult): string {
  return `${section.headingPath.join(" ")} ${section.text}`.toLowerCase();
}

const emptySummary: IndexSummary = {
  total: 0,
  built: 0,
  upToDate: 0,
  empty: 0,
  failed: 0,
  skipped: 0,
  removed: 0,
  durationMs: 1200,
  cancelled: false,
  problems: [],
};

const emptyStatus: StoreStatus = {
  dataDir: "/data",
  readOnly: false,
  schema: 1,
  libraries: 0,
  sections: 312,
  passages: 800,
  segmentBytes: 1_200_000,
  rawBytes: 3_400_000,
  model: "contexter-static-256",
  workers: 1,
  problems: [],
};
