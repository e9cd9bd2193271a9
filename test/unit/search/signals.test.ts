import assert from "node:assert/strict";
import fc from "fast-check";
import type { Candidate } from "../../../server/model/retrieval.ts";
import { adjustment, SIGNALS, signalsOf } from "../../../server/search/signals.ts";
import { candidate } from "../../support/candidates.ts";

type Rest = Parameters<typeof candidate>[1];

describe("signals", () => {
  it("have a name of their own, a reason and a small weight", () => {
    assert.equal(new Set(SIGNALS.map(({ name }) => name)).size, SIGNALS.length);
    for (const { name, why, weight } of SIGNALS) {
      assert.match(name, /^[a-z]+(?:-[a-z]+)*$/);
      assert.match(why, /^[A-Z].{20,}\.$/);
      assert.ok(weight !== 0 && Math.abs(weight) < 1, name);
    }
  });

  /** The first has more of the signal than the second; `up` says whether that is good. */
  const check = (name: string, up: boolean, more: Rest, less: Rest = {}) =>
    it(`${name} moves ${up ? "up" : "down"}`, () => {
      const [much, little] = [candidate(1, more), candidate(2, less)];
      assert.ok((signalsOf(much)[name] ?? 0) > (signalsOf(little)[name] ?? 0));
      assert.equal((SIGNALS.find((signal) => signal.name === name)?.weight ?? 0) > 0, up);
    });
  check("coverage", true, { anyShare: 0.9 }, { anyShare: 0.2 });
  check("substance", true, { length: 200 }, { length: 4 });
  check("exact-symbol", true, { named: true });
  check("bare", false, { facts: { bare: true } });
  check("changelog", false, { facts: { kind: "changelog" } });
  check("migration", false, { facts: { file: "docs/migrating-to-v4.md" } });
  check("migration", false, { facts: { headingPath: ["Upgrade guide"] } });
  check("other-audience", false, { facts: { audience: "agents" } });
  check("other-audience", false, { facts: { audience: "navigation" } });
  check("deprecated", false, { facts: { deprecated: true } });
  check("unreached", false, { facts: { reached: false } });

  it("have values between 0 and 1, and add up to the adjustment", () => {
    const any: fc.Arbitrary<Candidate> = fc
      .record({
        named: fc.boolean(),
        anyShare: fc.double({ min: 0, max: 1, noNaN: true }),
        titleShare: fc.double({ min: 0, max: 1, noNaN: true }),
        contextShare: fc.double({ min: 0, max: 1, noNaN: true }),
        cosine: fc.double({ min: 0, max: 1, noNaN: true }),
        libraryFit: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        length: fc.nat(100_000),
        facts: fc.record({
          kind: fc.constantFrom("guide" as const, "api" as const, "changelog" as const),
          bare: fc.boolean(),
          reached: fc.boolean(),
          deprecated: fc.boolean(),
        }),
      })
      .map(({ libraryFit, ...rest }) => candidate(1, { ...rest, ...(libraryFit !== undefined && { libraryFit }) }));
    fc.assert(
      fc.property(any, (each) => {
        const values = signalsOf(each);
        let sum = 0;
        for (const { name, weight } of SIGNALS) {
          const value = values[name] ?? Number.NaN;
          assert.ok(value >= 0 && value <= 1, `${name} ${value}`);
          sum += weight * value;
        }
        assert.ok(Math.abs(sum - adjustment(each)) < 1e-9);
      }),
    );
  });

  it("can be chosen", () => {
    const only = SIGNALS.filter(({ name }) => name === "changelog");
    const each = candidate(1, { facts: { kind: "changelog" } });
    assert.deepEqual(signalsOf(each, only), { changelog: 1 });
    assert.equal(adjustment(each, only), only[0]?.weight);
    assert.equal(adjustment(each, []), 0);
  });
});
