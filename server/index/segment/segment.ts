import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32, inflateRawSync } from "node:zlib";
import { SECTION_KINDS } from "../../../shared/searchResponse.ts";
import { ContexterError, messageOf } from "../../errors.ts";
import { AUDIENCES } from "../../model/document.ts";
import type { SegmentInfo } from "../../model/generation.ts";
import type { SectionFacts } from "../../model/retrieval.ts";
import type { Passage } from "../../model/section.ts";
import type { Allocation, VectorArena } from "../arena.ts";
import { aligned, type Hash } from "./build.ts";
import { Columns } from "./columns.ts";
import {
  DEFLATED,
  Directory,
  FLAG_DEPRECATED,
  FLAG_REACHED,
  FLAG_TYPES,
  FORMAT,
  HEADER_BYTES,
  MAGIC,
  REGIONS,
  type RegionName,
  SECTION_COLUMNS,
  SKETCH_SIZE,
} from "./format.ts";
import { decodeText, StringTable } from "./strings.ts";

/** Regions that stay in memory while a segment is open; vectors go to the arena, texts stay on the disk. */
const RESIDENT = REGIONS.filter((name) => name !== "vectors" && name !== "texts");

/** One generation of one library, open for reading. Everything is checked before it is used. */
export class Segment {
  readonly path: string;
  readonly info: SegmentInfo;
  readonly dimension: number;
  readonly meanLength: number;
  readonly sections: Columns<(typeof SECTION_COLUMNS)[number]>;
  readonly terms: StringTable;
  readonly postings: Uint8Array;
  readonly postingEnds: Uint32Array;
  readonly scales: Float32Array;
  readonly vectors: Allocation;
  readonly #regions: Map<RegionName, Uint8Array>;
  // What only a segment with candidates needs, made when it is first asked for.
  #strings: StringTable | undefined;
  #lists: Uint32Array | undefined;
  #sketches: Uint32Array | undefined;
  #passages: Uint32Array | undefined;
  readonly #blocks: Uint32Array;
  readonly #textsAt: number;
  readonly #arena: VectorArena;
  /** The block read last: neighbouring results often share one. */
  #block: { readonly id: number; readonly bytes: Uint8Array } | undefined;

  private constructor(path: string, file: SegmentFile, vectors: Allocation, arena: VectorArena) {
    const { directory, regions } = file;
    const region = (name: RegionName) => regions.get(name) ?? new Uint8Array();
    this.path = path;
    this.info = directory.info;
    this.dimension = directory.dimension;
    this.meanLength = directory.meanLength;
    this.vectors = vectors;
    this.#arena = arena;
    this.#regions = regions;
    this.sections = new Columns(SECTION_COLUMNS, this.#take("sections"));
    this.terms = new StringTable(region("terms"));
    this.postings = region("postings");
    this.postingEnds = wordsOf(region("postingEnds"));
    this.#blocks = wordsOf(region("blockEnds"));
    const scales = region("scales");
    this.scales = new Float32Array(scales.buffer, scales.byteOffset, scales.length / 4);
    this.#textsAt = file.textsAt;
  }

  /**
   * @param hash xxhash64 as 16 hex characters
   * @throws ContexterError `index/segment-format` for an unknown format, `index/segment-damaged` for everything else
   */
  static open(path: string, arena: VectorArena, hash: Hash): Segment {
    return reading(path, (fd) => {
      const file = readSegment(fd, hash, RESIDENT);
      const [offset, length, sum] = file.place("vectors");
      const vectors = arena.allocate(Math.max(length, 64));
      try {
        const bytes = arena.bytes(vectors, length);
        readFully(fd, bytes, offset);
        if (hash(bytes) !== sum) throw new Error("region vectors does not match its checksum");
        return new Segment(path, file, vectors, arena);
      } catch (error) {
        arena.release(vectors);
        throw error;
      }
    });
  }

  /** Only the header of a segment; throws like `open`. */
  static readInfo(path: string, hash: Hash): SegmentInfo {
    return reading(path, (fd) => readSegment(fd, hash, []).directory.info);
  }

  /** Reads and checks every byte of a segment; throws like `open`. */
  static validate(path: string, hash: Hash): SegmentInfo {
    return reading(path, (fd) => readSegment(fd, hash, REGIONS).directory.info);
  }

  close(): void {
    this.#arena.release(this.vectors);
  }

  get strings(): StringTable {
    this.#strings ??= new StringTable(this.region("strings"));
    return this.#strings;
  }

  get lists(): Uint32Array {
    this.#lists ??= this.#take("lists");
    return this.#lists;
  }

  get sketches(): Uint32Array {
    this.#sketches ??= this.#take("sketches");
    return this.#sketches;
  }

  /** A region's bytes, inflated anew at each call where it lies deflated. */
  region(name: RegionName): Uint8Array {
    const bytes = this.#regions.get(name) ?? new Uint8Array();
    // A copy, because views of numbers need an aligned start.
    return DEFLATED.includes(name) ? new Uint8Array(inflateRawSync(bytes)) : bytes;
  }

  facts(section: number): SectionFacts {
    const get = (column: (typeof SECTION_COLUMNS)[number]) => this.sections.get(column, section);
    const flags = get("flags");
    const [firstPassage, endPassage] = this.passageRange(section);
    return {
      package: this.strings.get(get("package")),
      file: this.strings.get(get("file")),
      anchor: this.strings.get(get("anchor")),
      headingPath: this.#names(get("headings"), get("headingCount")),
      symbols: this.#names(get("symbols"), get("symbolCount")),
      kind: SECTION_KINDS[flags & 15] ?? "guide",
      audience: AUDIENCES[((flags >>> 4) & 15) - 1],
      reached: (flags & FLAG_REACHED) !== 0,
      deprecated: (flags & FLAG_DEPRECATED) !== 0,
      types: (flags & FLAG_TYPES) !== 0,
      bare: firstPassage === endPassage,
      line: get("line"),
      endLine: get("endLine"),
    };
  }

  /** A loop, because a search reads the facts of two hundred sections and a hover on a library those of all. */
  #names(start: number, count: number): string[] {
    const { strings, lists } = this;
    const names: string[] = [];
    for (let at = start; at < start + count; at++) names.push(strings.get(lists[at]));
    return names;
  }

