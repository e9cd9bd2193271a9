import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import { ContexterError, isAbort } from "../../server/errors.ts";
import { type Log, silentLog } from "../../server/platform/log.ts";
import { serveTasks, TaskPort } from "../../server/platform/taskPort.ts";
import { WorkerPool, type WorkerPoolOptions } from "../../server/platform/workers.ts";
import { ManualClock } from "../support/manualClock.ts";
import type { SampleTasks } from "../support/workers/sampleTasks.ts";

const script = new URL("../support/workers/sampleWorker.ts", import.meta.url);

describe("worker pool", () => {
  let clock: ManualClock;
  let pool: WorkerPool<SampleTasks>;

  const start = (options: Partial<WorkerPoolOptions> = {}) => {
    pool = new WorkerPool<SampleTasks>({ script, size: 1, clock, log: silentLog, ...options });
    return pool;
  };
  /** Resolves when the pool's one worker has begun a task that ends only by cancelling. */
  const occupy = async () => {
    const aborter = new AbortController();
    const { promise: started, resolve } = Promise.withResolvers<unknown>();
    const result = pool.run("untilCancelled", null, { signal: aborter.signal, onProgress: resolve });
    await Promise.race([started, result]);
    return { aborter, result };
  };

  beforeEach(() => {
    clock = new ManualClock();
  });

  afterEach(async () => {
    const ended = pool.end();
    clock.advance(5000);
    await ended;
  });

  it("runs a task and gives its result", async () => {
    assert.equal(await start().run("echo", "hello"), "hello");
  });

  it("starts no worker before there is work", () => {
    assert.equal(start({ size: 3 }).workers, 0);
  });

  it("uses a worker again", async () => {
    start({ size: 2 });
    assert.equal(await pool.run("thread", null), await pool.run("thread", null));
    assert.equal(pool.workers, 1);
  });

  it("starts as many workers as there is work for, and no more", async () => {
    start({ size: 2 });
    await Promise.all([1, 2, 3, 4].map(() => pool.run("echo", "x")));
    assert.equal(pool.workers, 2);
  });

  it("runs the most urgent task first, equal ones in the order of asking", async () => {
    start();
    const { aborter, result } = await occupy();
    const order: string[] = [];
    const asked = [
      ["late", 5],
      ["first", 1],
      ["second", 1],
      ["urgent", -1],
    ] as const;
    const done = asked.map(async ([name, priority]) => order.push(await pool.run("echo", name, { priority })));
    aborter.abort();
    await assert.rejects(result, isAbort);
    await Promise.all(done);
    assert.deepEqual(order, ["urgent", "first", "second", "late"]);
  });

  it("reports progress in order", async () => {
    const seen: number[] = [];
    assert.equal(await start().run("count", 4, { onProgress: (n) => seen.push(n) }), 4);
    assert.deepEqual(seen, [1, 2, 3, 4]);
  });

  it("carries a known failure over with its code", async () => {
    const failure = start().run("fail", "known");
    await assert.rejects(
      failure,
      (error) => error instanceof ContexterError && error.code === "embed/model-missing" && error.retryable,
    );
  });

  it("carries a bug over as a plain error with its stack", async () => {
    const failure = start().run("fail", "bug");
    await assert.rejects(
      failure,
      (error) =>
        !(error instanceof ContexterError) &&
        error instanceof Error &&
        error.message === "a bug" &&
        /sampleWorker/.test(error.stack ?? ""),
    );
  });

  it("fails a task whose result cannot be cloned", async () => {
    await assert.rejects(start().run("uncloneable", null), /could not be cloned/);
  });

  it("fails a task whose payload cannot be cloned, and goes on", async () => {
    start();
    const bad: string = Object(Symbol("not a string"));
    await assert.rejects(pool.run("echo", bad), /could not be cloned/);
    assert.equal(await pool.run("echo", "still here"), "still here");
  });

  it("moves buffers instead of copying them", async () => {
    const values = Float64Array.of(1, 2, 3);
    const doubled = await start().run("double", values, { transfer: [values.buffer] });
    assert.deepEqual([...doubled], [2, 4, 6]);
    assert.equal(values.length, 0);
  });

  it("hands over worker data", async () => {
    assert.deepEqual(await start({ workerData: { folder: "/x" } }).run("data", null), { folder: "/x" });
  });

  describe("cancelling", () => {
    it("rejects at once with the signal's reason and frees the worker", async () => {
      start();
      const { aborter, result } = await occupy();
      aborter.abort(new Error("enough"));
      await assert.rejects(result, /enough/);
      assert.equal(await pool.run("echo", "next"), "next");
      assert.equal(pool.workers, 1);
    });

    it("takes a waiting task out of the queue", async () => {
      start();
      const { aborter, result } = await occupy();
      const waiting = new AbortController();
      const never = pool.run("echo", "never", { signal: waiting.signal });
      waiting.abort();
      await assert.rejects(never, isAbort);
      aborter.abort();
      await assert.rejects(result, isAbort);
      assert.equal(await pool.run("echo", "next"), "next");
    });

    it("does not begin a task whose signal is aborted already", async () => {
      await assert.rejects(start().run("echo", "x", { signal: AbortSignal.abort() }), isAbort);
      assert.equal(pool.workers, 0);
    });
  });

  describe("a worker that dies", () => {
    const diesOf = (how: SampleTasks["die"]["payload"], message: RegExp) =>
      it(`fails its task and is replaced: ${how}`, async () => {
        start({ resourceLimits: { maxOldGenerationSizeMb: 24 } });
        const failure = pool.run("die", how);
        const next = pool.run("echo", "next");
        await assert.rejects(
          failure,
          (error) =>
            error instanceof ContexterError && error.code === "index/worker-died" && message.test(error.message),
        );
        assert.equal(await next, "next");
      });
    diesOf("exit", /exit code 7/);
    diesOf("throw", /outside any task/);
    diesOf("memory", /memory/);

    it("fails the task of a script that does not exist", async () => {
      start({ script: new URL("./missing.ts", import.meta.url) });
      await assert.rejects(
        pool.run("echo", "x"),
        (error) => error instanceof ContexterError && error.code === "index/worker-died",
      );
    });
  });

  describe("idle workers", () => {
    it("end after the idle time, and start again", async () => {
      start({ idleMs: 1000 });
      const before = await pool.run("thread", null);
      clock.advance(999);
      assert.equal(pool.workers, 1);
      clock.advance(1);
      assert.equal(pool.workers, 0);
      assert.notEqual(await pool.run("thread", null), before);
    });

    it("stay for ever if so asked", async () => {
      start({ idleMs: Number.POSITIVE_INFINITY });
      await pool.run("echo", "x");
      clock.advance(1e9);
      assert.equal(pool.workers, 1);
    });

    it("do not end while they work", async () => {
      start({ idleMs: 1000 });
      await pool.run("echo", "x");
      const { aborter, result } = await occupy();
      clock.advance(5000);
      assert.equal(pool.workers, 1);
      aborter.abort();
      await assert.rejects(result, isAbort);
    });
  });

  describe("ending", () => {
    it("fails what runs and what waits", async () => {
      start();
      const { result } = await occupy();
      const waiting = pool.run("echo", "x");
      const ended = pool.end();
      await assert.rejects(result, isAbort);
      await assert.rejects(waiting, isAbort);
      await ended;
      await assert.rejects(pool.run("echo", "x"), isAbort);
    });

    it("lets the worker finish, and logs what it prints", async () => {
      const lines: string[] = [];
      const note = (message: string, fields = {}) => lines.push(`${message} ${JSON.stringify(fields)}`);
      const log: Log = { error: note, warn: note, info: note, debug: note };
      start({ log, name: "indexer" });
      await pool.run("print", "a stray line");
      await pool.end();
      assert.ok(
        lines.some((line) => line.includes("a stray line") && line.includes("indexer")),
        lines.join("\n"),
      );
      assert.ok(lines.some((line) => line.includes("ending")));
    });

    it("stops a worker that does not end by itself", async () => {
      start();
      await pool.run("keepOpen", null);
      const ended = pool.end();
      clock.advance(2000);
      await ended;
      assert.equal(pool.workers, 0);
    });
  });
});

