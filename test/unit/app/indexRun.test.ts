import assert from "node:assert/strict";
import { type IndexRunPorts, indexRun } from "../../../server/app/indexRun.ts";
import { ContexterError } from "../../../server/errors.ts";
import type { Generation, SegmentInfo } from "../../../server/model/generation.ts";
import { type Dependency, libraryId, libraryName } from "../../../server/model/library.ts";
import { recipe } from "../../../server/pipeline.ts";
import { silentLog } from "../../../server/platform/log.ts";
import type { StoreWriter } from "../../../server/store/store.ts";
import type { IndexOptions } from "../../../server/surfaces/engine.ts";
import { ManualClock } from "../../support/manualClock.ts";

const MODEL = "fake-model";

function dependency(name: string, over: Partial<Dependency> = {}): Dependency {
  return {
    library: libraryId(name),
    name,
    wanted: "^1.0.0",
    group: "prod",
    manifest: "/w/package.json",
    line: 3,
    state: "installed",
    version: "1.0.0",
    packages: [{ name, version: "1.0.0", directory: `/w/node_modules/${name}` }],
    private: false,
    ...over,
  };
}

function info(library: Dependency["library"], over: Partial<SegmentInfo> = {}): SegmentInfo {
  const name = libraryName(library);
  const packages = [{ name, version: "1.0.0", description: "", dependencies: [], entryPoints: [] }];
  const counts = { sections: 3, passages: 4, symbols: 0, rawBytes: 10 };
  return { library, version: "1.0.0", digest: "d", ...recipe({ id: MODEL }), packages, ...counts, ...over };
}

/** A store and a pool in memory; what a case does not say goes well. */
class World {
  readonly clock = new ManualClock();
  readonly entered = new Map<string, Generation>();
  readonly built: string[] = [];
  readonly failures: string[] = [];
  readonly aborter = new AbortController();
  /** How often a library's lease is refused. */
  readonly refusals = new Map<string, number>();
  /** Libraries whose build throws. */
  readonly broken = new Map<string, Error>();
  sections = 3;
  renews = true;
  onBuild: (library: string) => void = () => undefined;
  onOthersMoved: () => void = () => undefined;
  isWhole = true;

  enter(segment: SegmentInfo): Generation {
    const generation = { id: this.entered.size + 1, info: segment, segment: "x", segmentBytes: 1, indexedAt: "" };
    this.entered.set(segment.library, generation);
    return generation;
  }

  run(dependencies: readonly Dependency[], options: IndexOptions = {}) {
    return indexRun(this.#ports(), dependencies, options, this.aborter.signal);
  }

  #ports(): IndexRunPorts {
    return {
      writer: this.#writer(),
      pool: { run: (_, payload, options) => this.#build(payload as never, options?.signal) as never },
      modelId: MODEL,
      workers: 1,
      clock: this.clock,
      log: silentLog,
      read: { maxFileSizeBytes: 1, changelogVersions: 1 },
      find: ({ library }) => this.entered.get(library),
      isWhole: () => this.isWhole,
      onProgress: () => undefined,
      othersMoved: async () => this.onOthersMoved(),
    };
  }

  async #build({ library }: { readonly library: Dependency["library"] }, signal?: AbortSignal) {
    const name = libraryName(library);
    this.onBuild(name);
    await Promise.resolve();
    signal?.throwIfAborted();
    const failure = this.broken.get(name);
    if (failure) throw failure;
    this.built.push(name);
    return { info: info(library, { sections: this.sections }), sizeBytes: 1, problems: [] };
  }

  #writer(): StoreWriter {
    const done = async () => undefined;
    const writer: Partial<StoreWriter> = {
      acquireLease: async (library, version) => {
        const left = this.refusals.get(libraryName(library)) ?? 0;
        this.refusals.set(libraryName(library), left - 1);
        return left > 0 ? undefined : { library, version, token: "t" };
      },
      renewLease: async () => this.renews,
      releaseLease: done,
      temporaryPath: async () => "/tmp/x",
      enter: async (finished) => this.enter(finished.info),
      clearFailure: done,
      recordFailure: async ({ library, code }) => void this.failures.push(`${libraryName(library)} ${code}`),
    };
    return writer as StoreWriter;
  }
}

