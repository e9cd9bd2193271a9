import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../server/platform/clock.ts";
import type { Disposable } from "../../server/platform/disposable.ts";
import {
  type FolderEvent,
  systemPorts,
  type WatchPorts,
  watchWorkspace,
} from "../../server/workspace/watchWorkspace.ts";
import { ManualClock } from "../support/manualClock.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { writeTree } from "../support/tree.ts";

describe("watchWorkspace", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let watching: Disposable | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
    writeTree(folder.path, { "package.json": {}, "src/index.ts": "" });
  });
  afterEach(() => {
    watching?.dispose();
    folder.remove();
  });
  const at = (path: string) => join(folder.path, path);
  const paths = () => ["package.json", "package-lock.json", "node_modules", "node_modules/.package-lock.json"].map(at);

  describe("on a real disk", () => {
    const changes = () => {
      const events = new EventEmitter();
      watching = watchWorkspace(paths(), () => events.emit("change"), {
        ...systemClock,
        after: (_, run) => systemClock.after(20, run),
      });
      return () => once(events, "change");
    };
    it("sees a manifest that is saved", async () => {
      const changed = changes()();
      writeFileSync(at("package.json"), "{ }");
      await changed;
    });
    it("sees a manifest that is replaced", async () => {
      const changed = changes()();
      writeFileSync(at("package.json.tmp"), "{ }");
      renameSync(at("package.json.tmp"), at("package.json"));
      await changed;
    });
    it("sees a lock file appear", async () => {
      const changed = changes()();
      writeFileSync(at("package-lock.json"), "{}");
      await changed;
    });
    it("sees the first installation, and the next ones", async () => {
      const next = changes();
      let changed = next();
      mkdirSync(at("node_modules"));
      await changed;
      changed = next();
      mkdirSync(at("node_modules/zod"));
      await changed;
      changed = next();
      writeFileSync(at("node_modules/.package-lock.json"), "{}");
      await changed;
    });
    it("sees node_modules go away and come back", async () => {
      mkdirSync(at("node_modules"));
      const next = changes();
      let changed = next();
      rmSync(at("node_modules"), { recursive: true });
      await changed;
      changed = next();
      mkdirSync(at("node_modules"));
      await changed;
      changed = next();
      mkdirSync(at("node_modules/zod"));
      await changed;
    });
  });

  describe("by its rules", () => {
    /** Folders that are watched, by their way in. */
    const fakes = (over: Partial<WatchPorts> = {}) => {
      const watched = new Map<string, { event: (event: FolderEvent) => void; error: () => void }>();
      const polled = new Map<string, () => void>();
      const ports: WatchPorts = {
        watchFolder: (path, event, error) => {
          watched.set(path, { event, error });
          return { dispose: () => watched.delete(path) };
        },
        pollFile: (path, intervalMs, onChange) => {
          assert.equal(intervalMs, 5_000);
          polled.set(path, onChange);
          return { dispose: () => polled.delete(path) };
        },
        ...over,
      };
      const clock = new ManualClock();
      let count = 0;
      watching = watchWorkspace(paths(), () => count++, clock, ports);
      const fire = (path: string, name: string | undefined, kind: FolderEvent["kind"] = "change") =>
        watched.get(path)?.event({ kind, name });
      return { watched, polled, clock, fire, count: () => count };
    };

    it("waits until a burst has ended", () => {
      const { fire, clock, count } = fakes();
      fire(folder.path, "package.json");
      clock.advance(299);
      fire(folder.path, "package.json");
      clock.advance(299);
      assert.equal(count(), 0);
      clock.advance(1);
      assert.equal(count(), 1);
    });
    it("overlooks other files", () => {
      const { fire, clock, count } = fakes();
      fire(folder.path, "README.md");
      fire(folder.path, "src", "rename");
      clock.advance(1000);
      assert.equal(count(), 0);
    });
    it("takes an event without a name for any", () => {
      const { fire, clock, count } = fakes();
      fire(folder.path, undefined);
      clock.advance(1000);
      assert.equal(count(), 1);
    });
    it("overlooks caches inside node_modules", () => {
      mkdirSync(at("node_modules"));
      const { fire, clock, count } = fakes();
      fire(at("node_modules"), ".vite", "rename");
      fire(at("node_modules"), "zod", "change");
      clock.advance(1000);
      assert.equal(count(), 0);
    });
    it("watches a folder from when it exists", () => {
      const { watched, fire, clock } = fakes();
      assert.deepEqual([...watched.keys()], [folder.path]);
      mkdirSync(at("node_modules"));
      fire(folder.path, "node_modules", "rename");
      clock.advance(300);
      assert.deepEqual([...watched.keys()], [folder.path, at("node_modules")]);
    });
    it("lets go of a folder that went away", () => {
      mkdirSync(at("node_modules"));
      const { watched, clock } = fakes();
      rmSync(at("node_modules"), { recursive: true });
      watched.get(at("node_modules"))?.error();
      clock.advance(300);
      assert.deepEqual([...watched.keys()], [folder.path]);
    });
    it("polls where the system cannot watch", () => {
      const { polled, clock, count } = fakes({
        watchFolder: () => {
          throw new Error("ENOSPC");
        },
      });
      assert.deepEqual([...polled.keys()].sort(), ["node_modules", "package-lock.json", "package.json"].map(at));
      polled.get(at("package.json"))?.();
      clock.advance(300);
      assert.equal(count(), 1);
    });
    it("polls when a watch breaks", () => {
      const { watched, polled } = fakes();
      watched.get(folder.path)?.error();
      assert.equal(polled.has(at("package.json")), true);
      assert.equal(watched.size, 0);
    });
    it("is silent once it is disposed", () => {
      const { fire, watched, clock, count } = fakes();
      const late = watched.get(folder.path);
      fire(folder.path, "package.json");
      watching?.dispose();
      late?.event({ kind: "change", name: "package.json" });
      late?.error();
      clock.advance(1000);
      assert.equal(count(), 0);
      assert.equal(watched.size, 0);
    });
  });

  it("polls real files", async () => {
    const events = new EventEmitter();
    const changed = once(events, "change");
    const polling = systemPorts.pollFile(at("package.json"), 10, () => events.emit("change"));
    // a change before the first look cannot be seen, so the file keeps changing until one is
    const writing = setInterval(() => appendFileSync(at("package.json"), " "), 5);
    await changed;
    clearInterval(writing);
    polling.dispose();
  });
});
