import assert from "node:assert/strict";
import { silentLog } from "../../../server/platform/log.ts";
import { watchCounter } from "../../../server/store/changes.ts";
import { ManualClock } from "../../support/manualClock.ts";

describe("watchCounter", () => {
  const setUp = () => {
    const clock = new ManualClock();
    const state = { counter: 1, changes: 0, broken: false };
    const watching = watchCounter({
      folder: "/not/there",
      clock,
      log: silentLog,
      readCounter: () => {
        if (state.broken) throw new Error("locked");
        return state.counter;
      },
      onChange: () => {
        state.changes += 1;
      },
    });
    return { clock, state, watching };
  };

  it("notices a change within two seconds, without help from the system", () => {
    const { clock, state } = setUp();
    state.counter = 2;
    clock.advance(1999);
    assert.equal(state.changes, 0);
    clock.advance(1);
    assert.equal(state.changes, 1);
  });

  it("calls once for each change", () => {
    const { clock, state } = setUp();
    clock.advance(10_000);
    state.counter = 2;
    clock.advance(10_000);
    assert.equal(state.changes, 1);
  });

  it("waits while the store cannot be read", () => {
    const { clock, state } = setUp();
    state.broken = true;
    state.counter = 2;
    clock.advance(2000);
    state.broken = false;
    clock.advance(2000);
    assert.equal(state.changes, 1);
  });

  it("stops", () => {
    const { clock, state, watching } = setUp();
    watching.dispose();
    state.counter = 2;
    clock.advance(5000);
    assert.equal(state.changes, 0);
    assert.equal(clock.timers, 0);
  });
});
