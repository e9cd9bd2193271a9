import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { openApp } from "../../server/app.ts";
import { silentLog } from "../../server/platform/log.ts";
import { DEFAULT_SETTINGS } from "../../shared/settings.ts";
import { assets } from "../support/assets.ts";
import { installWorkspace } from "../support/installedWorkspace.ts";
import { BUILT_SERVER, LanguageServer } from "../support/languageServer.ts";
import { randomNumbers } from "../support/randomNumbers.ts";
import { inspectStore, type StoreContents } from "../support/storeInspection.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { hasTestPackages } from "../support/testEngine.ts";

/** `npm run test:crash` asks for more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 20);
const SEED = Number(process.env.CRASH_SEED ?? 1);
/** After so many a run is left alone; kills that only ever hit the last library show nothing new. */
const KILLS_A_STORE = 5;
/** Between two events of a run, which are so far apart at the most, an instant is drawn too. */
const MOST_AFTER_EVENT_MS = 40;

const LIBRARIES = [
  "axios",
  "chokidar",
  "commander",
  "nock",
  "p-limit",
  "pino",
  "piscina",
  "winston",
  "ws",
  "yup",
  "zustand",
];
const unaborted = new AbortController().signal;

/** A moment of a run: after so many of its events, and then so much later. */
interface Instant {
  readonly event: number;
  readonly afterMs: number;
}

const suite = hasTestPackages && existsSync(BUILT_SERVER) ? describe : describe.skip;
suite(`a sidecar killed while it indexes (${KILLS} times, seed ${SEED})`, function () {
  this.timeout(30_000 + KILLS * 10_000);
  const folder = temporaryFolder();
  const workspace = join(folder.path, "workspace");
  const random = randomNumbers(SEED);
  let undisturbed: StoreContents;
  let events: number;
  let kills = 0;
  let stores = 0;

  const start = (dataDir: string) => LanguageServer.start({ workspace, dataDir, script: BUILT_SERVER });

  before(async () => {
    installWorkspace(workspace, LIBRARIES);
    const dataDir = join(folder.path, "undisturbed");
    const server = await start(dataDir);
    await server.untilReady();
    events = server.statuses.length;
    await server.stop();
    undisturbed = await inspectStore(dataDir);
  });
  after(() => folder.remove());

  /** @returns false if the run had ended before */
  async function killAt(server: LanguageServer, { event, afterMs }: Instant): Promise<boolean> {
    const ended = () => server.statuses.some(({ state }) => state === "ready" || state === "problem");
    await server.until(() => server.statuses.length >= event || ended());
    await new Promise((resolve) => setTimeout(resolve, afterMs)); // the instant itself, not a wait for anything
    const hadEnded = ended();
    await server.kill();
    return !hadEnded;
  }

  /** A fresh engine opens the store without complaint and finds what was finished. */
  async function check(dataDir: string): Promise<ReadonlySet<string>> {
    const engine = await openApp({
      workspaces: [workspace],
      settings: DEFAULT_SETTINGS,
      dataDir,
      assets,
      workerScript: new URL("../../server/worker.ts", import.meta.url),
      log: silentLog,
    });
    try {
      assert.deepEqual((await engine.status()).problems, []);
      const { digests, problems } = await inspectStore(dataDir);
      assert.deepEqual(problems, []);
      for (const [library, digest] of digests) {
        assert.equal(digest, undisturbed.digests.get(library), `${library} as in an undisturbed run`);
        const { results } = await engine.search({ query: `${library} usage`, libraries: [library] }, unaborted);
        assert.ok(results.length > 0, `${library} is found`);
      }
      return new Set(digests.keys());
    } finally {
      await engine.end();
    }
  }

  /** Runs and kills, until a run reaches its end. */
  async function untilComplete(dataDir: string): Promise<void> {
    let finished: ReadonlySet<string> = new Set();
    for (let run = 1; ; run += 1) {
      // What is up to date makes one event, at the beginning of the run.
      const left = finished.size + (events / LIBRARIES.length) * (LIBRARIES.length - finished.size);
      const instant = { event: Math.floor(random() * left), afterMs: random() * MOST_AFTER_EVENT_MS };
      const server = await start(dataDir);
      const isKilled = run <= KILLS_A_STORE && kills < KILLS && (await killAt(server, instant));
      if (isKilled) kills += 1;
      else if (server.isRunning) {
        await server.untilReady();
        await server.stop();
      }
      for (const library of finished)
        assert.deepEqual(server.logged(`indexed library=${library} `), [], `${library} is not built again`);
      const now = await check(dataDir);
      for (const library of finished) assert.ok(now.has(library), `${library} is still there`);
      finished = now;
      if (finished.size === LIBRARIES.length && !isKilled) return;
    }
  }

  it("opens its store every time, keeps what was finished and goes on", async () => {
    while (kills < KILLS) {
      stores += 1;
      const dataDir = join(folder.path, `store-${stores}`);
      await untilComplete(dataDir);
      const { digests, temporaries } = await inspectStore(dataDir);
      assert.deepEqual(digests, undisturbed.digests);
      assert.deepEqual(temporaries, []);
    }
    console.log(`      ${kills} kills over ${stores} stores`);
  });
});
