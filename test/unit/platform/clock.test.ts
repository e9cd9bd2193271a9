import assert from "node:assert/strict";
import { systemClock } from "../../../server/platform/clock.ts";
import { isProcessAlive, thisProcess } from "../../../server/platform/processes.ts";

describe("system clock", () => {
  it("tells the time", () => assert.ok(Math.abs(systemClock.now() - Date.now()) < 1000));

  it("calls once after a delay", async () => {
    const keepAlive = setTimeout(() => undefined, 10_000);
    await new Promise<void>((resolve) => systemClock.after(1, resolve));
    clearTimeout(keepAlive);
  });

  it("calls again and again until disposed", async () => {
    const keepAlive = setTimeout(() => undefined, 10_000);
    let calls = 0;
    await new Promise<void>((resolve) => {
      const timer = systemClock.every(1, () => {
        calls += 1;
        if (calls < 3) return;
        timer.dispose();
        resolve();
      });
    });
    clearTimeout(keepAlive);
    assert.equal(calls, 3);
  });

  it("can be called off", () => {
    systemClock.after(1, () => assert.fail()).dispose();
  });
});

describe("processes", () => {
  it("knows that this one lives", () => assert.ok(isProcessAlive(thisProcess().pid)));
  it("knows that a number nobody has is dead", () => assert.ok(!isProcessAlive(2 ** 31 - 2)));
  it("names the host", () => assert.notEqual(thisProcess().host, ""));
});
