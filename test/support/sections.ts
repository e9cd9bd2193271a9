import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cutPassages } from "../../server/chunk/passages.ts";
import { quantise } from "../../server/embed/quantise.ts";
import { buildSegment, type Hash } from "../../server/index/segment/build.ts";
import { Tokenizer } from "../../server/index/terms.ts";
import type { LibraryChunks, PassageVectors } from "../../server/model/chunks.ts";
import { libraryId } from "../../server/model/library.ts";
import type { Section } from "../../server/model/section.ts";
import type { SymbolEntry } from "../../server/model/symbol.ts";

export const DIMENSION = 16;

/** A section with the text given; passages are cut as everywhere. */
export function section(text: string, rest: Partial<Section> = {}): Section {
  return {
    package: "zod",
    file: "README.md",
    kind: "guide",
    headingPath: ["Zod"],
    anchor: text.slice(0, 20),
    line: 1,
    endLine: 1 + text.split("\n").length,
    text,
    symbols: [],
    reached: true,
    deprecated: false,
    passages: cutPassages(text),
    ...rest,
  };
}

export function symbol(path: string, rest: Partial<SymbolEntry> = {}): SymbolEntry {
  return {
    path,
    kind: "function",
    package: "zod",
    file: "index.d.ts",
    line: 1,
    endLine: 1,
    section: -1,
    yields: -1,
    bases: [],
    ...rest,
  };
}

export function chunks(sections: readonly Section[], rest: Partial<LibraryChunks["symbols"]> = {}): LibraryChunks {
  return { sections, symbols: { symbols: [], modules: [], ...rest }, problems: [] };
}

/** A vector that differs from text to text: its words' hashes spread over the dimensions, length 1. */
export function fakeVector(text: string, dimension = DIMENSION): Float64Array {
  const vector = new Float64Array(dimension);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 7;
    for (const character of word) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
    vector[hash % dimension] += 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

export function fakeVectors(sections: readonly Section[], dimension = DIMENSION): PassageVectors {
  const texts = sections.flatMap(({ text, passages }) => passages.map(({ start, end }) => text.slice(start, end)));
  const values = new Int8Array(texts.length * dimension);
  const scales = Float32Array.from(texts, (text, row) =>
    quantise(fakeVector(text, dimension), values.subarray(row * dimension, (row + 1) * dimension)),
  );
  return { dimension, values, scales };
}

/** What a segment is built from, for a library whose packages are those of its sections. */
export function segmentInput(library: LibraryChunks, name = "zod", vectors = fakeVectors(library.sections)) {
  const packages = [...new Set([name, ...library.sections.map((each) => each.package)])];
  return {
    info: {
      library: libraryId(name),
      version: "4.1.0",
      digest: "0123456789abcdef",
      chunker: "sections-1",
      tokenizer: "code-1",
      model: "fake",
      rawBytes: 100,
      packages: packages.map((each) => ({
        name: each,
        version: "4.1.0",
        description: "",
        dependencies: [],
        entryPoints: [],
      })),
    },
    chunks: library,
    vectors,
  };
}

/** Builds and writes a segment. @returns its path */
export function writeSegment(folder: string, library: LibraryChunks, hash: Hash, name = "zod"): string {
  const path = join(folder, `${name.replaceAll("/", "_")}.segment`);
  writeFileSync(path, buildSegment(segmentInput(library, name), new Tokenizer(), hash));
  return path;
}
