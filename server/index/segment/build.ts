import { crc32, deflateRawSync } from "node:zlib";
import { SECTION_KINDS } from "../../../shared/searchResponse.ts";
import type { LibraryChunks, PassageVectors } from "../../model/chunks.ts";
import type { SegmentInfo } from "../../model/generation.ts";
import type { Section } from "../../model/section.ts";
import { SYMBOL_KINDS, type SymbolTable } from "../../model/symbol.ts";
import type { Tokenizer } from "../terms.ts";
import { ByteWriter, bytesOf } from "./bytes.ts";
import { ColumnWriter } from "./columns.ts";
import {
  audienceCode,
  BLOCK_BYTES,
  DEFLATED,
  FLAG_DEPRECATED,
  FLAG_REACHED,
  FLAG_TYPES,
  FORMAT,
  HEADER_BYTES,
  MAGIC,
  REGIONS,
  type RegionName,
  SECTION_COLUMNS,
  SYMBOL_COLUMNS,
} from "./format.ts";
import { invert } from "./postings.ts";
import { sketch } from "./sketch.ts";
import { encodeStrings } from "./strings.ts";

/** xxhash64 of bytes as 16 hex characters. */
export type Hash = (bytes: Uint8Array) => string;

export interface SegmentInput {
  readonly info: Omit<SegmentInfo, "sections" | "passages" | "symbols">;
  readonly chunks: LibraryChunks;
  readonly vectors: PassageVectors;
}

/**
 * Builds a segment file. Pure and deterministic: equal input gives equal bytes.
 * @throws RangeError if the vectors' dimension is not a multiple of 16, as the scan needs it
 */
export function buildSegment(input: SegmentInput, tokenizer: Tokenizer, hash: Hash): Uint8Array {
  if (input.vectors.dimension % 16 !== 0)
    throw new RangeError(`the dimension of vectors must be a multiple of 16, got ${input.vectors.dimension}`);
  const { sections, symbols } = input.chunks;
  const strings = new Interner();
  const lists = new NumberList();
  const postings = invert(sections, tokenizer);
  const texts = compressTexts(sections);
  const passages = passageColumns(sections);
  const plain: Record<RegionName, Uint8Array> = {
    sections: bytesOf(sectionColumns(sections, { strings, lists, places: texts.places, lengths: postings.lengths })),
    symbols: bytesOf(symbolColumns(symbols, strings, lists)),
    modules: new TextEncoder().encode(JSON.stringify(symbols.modules)),
    sketches: bytesOf(sketches(sections)),
    terms: encodeStrings(postings.terms),
    postingEnds: bytesOf(postings.ends),
    postings: postings.bytes,
    passages: bytesOf(passages),
    scales: bytesOf(input.vectors.scales),
    vectors: bytesOf(input.vectors.values),
    blockEnds: bytesOf(texts.ends),
    texts: texts.bytes,
    strings: encodeStrings(strings.all),
    lists: bytesOf(lists.take()),
  };
  const regions = { ...plain, ...Object.fromEntries(DEFLATED.map((name) => [name, deflateRawSync(plain[name])])) };
  const counts = { sections: sections.length, passages: passages.length / 2, symbols: symbols.symbols.length };
  const meanLength = postings.lengths.reduce((sum, length) => sum + length, 0) / (sections.length || 1);
  return assemble(
    { info: { ...input.info, ...counts }, dimension: input.vectors.dimension, meanLength },
    regions,
    hash,
  );
}

interface Head {
  readonly info: SegmentInfo;
  readonly dimension: number;
  readonly meanLength: number;
}

function assemble(head: Head, regions: Record<RegionName, Uint8Array>, hash: Hash): Uint8Array {
  // The directory's own length moves the regions: offsets count from the first region.
  const places: [RegionName, [number, number, string]][] = [];
  let offset = 0;
  for (const name of REGIONS) {
    places.push([name, [offset, regions[name].length, hash(regions[name])]]);
    offset = aligned(offset + regions[name].length);
  }
  const directory = new TextEncoder().encode(JSON.stringify({ ...head, regions: Object.fromEntries(places) }));
  const start = aligned(HEADER_BYTES + directory.length);
  const file = new Uint8Array(start + offset);
  const encoder = new TextEncoder();
  file.set(encoder.encode(MAGIC), 0);
  new DataView(file.buffer).setUint32(8, FORMAT, true);
  new DataView(file.buffer).setUint32(12, directory.length, true);
  file.set(encoder.encode(hash(directory)), 16);
  file.set(directory, HEADER_BYTES);
  for (const [name, [at]] of places) file.set(regions[name], start + at);
  return file;
}

