import assert from "node:assert/strict";
import { failureOf, isCancelled } from "../../../client/server/failure.ts";
import { RESTARTS, RestartPolicy, WINDOW_MS } from "../../../client/server/restartPolicy.ts";
import { explicitSettings } from "../../../client/server/settings.ts";
import { untilHandled } from "../../../client/server/untilHandled.ts";

const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

describe("failureOf", () => {
  it("keeps what the server said", () => {
    const data = { code: "search/empty-query", retryable: false, remedy: "Type something." };
    assert.deepEqual(failureOf(withFields("No words.", { data })), {
      message: "No words.",
      remedy: "Type something.",
      retryable: false,
      code: "search/empty-query",
    });
  });
  it("keeps no code that it does not know", () => {
    const data = { code: "future/thing", retryable: true, remedy: "Wait." };
    assert.equal(failureOf(withFields("x", { data })).code, undefined);
  });
  it("says what to do when the server is gone", () =>
    assert.match(failureOf(new Error("closed")).remedy, /Restart Server/));
  it("takes what is no error", () => assert.match(failureOf("odd").message, /odd/));
});

describe("isCancelled", () => {
  const check = (name: string, error: unknown, expected: boolean) =>
    it(name, () => assert.equal(isCancelled(error), expected));
  check("RequestCancelled", withFields("x", { code: -32800 }), true);
  check("ServerCancelled", withFields("x", { code: -32802 }), true);
  check("the editor's own", withFields("x", { name: "Canceled" }), true);
  check("an aborted signal's", withFields("x", { name: "AbortError" }), true);
  check("a failure", withFields("x", { code: -32803 }), false);
  check("no error", "Canceled", false);
});

describe("untilHandled", () => {
  const unhandled = () => withFields("Unhandled method", { code: -32601 });
  it("asks again until the server knows the method", async () => {
    let asked = 0;
    const answer = await untilHandled(
      async () => {
        asked++;
        if (asked < 3) throw unhandled();
        return asked;
      },
      () => false,
    );
    assert.equal(answer, 3);
  });
  it("does not ask again after another failure", async () => {
    await assert.rejects(
      untilHandled(
        () => Promise.reject(withFields("x", { code: -32803 })),
        () => false,
      ),
      /x/,
    );
  });
  it("does not ask again once it is cancelled", async () => {
    await assert.rejects(
      untilHandled(
        () => Promise.reject(unhandled()),
        () => true,
      ),
      /Unhandled/,
    );
  });
});

describe("RestartPolicy", () => {
  it("restarts five times within three minutes", () => {
    const policy = new RestartPolicy(() => 0);
    assert.deepEqual(
      Array.from({ length: RESTARTS + 1 }, () => policy.mayRestart()),
      [true, true, true, true, true, false],
    );
  });
  it("forgets deaths of long ago", () => {
    let now = 0;
    const policy = new RestartPolicy(() => now);
    for (let death = 0; death < RESTARTS; death++) policy.mayRestart();
    now = WINDOW_MS;
    assert.equal(policy.mayRestart(), true);
  });
  it("begins anew after a person restarted it", () => {
    const policy = new RestartPolicy(() => 0);
    for (let death = 0; death <= RESTARTS; death++) policy.mayRestart();
    policy.reset();
    assert.equal(policy.mayRestart(), true);
  });
});

describe("explicitSettings", () => {
  it("sends only what someone set, with its effective value", () => {
    const values: Record<string, object> = {
      "contexter.search.limit": { globalValue: 7 },
      "contexter.search.mode": { workspaceValue: "keyword" },
    };
    const reader = { get: (key: string) => `effective ${key}`, inspect: (key: string) => values[key] };
    assert.deepEqual(explicitSettings(reader), {
      "contexter.search.limit": "effective contexter.search.limit",
      "contexter.search.mode": "effective contexter.search.mode",
    });
  });
  it("sends nothing where nothing is set", () => {
    const onlyDefault: object = { defaultValue: 1 };
    assert.deepEqual(explicitSettings({ get: () => 1, inspect: () => onlyDefault }), {});
  });
});
