import { join } from "node:path";
import type { SearchResult } from "../../shared/searchResponse.ts";
import type { Generation } from "../model/generation.ts";
import { libraryName } from "../model/library.ts";
import type { SectionFacts } from "../model/retrieval.ts";
import { exampleFor } from "../search/example.ts";
import type { Hit } from "../search/search.ts";
import { signalsOf } from "../search/signals.ts";
import { formatSectionId } from "./sectionId.ts";

/** Trust in the documentation that lies in the installed package itself, 0 to 10. */
const PACKAGE_TRUST = 10;
/** … and in what it says to agents. */
const AGENT_TRUST = 2;

/** Where a package's files lie on this machine; undefined if it is not installed in any known workspace. */
export type FolderOf = (packageName: string, version: string) => string | undefined;

/** Makes the public form of a section. */
export class Answers {
  readonly #folderOf: FolderOf;

  constructor(folderOf: FolderOf) {
    this.#folderOf = folderOf;
  }

  ofHit(hit: Hit, generation: Generation, explain: boolean): SearchResult {
    const { facts } = hit.candidate;
    return {
      ...this.#ofFacts(facts, generation),
      score: round(Math.min(1, hit.score)),
      text: hit.text,
      truncated: hit.truncated,
      passage: [hit.passage.start, hit.passage.end],
      snippets: hit.snippets.map(({ text, marks }) => ({
        text,
        marks: marks.map(([start, end]): [number, number] => [start, end]),
      })),
      ...(hit.example && { example: hit.example }),
      alsoIn: hit.twins.map((twin) => ({ package: twin.facts.package, file: twin.facts.file, line: twin.facts.line })),
      ...(explain && {
        signals: { bm25: round(hit.candidate.bm25), cosine: round(hit.candidate.cosine), ...signalsOf(hit.candidate) },
      }),
    };
  }

  /** A section that was asked for, not searched. */
  ofSection(facts: SectionFacts, text: string, generation: Generation): SearchResult {
    const example = exampleFor(text, facts.symbols[0]?.split(".").at(-1));
    return {
      ...this.#ofFacts(facts, generation),
      score: 1,
      text,
      truncated: false,
      passage: [0, Math.min(text.length, 320)],
      snippets: [],
      ...(example && { example }),
      alsoIn: [],
    };
  }

  #ofFacts(facts: SectionFacts, { info, indexedAt }: Generation) {
    const name = libraryName(info.library);
    const version = info.packages.find((each) => each.name === facts.package)?.version ?? info.version;
    const folder = this.#folderOf(facts.package, version);
    return {
      id: formatSectionId({ ...facts, library: info.library, version: info.version }, name),
      library: info.library,
      name,
      version: info.version,
      package: facts.package,
      kind: facts.kind,
      title: facts.headingPath.at(-1) ?? facts.file,
      headingPath: [...facts.headingPath],
      file: facts.file,
      ...(folder && { path: join(folder, ...facts.file.split("/")) }),
      line: facts.line,
      endLine: facts.endLine,
      symbols: [...facts.symbols],
      source: {
        kind: "package" as const,
        trust: facts.audience === "agents" ? AGENT_TRUST : PACKAGE_TRUST,
        digest: info.digest,
        indexedAt,
      },
    };
  }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
