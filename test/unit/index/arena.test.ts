import assert from "node:assert/strict";
import fc from "fast-check";
import { type Allocation, VectorArena } from "../../../server/index/arena.ts";
import { assets } from "../../support/assets.ts";

const PAGE = 65_536;
const bytes = (sizeBytes: number, value: number) => new Uint8Array(sizeBytes).fill(value);

/** Vectors placed in an arena of their own, and their products with a query. */
function products(query: Float32Array, vectors: Int8Array): { readonly integers: Int32Array; readonly scale: number } {
  const arena = new VectorArena(assets);
  const place = arena.allocate(vectors.length);
  arena.bytes(place, vectors.length).set(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.length));
  const scale = arena.setQuery(query);
  return { integers: arena.scan(place, vectors.length / query.length, query.length), scale };
}

const dimension = fc.integer({ min: 1, max: 16 }).map((each) => each * 16);
const queryAndVectors = fc
  .tuple(dimension, fc.integer({ min: 1, max: 12 }))
  .chain(([size, count]) =>
    fc.tuple(
      fc.float32Array({ minLength: size, maxLength: size, min: -1, max: 1, noNaN: true }),
      fc.int8Array({ minLength: size * count, maxLength: size * count }),
    ),
  );

describe("the scan", () => {
  it("equals a plain loop exactly", () => {
    fc.assert(
      fc.property(queryAndVectors, ([query, vectors]) => {
        const { integers, scale } = products(query, vectors);
        const rounded = Array.from(query, (value) => (scale === 0 ? 0 : Math.round(value / scale)));
        for (const [row, product] of integers.entries()) {
          let sum = 0;
          for (const [d, value] of rounded.entries()) sum += value * vectors[row * query.length + d];
          assert.equal(product, sum);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("takes the largest values without overflow", () => {
    const { integers } = products(new Float32Array(4096).fill(1), new Int8Array(4096).fill(-128));
    assert.deepEqual([...integers], [-128 * 2047 * 4096]);
  });

  it("gives 0 for a query of zeroes", () =>
    assert.deepEqual([...products(new Float32Array(16), new Int8Array(32).fill(5)).integers], [0, 0]));
  it("gives nothing for no vectors", () =>
    assert.equal(products(new Float32Array(16).fill(1), new Int8Array(0)).integers.length, 0));
});

describe("VectorArena", () => {
  it("keeps every stretch apart and whole while others come and go", () => {
    const step = fc.oneof(fc.record({ take: fc.integer({ min: 0, max: 3 * PAGE }) }), fc.record({ give: fc.nat(20) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const arena = new VectorArena(assets);
        const held: { readonly place: Allocation; readonly sizeBytes: number; readonly value: number }[] = [];
        for (const [at, each] of steps.entries()) {
          if ("take" in each) {
            const place = arena.allocate(each.take);
            arena.bytes(place, each.take).set(bytes(each.take, at));
            held.push({ place, sizeBytes: each.take, value: at });
          } else if (held.length > 0) {
            const [gone] = held.splice(each.give % held.length, 1);
            if (gone) arena.release(gone.place);
          }
          for (const { place, sizeBytes, value } of held) {
            assert.equal(place.offset % 64, 0);
            assert.ok(place.sizeBytes >= sizeBytes);
            assert.ok(Buffer.from(arena.bytes(place, sizeBytes)).equals(bytes(sizeBytes, value)));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("uses freed stretches again", () => {
    const arena = new VectorArena(assets);
    const [first, second] = [arena.allocate(1000), arena.allocate(1000)];
    arena.release(first);
    assert.equal(arena.allocate(500).offset, first.offset);
    assert.ok(arena.allocate(400).offset < second.offset);
  });

  it("joins freed neighbours", () => {
    const arena = new VectorArena(assets);
    const places = [arena.allocate(640), arena.allocate(640), arena.allocate(640), arena.allocate(640)];
    for (const at of [0, 2, 1]) arena.release(places[at] ?? assert.fail());
    assert.equal(arena.allocate(1920).offset, places[0]?.offset);
  });

  it("is empty again after all is given back", () => {
    const arena = new VectorArena(assets);
    const start = arena.allocate(0);
    arena.release(start);
    const places = [10, 2000, 0, 70].map((sizeBytes) => arena.allocate(sizeBytes));
    for (const place of places) arena.release(place);
    assert.equal(arena.allocate(100_000).offset, start.offset);
  });

  it("refuses what does not fit", () => {
    assert.throws(() => new VectorArena(assets).allocate(1.1 * 2 ** 30), RangeError);
  });
});