describe("task port", () => {
  it("serves several tasks at once over a message channel", async () => {
    const { port1, port2 } = new MessageChannel();
    const gate = Promise.withResolvers<string>();
    type Two = { slow: { payload: null; result: string }; fast: { payload: null; result: string } };
    serveTasks<Two>({ slow: () => gate.promise, fast: () => "fast" }, port2);
    const tasks = new TaskPort<Two>(port1);
    const slow = tasks.run("slow", null);
    assert.equal(await tasks.run("fast", null), "fast");
    gate.resolve("slow");
    assert.equal(await slow, "slow");
    port1.close();
  });

  it("refuses a task that nobody handles", async () => {
    const { port1, port2 } = new MessageChannel();
    serveTasks<Record<never, never>>({}, port2);
    const tasks = new TaskPort<{ other: { payload: null; result: null } }>(port1);
    await assert.rejects(tasks.run("other", null), /no task is called other/);
    port1.close();
  });

  it("ignores messages that are none of its own", async () => {
    const { port1, port2 } = new MessageChannel();
    serveTasks<{ ping: { payload: null; result: string } }>({ ping: () => "pong" }, port2);
    const tasks = new TaskPort<{ ping: { payload: null; result: string } }>(port1);
    port1.postMessage("noise");
    port2.postMessage(null);
    assert.equal(await tasks.run("ping", null), "pong");
    port1.close();
  });
});