describe("indexRun", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  const both = [dependency("teapot"), dependency("kettle")];

  it("builds what is missing", async () => {
    const { total, built, cancelled } = await world.run(both);
    assert.deepEqual({ total, built, cancelled }, { total: 2, built: 2, cancelled: false });
    assert.deepEqual(world.built, ["teapot", "kettle"]);
  });
  it("leaves what is up to date", async () => {
    world.enter(info(libraryId("teapot")));
    const { built, upToDate } = await world.run(both);
    assert.deepEqual({ built, upToDate }, { built: 1, upToDate: 1 });
  });
  for (const [what, over] of [
    ["another chunker", { chunker: "old" }],
    ["another tokenizer", { tokenizer: "old" }],
    ["another model", { model: "old" }],
    ["other packages", { packages: [] }],
  ] as const)
    it(`builds again what was made of ${what}`, async () => {
      world.enter(info(libraryId("teapot"), over));
      assert.equal((await world.run([dependency("teapot")])).built, 1);
    });
  it("builds again what it is told to", async () => {
    world.enter(info(libraryId("teapot")));
    assert.equal((await world.run([dependency("teapot")], { force: true })).built, 1);
  });
  it("builds again what it is told to check and finds damaged", async () => {
    world.enter(info(libraryId("teapot")));
    assert.equal((await world.run([dependency("teapot")], { check: true })).upToDate, 1);
    world.isWhole = false;
    assert.equal((await world.run([dependency("teapot")], { check: true })).built, 1);
  });
  it("builds a library once that is named twice", async () => {
    assert.equal((await world.run([dependency("teapot"), dependency("teapot")])).total, 1);
  });
  it("counts what has no documentation apart", async () => {
    world.sections = 0;
    const { built, empty } = await world.run([dependency("teapot")]);
    assert.deepEqual({ built, empty }, { built: 0, empty: 1 });
  });
  it("notes what is not installed, and skips it", async () => {
    const problem = { code: "workspace/not-installed", message: "not there" } as const;
    const { skipped, problems } = await world.run([dependency("teapot", { state: "missing", problem, packages: [] })]);
    assert.deepEqual(
      [skipped, problems.map(({ code, library }) => `${library} ${code}`)],
      [1, ["teapot workspace/not-installed"]],
    );
  });
  it("builds only the libraries that are named, and fails for one that is none", async () => {
    const { built, failed, problems } = await world.run(both, { libraries: ["kettle", "coffee"] });
    assert.deepEqual({ built, failed }, { built: 1, failed: 1 });
    assert.equal(problems[0]?.code, "store/library-unknown");
  });
  it("records a failure and goes on", async () => {
    world.broken.set("teapot", new ContexterError("index/worker-died", "out of memory"));
    const { built, failed } = await world.run(both);
    assert.deepEqual({ built, failed }, { built: 1, failed: 1 });
    assert.deepEqual(world.failures, ["teapot index/worker-died"]);
  });
  it("counts an abortion that nobody wanted as a failure", async () => {
    world.broken.set("teapot", new DOMException("strange", "AbortError"));
    assert.equal((await world.run(both)).failed, 1);
  });

  it("waits for what another process builds", async () => {
    world.refusals.set("teapot", 2);
    world.onOthersMoved = () => world.enter(info(libraryId("teapot")));
    const { built, upToDate } = await world.run(both);
    assert.deepEqual({ built, upToDate }, { built: 1, upToDate: 1 });
    assert.deepEqual(world.built, ["kettle"]);
  });
  it("takes over what another process has left", async () => {
    world.refusals.set("teapot", 3);
    assert.equal((await world.run(both)).built, 2);
    assert.deepEqual(world.built, ["kettle", "teapot"]);
  });
  it("ends with a failure of what it has taken over", async () => {
    world.refusals.set("teapot", 1);
    world.broken.set("teapot", new Error("broken there too"));
    const { built, failed } = await world.run(both);
    assert.deepEqual({ built, failed }, { built: 1, failed: 1 });
  });
  it("stops waiting when it is cancelled", async () => {
    world.refusals.set("teapot", Number.POSITIVE_INFINITY);
    world.onOthersMoved = () => world.aborter.abort();
    const { built, cancelled, failed } = await world.run(both);
    assert.deepEqual({ built, cancelled, failed }, { built: 1, cancelled: true, failed: 0 });
  });
  it("leaves a library to the process that took its lease over", async () => {
    world.renews = false;
    world.onBuild = () => world.clock.advance(15_000);
    world.onOthersMoved = () => world.enter(info(libraryId("teapot")));
    const { upToDate, failed } = await world.run([dependency("teapot")]);
    assert.deepEqual({ upToDate, failed }, { upToDate: 1, failed: 0 });
    assert.deepEqual(world.failures, []);
  });
  it("keeps what was finished when it is cancelled", async () => {
    world.onBuild = (library) => library === "kettle" && world.aborter.abort();
    const { built, failed, cancelled } = await world.run([...both, dependency("mug")]);
    assert.deepEqual({ built, failed, cancelled }, { built: 1, failed: 0, cancelled: true });
    assert.deepEqual([...world.entered.keys()], [libraryId("teapot")]);
    assert.deepEqual(world.failures, []);
  });
});
