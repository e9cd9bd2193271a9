import assert from "node:assert/strict";
import { isOwnerAlive } from "../../../server/store/owners.ts";

const now = 1_000_000_000_000;
const MINUTE = 60_000;

describe("isOwnerAlive", () => {
  const check = (name: string, row: { host?: string; ageMs?: number; runs?: boolean }, expected: boolean) =>
    it(name, () => {
      const { host = "here", ageMs = 0, runs = true } = row;
      const liveness = { now, host: "here", isProcessAlive: () => runs };
      assert.equal(isOwnerAlive({ pid: 1, host, heartbeat_at: now - ageMs }, liveness), expected);
    });

  check("here and running", {}, true);
  check("here and gone", { runs: false }, false);
  check("here, asleep for hours", { ageMs: 600 * MINUTE }, true);
  check("here, the number was given to another process", { ageMs: 2000 * MINUTE }, false);
  check("elsewhere with a fresh heartbeat", { host: "there", runs: false }, true);
  check("elsewhere with an old heartbeat", { host: "there", ageMs: 6 * MINUTE }, false);
  check("elsewhere with a heartbeat from the future", { host: "there", ageMs: -6 * MINUTE }, false);
  check("here with a clock that was set back a little", { ageMs: -6 * MINUTE }, true);
});
