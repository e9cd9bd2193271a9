import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import { ContexterError } from "../../../server/errors.ts";
import { libraryId } from "../../../server/model/library.ts";
import { serveTasks, TaskPort } from "../../../server/platform/taskPort.ts";
import type { Lease } from "../../../server/store/leases.ts";
import { remoteWriter, type StoreTasks, storeTasks } from "../../../server/store/remoteWriter.ts";
import type { StoreWriter } from "../../../server/store/store.ts";
import { withLease } from "../../../server/store/withLease.ts";
import { ManualClock } from "../../support/manualClock.ts";
import { segmentInfo } from "../../support/store/fakeSegments.ts";

const zod = libraryId("zod");
const lease: Lease = { library: zod, version: "4.0.0", token: "t" };
const generation = { id: 1, info: segmentInfo("zod", "4.0.0"), segment: "s.seg", segmentBytes: 1, indexedAt: "2026" };

/** Notes each call and answers with something of the right form. */
function recordingWriter(calls: unknown[][]): StoreWriter {
  const note =
    <T>(name: keyof StoreWriter, answer: T) =>
    async (...args: readonly unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  return {
    enter: note("enter", generation),
    temporaryPath: note("temporaryPath", "/tmp/x"),
    setAside: note("setAside", undefined),
    remove: note("remove", 2),
    removeAll: note("removeAll", 3),
    recordUse: note("recordUse", undefined),
    expire: note("expire", 4),
    recordFailure: note("recordFailure", undefined),
    clearFailure: note("clearFailure", undefined),
    acquireLease: note("acquireLease", lease),
    renewLease: note("renewLease", true),
    releaseLease: note("releaseLease", undefined),
    pin: note("pin", undefined),
    sweep: note("sweep", { deletedFiles: 1, freedBytes: 2 }),
    check: note("check", { readOnly: false, problems: [] }),
    close: note("close", undefined),
  };
}

describe("remoteWriter", () => {
  let calls: unknown[][];
  let channel: MessageChannel;
  let opens: number;
  let open: () => Promise<StoreWriter>;
  let remote: StoreWriter;

  beforeEach(() => {
    calls = [];
    opens = 0;
    open = async () => recordingWriter(calls);
    channel = new MessageChannel();
    const counted = () => {
      opens += 1;
      return open();
    };
    serveTasks<StoreTasks>(storeTasks(counted), channel.port2);
    remote = remoteWriter(new TaskPort<StoreTasks>(channel.port1));
  });
  afterEach(() => channel.port1.close());

  const failure = { library: zod, version: "4.0.0", code: "chunk/unparsable", message: "no" } as const;
  const finished = { info: generation.info, temporary: "/tmp/x" };
  const cases: readonly [keyof StoreWriter, (writer: StoreWriter) => Promise<unknown>, readonly unknown[], unknown][] =
    [
      ["enter", (w) => w.enter(finished), [finished], generation],
      ["temporaryPath", (w) => w.temporaryPath(), [], "/tmp/x"],
      ["setAside", (w) => w.setAside(5), [5], undefined],
      ["remove", (w) => w.remove(zod, "4.0.0"), [zod, "4.0.0"], 2],
      ["removeAll", (w) => w.removeAll(), [], 3],
      ["recordUse", (w) => w.recordUse("/a", []), ["/a", []], undefined],
      ["expire", (w) => w.expire(30), [30], 4],
      ["recordFailure", (w) => w.recordFailure(failure), [failure], undefined],
      ["clearFailure", (w) => w.clearFailure(zod, "4.0.0"), [zod, "4.0.0"], undefined],
      ["acquireLease", (w) => w.acquireLease(zod, "4.0.0", 1000), [zod, "4.0.0", 1000], lease],
      ["renewLease", (w) => w.renewLease(lease), [lease], true],
      ["releaseLease", (w) => w.releaseLease(lease), [lease], undefined],
      ["pin", (w) => w.pin(["a"]), [["a"]], undefined],
      ["sweep", (w) => w.sweep({ graceMs: 0 }), [{ graceMs: 0 }], { deletedFiles: 1, freedBytes: 2 }],
      ["check", (w) => w.check(), [], { readOnly: false, problems: [] }],
      ["close", (w) => w.close(), [], undefined],
    ];
  for (const [name, call, args, answer] of cases)
    it(`passes on ${name}`, async () => {
      assert.deepEqual(await call(remote), answer);
      assert.deepEqual(calls, [[name, ...args]]);
    });

  it("opens the store once", async () => {
    await Promise.all([remote.check(), remote.check()]);
    assert.equal(opens, 1);
  });

  it("tries again to open after a failure, which keeps its code", async () => {
    open = async () => {
      throw new ContexterError("store/unavailable", "not now");
    };
    await assert.rejects(
      remote.check(),
      (error) => error instanceof ContexterError && error.code === "store/unavailable",
    );
    open = async () => recordingWriter(calls);
    await remote.check();
    assert.equal(opens, 2);
  });
});

describe("withLease", () => {
  const signal = new AbortController().signal;
  const setUp = (over: Partial<StoreWriter> = {}) => {
    const calls: unknown[][] = [];
    const clock = new ManualClock();
    const options = { writer: { ...recordingWriter(calls), ...over }, clock, library: zod, version: "4.0.0" };
    return { calls, clock, options, names: () => calls.map(([name]) => name) };
  };

  it("works while it holds the lease, and gives it back", async () => {
    const { options, names, clock } = setUp();
    assert.equal(await withLease(options, async () => "done", signal), "done");
    assert.deepEqual(names(), ["acquireLease", "releaseLease"]);
    assert.equal(clock.timers, 0);
  });

  it("does nothing while another process is at it", async () => {
    const { options } = setUp({ acquireLease: async () => undefined });
    assert.equal(await withLease(options, () => assert.fail(), signal), undefined);
  });

  it("gives it back when the work fails", async () => {
    const { options, names } = setUp();
    const failing = withLease(options, () => Promise.reject(new Error("no")), signal);
    await assert.rejects(failing, /no/);
    assert.deepEqual(names(), ["acquireLease", "releaseLease"]);
  });

  it("renews it meanwhile", async () => {
    const { options, clock, names } = setUp();
    await withLease(options, async () => clock.advance(25_000), signal);
    assert.deepEqual(names(), ["acquireLease", "renewLease", "renewLease", "releaseLease"]);
  });

  it("aborts the work when the lease is lost", async () => {
    const { options, clock } = setUp({ renewLease: async () => false });
    const aborted = await withLease(
      options,
      (inner) =>
        new Promise<boolean>((resolve) => {
          inner.addEventListener("abort", () => resolve(inner.aborted));
          clock.advance(10_000);
        }),
      signal,
    );
    assert.equal(aborted, true);
  });

  it("goes on when a renewal fails in passing", async () => {
    const { options, clock } = setUp({ renewLease: () => Promise.reject(new Error("busy")) });
    const work = async (inner: AbortSignal) => {
      clock.advance(10_000);
      await Promise.resolve();
      return inner.aborted;
    };
    assert.equal(await withLease(options, work, signal), false);
  });

  it("passes the caller's cancellation on", async () => {
    const { options } = setUp();
    assert.equal(await withLease(options, async (inner) => inner.aborted, AbortSignal.abort()), true);
  });
});
