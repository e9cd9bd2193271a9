import { ByteWriter, bytesOf, hash32 } from "./bytes.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** UTF-8 to a string of the same characters; a byte-order mark is one of them, or offsets behind it would be wrong. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/**
 * Encodes strings for `StringTable`: count, end offsets, hashes with their ids sorted by hash, then all UTF-8 bytes.
 * An id is the position in `strings`.
 */
export function encodeStrings(strings: readonly string[]): Uint8Array {
  const encoded = strings.map((string) => encoder.encode(string));
  const ends = new Uint32Array(strings.length);
  const hashes = encoded.map(hash32);
  let end = 0;
  for (const [id, bytes] of encoded.entries()) ends[id] = end += bytes.length;
  const byHash = Uint32Array.from(strings.keys()).sort((a, b) => hashes[a] - hashes[b] || a - b);
  const out = new ByteWriter();
  out.bytes(bytesOf(Uint32Array.of(strings.length)));
  out.bytes(bytesOf(ends));
  out.bytes(bytesOf(byHash));
  out.bytes(bytesOf(Uint32Array.from(byHash, (id) => hashes[id])));
  for (const bytes of encoded) out.bytes(bytes);
  return out.take();
}

/** A string made ready for look-ups. */
export interface StringKey {
  readonly bytes: Uint8Array;
  readonly hash: number;
}

export function stringKey(string: string): StringKey {
  const bytes = encoder.encode(string);
  return { bytes, hash: hash32(bytes) };
}

/** Many strings in one buffer, decoded one at a time, found by their hash. */
export class StringTable {
  readonly count: number;
  readonly #ends: Uint32Array;
  readonly #byHash: Uint32Array;
  readonly #hashes: Uint32Array;
  /** A Buffer decodes short strings several times faster than a TextDecoder. */
  readonly #bytes: Buffer;

  /** @param region a copy of what `encodeStrings` gave, 4-byte aligned */
  constructor(region: Uint8Array) {
    this.count = new Uint32Array(region.buffer, region.byteOffset, 1)[0];
    const column = (at: number) =>
      new Uint32Array(region.buffer, region.byteOffset + 4 + at * this.count * 4, this.count);
    this.#ends = column(0);
    this.#byHash = column(1);
    this.#hashes = column(2);
    this.#bytes = Buffer.from(region.buffer, region.byteOffset, region.length).subarray(4 + this.count * 12);
  }

  get(id: number): string {
    return this.#bytes.toString("utf8", id === 0 ? 0 : this.#ends[id - 1], this.#ends[id]);
  }

  /** Id of a string, −1 if it is not there. */
  find(string: string): number {
    return this.findKey(stringKey(string));
  }

  /** As `find`, for a string that is looked up in many tables. */
  findKey({ bytes, hash }: StringKey): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#hashes[middle] < hash) low = middle + 1;
      else high = middle;
    }
    for (; low < this.count && this.#hashes[low] === hash; low++) {
      const id = this.#byHash[low];
      if (equal(this.#slice(id), bytes)) return id;
    }
    return -1;
  }

  #slice(id: number): Uint8Array {
    return this.#bytes.subarray(id === 0 ? 0 : this.#ends[id - 1], this.#ends[id]);
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
