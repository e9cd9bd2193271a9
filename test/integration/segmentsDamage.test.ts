import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ContexterError } from "../../server/errors.ts";
import { VectorArena } from "../../server/index/arena.ts";
import { openHash } from "../../server/index/hash.ts";
import type { Hash } from "../../server/index/segment/build.ts";
import { FORMAT, HEADER_BYTES } from "../../server/index/segment/format.ts";
import { Segment } from "../../server/index/segment/segment.ts";
import { assets } from "../support/assets.ts";
import { chunks, section, symbol, writeSegment } from "../support/sections.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const LIBRARY = chunks(
  Array.from({ length: 60 }, (_, at) =>
    section(`Section ${at} tells about parse${at}. ${"Some more text. ".repeat(40)}`),
  ),
  { symbols: [symbol("parse", { section: 3 }), symbol("ZodString.email", { bases: [0] })] },
);

/** All that a reader takes out of a segment. */
function readAll(path: string, hash: Hash) {
  const arena = new VectorArena(assets);
  const segment = Segment.open(path, arena, hash);
  const numbers = Array.from({ length: segment.info.sections }, (_, at) => at);
  return {
    info: segment.info,
    facts: numbers.map((at) => segment.facts(at)),
    texts: numbers.map((at) => segment.text(at)),
    scales: [...segment.scales],
    terms: Array.from({ length: segment.terms.count }, (_, at) => segment.terms.get(at)),
    postings: Buffer.from(segment.postings).toString("hex"),
    symbols: Buffer.from(segment.region("symbols")).toString("hex"),
    modules: Buffer.from(segment.region("modules")).toString("hex"),
    vectors: Buffer.from(arena.bytes(segment.vectors, segment.info.passages * segment.dimension)).toString("hex"),
  };
}

/** Where each region lies: name, first byte, end. */
function placesOf(file: Buffer): [name: string, start: number, end: number][] {
  const length = file.readUInt32LE(12);
  const { regions } = JSON.parse(file.toString("utf8", HEADER_BYTES, HEADER_BYTES + length));
  const base = Math.ceil((HEADER_BYTES + length) / 8) * 8;
  const places = Object.entries<[number, number, string]>(regions).map(
    ([name, [offset, size]]): [string, number, number] => [name, base + offset, base + offset + size],
  );
  return [["header", 0, HEADER_BYTES], ["directory", HEADER_BYTES, HEADER_BYTES + length], ...places];
}

describe("damaged segments", () => {
  const folder = temporaryFolder();
  const damaged = join(folder.path, "damaged.segment");
  let hash: Hash;
  let path: string;
  let file: Buffer;
  let whole: ReturnType<typeof readAll>;
  before(async () => {
    hash = await openHash();
    path = writeSegment(folder.path, LIBRARY, hash);
    file = readFileSync(path);
    whole = readAll(path, hash);
  });
  after(() => folder.remove());

  const isDamage = (error: unknown) =>
    error instanceof ContexterError &&
    (error.code === "index/segment-damaged" || error.code === "index/segment-format");

  /** Reads the changed file: either it is refused with its code, or nothing of it is wrong. */
  function isRefused(bytes: Uint8Array): boolean {
    writeFileSync(damaged, bytes);
    try {
      assert.deepEqual(readAll(damaged, hash), whole);
      return false;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return true;
    }
  }

  it("is refused with a flipped bit anywhere but in the padding", () => {
    const places = placesOf(file);
    let seed = 42;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    for (const [name, start, end] of places.filter(([, from, to]) => to > from)) {
      const positions = new Set([start, end - 1, ...Array.from({ length: 12 }, () => start + random(end - start))]);
      for (const at of positions) {
        const changed = Buffer.from(file);
        changed[at] ^= 1 << random(8);
        assert.ok(isRefused(changed), `${name} byte ${at - start} of ${end - start}`);
        assert.throws(() => Segment.validate(damaged, hash), isDamage, `validate ${name}`);
      }
    }
  });

  it("reads correctly with a flipped bit in the padding", () => {
    const used = placesOf(file);
    const padding = [...file.keys()].filter((at) => !used.some(([, start, end]) => at >= start && at < end));
    assert.ok(padding.length > 0);
    for (const at of padding) {
      const changed = Buffer.from(file);
      changed[at] ^= 0xff;
      assert.equal(isRefused(changed), false);
    }
  });

  it("is refused at any length but its own", () => {
    const end = Math.max(...placesOf(file).map(([, , to]) => to));
    const lengths = [
      0,
      1,
      7,
      8,
      15,
      31,
      32,
      33,
      ...Array.from({ length: 40 }, (_, at) => Math.floor((at / 40) * end)),
      end - 1,
    ];
    for (const length of lengths) {
      assert.ok(isRefused(file.subarray(0, length)), `${length} bytes`);
      assert.throws(() => Segment.validate(damaged, hash), isDamage);
    }
    assert.equal(isRefused(Buffer.concat([file, Buffer.from("more")])), false);
  });

  it("keeps what is whole when only one text is damaged", () => {
    const [, start = 0] = placesOf(file).find(([name]) => name === "texts") ?? [];
    const changed = Buffer.from(file);
    changed[start + 5] ^= 1;
    writeFileSync(damaged, changed);
    const segment = Segment.open(damaged, new VectorArena(assets), hash);
    assert.throws(() => segment.text(0), isDamage);
    assert.equal(segment.text(59), LIBRARY.sections[59]?.text);
  });

  it("gives its place in the arena back", () => {
    const arena = new VectorArena(assets);
    const changed = Buffer.from(file);
    const [, start = 0] = placesOf(file).find(([name]) => name === "vectors") ?? [];
    changed[start] ^= 1;
    writeFileSync(damaged, changed);
    assert.throws(() => Segment.open(damaged, arena, hash), isDamage);
    const first = Segment.open(path, arena, hash);
    assert.equal(first.vectors.offset, new VectorArena(assets).allocate(64).offset);
  });

  const code = (expected: string) => (error: unknown) => error instanceof ContexterError && error.code === expected;

  it("has another code where the format is another", () => {
    const changed = Buffer.from(file);
    changed.writeUInt32LE(FORMAT + 1, 8);
    writeFileSync(damaged, changed);
    for (const read of [Segment.readInfo, Segment.validate])
      assert.throws(() => read(damaged, hash), code("index/segment-format"));
    assert.throws(() => Segment.open(damaged, new VectorArena(assets), hash), code("index/segment-format"));
  });

  it("is what is no segment at all", () => {
    const directory = join(folder.path, "directory.segment");
    mkdirSync(directory);
    writeFileSync(damaged, "a".repeat(1000));
    for (const each of [directory, damaged, join(folder.path, "missing.segment")])
      assert.throws(() => Segment.open(each, new VectorArena(assets), hash), code("index/segment-damaged"));
  });

  it("names the file and keeps the cause", () => {
    writeFileSync(damaged, "");
    assert.throws(
      () => Segment.readInfo(damaged, hash),
      (error) =>
        error instanceof ContexterError && error.message.includes("damaged.segment") && error.cause instanceof Error,
    );
  });

  it("is none: a whole segment validates", () => {
    assert.deepEqual(Segment.validate(path, hash), whole.info);
    assert.deepEqual(Segment.readInfo(path, hash), whole.info);
  });
});
