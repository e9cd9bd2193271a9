import type { Section } from "../../model/section.ts";
import type { Tokenizer } from "../terms.ts";
import { ByteWriter } from "./bytes.ts";

/** Most that is kept of a term's frequency in each field; BM25 hardly tells more apart. */
const MOST = { title: 3, path: 1, body: 15, file: 1 } as const;

/**
 * A posting's frequencies in one byte: body in bits 0 to 3, title (the last heading) in 4 and 5, the headings above it in 6, package and file path in 7.
 */
export const frequency = {
  body: (packed: number) => packed & 15,
  title: (packed: number) => (packed >>> 4) & 3,
  path: (packed: number) => (packed >>> 6) & 1,
  file: (packed: number) => packed >>> 7,
} as const;

export interface EncodedPostings {
  /** Sorted. */
  readonly terms: readonly string[];
  /** Where each term's postings end. */
  readonly ends: Uint32Array;
  /** Per term: varint count, then per section varint distance from the one before and the packed frequencies. */
  readonly bytes: Uint8Array;
  /** Length of each section in terms. */
  readonly lengths: Uint32Array;
}

/** Inverts sections into postings, terms sorted by code unit, sections ascending. */
export function invert(sections: readonly Section[], tokenizer: Tokenizer): EncodedPostings {
  const inverter = new Inverter(tokenizer);
  const lengths = Uint32Array.from(sections, (section, at) => inverter.add(section, at));
  return { ...inverter.encode(), lengths };
}

class Inverter {
  readonly #tokenizer: Tokenizer;
  readonly #ids = new Map<string, number>();
  /** Per term: section and packed frequencies, alternating. */
  readonly #lists: number[][] = [];
  /** Packed frequencies of the section at hand, by term. */
  #packed = new Map<number, number>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** @returns the section's length in terms */
  add(section: Section, at: number): number {
    this.#packed = new Map();
    const body = this.#count(bodyOf(section), (packed) => (frequency.body(packed) < MOST.body ? packed + 1 : packed));
    const titles = section.headingPath;
    const title = this.#count(titles.at(-1) ?? "", (packed) =>
      frequency.title(packed) < MOST.title ? packed + (1 << 4) : packed,
    );
    for (const symbol of section.symbols) if (symbol.includes(".")) this.#add(symbol.toLowerCase(), addTitle);
    this.#count(titles.slice(0, -1).join(" \n"), (packed) => packed | (1 << 6));
    this.#count(
      `${section.package} ${section.file.replace(/\.(?:d\.[cm]?ts|mdx?)$/, "")}`,
      (packed) => packed | (1 << 7),
    );
    for (const [id, packed] of this.#packed) this.#lists[id]?.push(at, packed);
    return body + title;
  }

  encode(): { readonly terms: readonly string[]; readonly ends: Uint32Array; readonly bytes: Uint8Array } {
    const terms = [...this.#ids.keys()].sort();
    const ends = new Uint32Array(terms.length);
    const out = new ByteWriter();
    for (const [row, term] of terms.entries()) {
      const list = this.#lists[this.#ids.get(term) ?? 0] ?? [];
      out.varint(list.length / 2);
      let before = 0;
      for (let at = 0; at < list.length; at += 2) {
        out.varint(list[at] - before);
        out.byte(list[at + 1]);
        before = list[at];
      }
      ends[row] = out.length;
    }
    return { terms, ends, bytes: out.take() };
  }

  #count(text: string, add: (packed: number) => number): number {
    let length = 0;
    this.#tokenizer.each(text, (term) => {
      this.#add(term, add);
      length++;
    });
    return length;
  }

  #add(term: string, add: (packed: number) => number): void {
    let id = this.#ids.get(term);
    if (id === undefined) {
      id = this.#lists.length;
      this.#ids.set(term, id);
      this.#lists.push([]);
    }
    this.#packed.set(id, add(this.#packed.get(id) ?? 0));
  }
}

/** What is counted as body: of a documented declaration its comment, signatures only where there is nothing else. */
function bodyOf({ file, text, passages }: Section): string {
  if (passages.length === 0 || !/\.d\.[cm]?ts$/.test(file)) return text;
  return passages.map(({ start, end }) => text.slice(start, end)).join("\n");
}

function addTitle(packed: number): number {
  return frequency.title(packed) < MOST.title ? packed + (1 << 4) : packed;
}

/** Calls `visit` for each posting of a term. */
export function eachPosting(bytes: Uint8Array, start: number, visit: (section: number, packed: number) => void): void {
  let at = start;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  let section = 0;
  for (let count = varint(); count > 0; count--) {
    section += varint();
    visit(section, bytes[at++]);
  }
}

/** How many sections have the term. */
export function documentFrequency(bytes: Uint8Array, start: number): number {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
}
