// A process of its own on a store, told what to do over IPC: one command at a time, one answer each.
import { appendFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { libraryId } from "../../../server/model/library.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { enterFake, readFakeSegment, segmentInfo } from "./fakeSegments.ts";

const Command = z.discriminatedUnion("do", [
  z.object({ do: z.literal("enter"), name: z.string(), version: z.string(), digest: z.string() }),
  /** Enters generation after generation of `name`, telling each, until it is killed. */
  z.object({ do: z.literal("enterForEver"), name: z.string() }),
  z.object({ do: z.literal("lease"), name: z.string(), version: z.string() }),
  z.object({ do: z.literal("pin"), segments: z.array(z.string()) }),
  z.object({ do: z.literal("list") }),
  z.object({ do: z.literal("sweep") }),
  z.object({ do: z.literal("halfWrite") }),
  z.object({ do: z.literal("problems") }),
]);
export type StoreCommand = z.infer<typeof Command>;

const [, , dataDir = "", readOnly] = process.argv;
const store = await openStore({
  dataDir,
  readOnly: readOnly === "readOnly",
  clock: systemClock,
  log: silentLog,
  readSegmentInfo: readFakeSegment,
}).catch((error: unknown) => {
  process.send?.({ error: String(error) });
  throw error;
});
const tell = (answer: unknown) => process.send?.(answer);

async function answer(command: StoreCommand): Promise<unknown> {
  switch (command.do) {
    case "enter":
      return enterFake(store.writer, segmentInfo(command.name, command.version, { digest: command.digest }));
    case "enterForEver":
      for (let n = 1; ; n += 1) {
        await enterFake(store.writer, segmentInfo(command.name, `1.${n % 5}.0`, { digest: `d${n}`, symbols: n }));
        if (n % 3 === 0) await store.writer.sweep({ graceMs: 0 });
        tell({ entered: n });
      }
    case "lease":
      return (await store.writer.acquireLease(libraryId(command.name), command.version, 600_000)) ?? null;
    case "pin":
      return store.writer.pin(command.segments);
    case "list":
      return store.generations().map(({ info, segment }) => ({ version: info.version, digest: info.digest, segment }));
    case "sweep":
      return store.writer.sweep({ graceMs: 0 });
    case "halfWrite": {
      const path = await store.writer.temporaryPath();
      writeFileSync(path, "{");
      appendFileSync(path, '"library":');
      return path;
    }
    case "problems":
      return store.problems.map(({ code }) => code);
  }
}

process.on("message", async (message) => tell({ answer: (await answer(Command.parse(message))) ?? null }));
process.on("disconnect", () => store.dispose());
tell({ answer: "open" });
