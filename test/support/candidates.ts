import { sketch } from "../../server/index/segment/sketch.ts";
import { libraryId } from "../../server/model/library.ts";
import type { Candidate, Retrieved, SectionFacts } from "../../server/model/retrieval.ts";

export function facts(rest: Partial<SectionFacts> = {}): SectionFacts {
  return {
    package: "zod",
    file: "README.md",
    anchor: "usage",
    headingPath: ["Zod", "Usage"],
    symbols: [],
    kind: "guide",
    audience: undefined,
    reached: true,
    deprecated: false,
    types: false,
    bare: false,
    line: 10,
    endLine: 20,
    ...rest,
  };
}

/** A candidate that both retrievers think well of. @param text what its sketch is made of, unlike any other's unless given */
export function candidate(
  section: number,
  rest: Partial<Omit<Candidate, "facts">> & { readonly facts?: Partial<SectionFacts>; readonly text?: string } = {},
): Candidate {
  const { facts: own, text = `text of section number ${section} and ${section} more`, ...others } = rest;
  return {
    generation: 1,
    section,
    library: libraryId("zod"),
    version: "4.1.0",
    facts: facts(own),
    bm25: 5,
    cosine: 0.5,
    passage: { start: 0, end: 20 },
    anyShare: 1,
    titleShare: 0,
    contextShare: 0,
    length: 100,
    sketch: sketch(text),
    named: false,
    ...others,
  };
}

export function retrieved(candidates: readonly Candidate[], rest: Partial<Retrieved> = {}): Retrieved {
  return { candidates, attainable: 10, known: 1, sections: 1000, lexicalMs: 1, denseMs: 2, ...rest };
}