  /** Numbers of a section's passages: first, and one behind the last. */
  passageRange(section: number): readonly [first: number, end: number] {
    const first = this.sections.get("firstPassage", section);
    const next = section + 1 < this.sections.rows ? this.sections.get("firstPassage", section + 1) : this.info.passages;
    return [first, next];
  }

  /** Where a passage lies in its section's text; the text's start for one that does not exist. */
  passage(passage: number): Passage {
    if (passage >= this.info.passages) return { start: 0, end: 0 };
    this.#passages ??= this.#take("passages");
    return { start: this.#passages[passage], end: this.#passages[this.info.passages + passage] };
  }

  sketch(section: number): Uint32Array {
    return this.sketches.subarray(section * SKETCH_SIZE, (section + 1) * SKETCH_SIZE);
  }

  /** A section's text, read from the disk. @throws ContexterError `index/segment-damaged` */
  text(section: number): string {
    const length = this.sections.get("length", section);
    if (length === 0) return "";
    const block = this.#readBlock(this.sections.get("block", section));
    const offset = this.sections.get("offset", section);
    return decodeText(block.subarray(offset, offset + length));
  }

  /** A region of numbers, whose bytes are not needed any more. */
  #take(name: RegionName): Uint32Array {
    const words = wordsOf(this.region(name));
    this.#regions.delete(name);
    return words;
  }

  #readBlock(id: number): Uint8Array {
    if (this.#block?.id === id) return this.#block.bytes;
    const start = id === 0 ? 0 : this.#blocks[id * 2 - 2];
    const compressed = new Uint8Array(this.#blocks[id * 2] - start);
    const bytes = reading(this.path, (fd) => {
      readFully(fd, compressed, this.#textsAt + start);
      if (crc32(compressed) !== this.#blocks[id * 2 + 1])
        throw new Error(`text block ${id} does not match its checksum`);
      return inflateRawSync(compressed);
    });
    this.#block = { id, bytes };
    return bytes;
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

interface SegmentFile {
  readonly directory: Directory;
  readonly regions: Map<RegionName, Uint8Array>;
  readonly textsAt: number;
  place(name: RegionName): [offset: number, length: number, hash: string];
}

function readSegment(fd: number, hash: Hash, wanted: readonly RegionName[]): SegmentFile {
  const header = new Uint8Array(HEADER_BYTES);
  readFully(fd, header, 0);
  const text = (start: number, end: number) => new TextDecoder().decode(header.subarray(start, end));
  if (text(0, 8) !== MAGIC) throw new Error("not a segment");
  const view = new DataView(header.buffer);
  const format = view.getUint32(8, true);
  if (format !== FORMAT) throw new ContexterError("index/segment-format", `segment format ${format} is not ${FORMAT}`);
  const encoded = new Uint8Array(Math.min(view.getUint32(12, true), fstatSync(fd).size));
  readFully(fd, encoded, HEADER_BYTES);
  if (hash(encoded) !== text(16, 32)) throw new Error("directory does not match its checksum");
  const directory = Directory.parse(JSON.parse(new TextDecoder().decode(encoded)));
  const base = aligned(HEADER_BYTES + encoded.length);
  const place = (name: RegionName): [number, number, string] => {
    const [offset, length, sum] = directory.regions[name];
    return [base + offset, length, sum];
  };
  const regions = new Map<RegionName, Uint8Array>();
  for (const name of wanted) {
    const [offset, length, sum] = place(name);
    const bytes = new Uint8Array(aligned(length)).subarray(0, length);
    readFully(fd, bytes, offset);
    if (hash(bytes) !== sum) throw new Error(`region ${name} does not match its checksum`);
    regions.set(name, bytes);
  }
  return { directory, regions, textsAt: place("texts")[0], place };
}

function readFully(fd: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length; ) {
    const count = readSync(fd, into, done, into.length - done, position + done);
    if (count === 0) throw new Error("the file is cut short");
    done += count;
  }
}

/** Opens, reads, closes; whatever fails is damage to this segment unless it has a code already. */
function reading<T>(path: string, read: (fd: number) => T): T {
  let fd: number | undefined;
  try {
    fd = openSync(path, "r");
    return read(fd);
  } catch (error) {
    if (error instanceof ContexterError) throw error;
    throw new ContexterError("index/segment-damaged", `Segment ${path} is damaged: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