export const aligned = (offset: number): number => Math.ceil(offset / 8) * 8;

interface SectionContext {
  readonly strings: Interner;
  readonly lists: NumberList;
  readonly places: readonly { readonly block: number; readonly offset: number; readonly length: number }[];
  readonly lengths: Uint32Array;
}

function sectionColumns(
  sections: readonly Section[],
  { strings, lists, places, lengths }: SectionContext,
): Uint32Array {
  const columns = new ColumnWriter(SECTION_COLUMNS);
  let firstPassage = 0;
  for (const [at, section] of sections.entries()) {
    columns.push({
      package: strings.id(section.package),
      file: strings.id(section.file),
      anchor: strings.id(section.anchor),
      headings: lists.add(section.headingPath.map((title) => strings.id(title))),
      headingCount: section.headingPath.length,
      symbols: lists.add(section.symbols.map((symbol) => strings.id(symbol))),
      symbolCount: section.symbols.length,
      flags: flagsOf(section),
      line: section.line,
      endLine: section.endLine,
      ...(places[at] ?? { block: 0, offset: 0, length: 0 }),
      terms: lengths[at],
      firstPassage,
    });
    firstPassage += section.passages.length;
  }
  return columns.take();
}

function flagsOf(section: Section): number {
  return (
    SECTION_KINDS.indexOf(section.kind) |
    (audienceCode(section.audience) << 4) |
    (section.reached ? FLAG_REACHED : 0) |
    (section.deprecated ? FLAG_DEPRECATED : 0) |
    (/\.d\.[cm]?ts$/.test(section.file) ? FLAG_TYPES : 0)
  );
}

function symbolColumns({ symbols }: SymbolTable, strings: Interner, lists: NumberList): Uint32Array {
  const columns = new ColumnWriter(SYMBOL_COLUMNS);
  for (const symbol of symbols)
    columns.push({
      path: strings.id(symbol.path),
      last: strings.id(symbol.path.slice(symbol.path.lastIndexOf(".") + 1)),
      kind: SYMBOL_KINDS.indexOf(symbol.kind),
      package: strings.id(symbol.package),
      file: strings.id(symbol.file),
      line: symbol.line,
      endLine: symbol.endLine,
      section: symbol.section,
      yields: symbol.yields,
      bases: lists.add(symbol.bases),
      baseCount: symbol.bases.length,
    });
  return columns.take();
}

function passageColumns(sections: readonly Section[]): Uint32Array {
  const starts = sections.flatMap((section) => section.passages.map((passage) => passage.start));
  const ends = sections.flatMap((section) => section.passages.map((passage) => passage.end));
  return Uint32Array.from([...starts, ...ends]);
}

function sketches(sections: readonly Section[]): Uint32Array {
  const all = sections.map((section) => sketch(section.text));
  const out = new Uint32Array(all.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of all) {
    out.set(each, at);
    at += each.length;
  }
  return out;
}

/** Texts one after another in blocks of about `BLOCK_BYTES`, deflated; a text is never divided. `ends` alternates a block's end and its checksum. */
function compressTexts(sections: readonly Section[]) {
  const encoder = new TextEncoder();
  const places: { block: number; offset: number; length: number }[] = [];
  const ends: number[] = [];
  const out = new ByteWriter();
  let block: Uint8Array[] = [];
  let size = 0;
  const close = () => {
    const compressed = deflateRawSync(Buffer.concat(block), { level: 6 });
    out.bytes(compressed);
    ends.push(out.length, crc32(compressed));
    block = [];
    size = 0;
  };
  for (const section of sections) {
    const bytes = encoder.encode(section.text);
    if (size > 0 && size + bytes.length > BLOCK_BYTES) close();
    places.push({ block: ends.length / 2, offset: size, length: bytes.length });
    block.push(bytes);
    size += bytes.length;
  }
  if (size > 0) close();
  return { places, ends: Uint32Array.from(ends), bytes: out.take() };
}

/** Gives each distinct string a number in order of appearance. */
class Interner {
  readonly all: string[] = [];
  readonly #ids = new Map<string, number>();

  id(string: string): number {
    let id = this.#ids.get(string);
    if (id === undefined) {
      id = this.all.length;
      this.#ids.set(string, id);
      this.all.push(string);
    }
    return id;
  }
}

/** Short lists of numbers behind each other. */
class NumberList {
  readonly #values: number[] = [];

  /** @returns where the list starts */
  add(values: readonly number[]): number {
    const start = this.#values.length;
    this.#values.push(...values);
    return start;
  }

  take(): Uint32Array {
    return Uint32Array.from(this.#values);
  }
}
