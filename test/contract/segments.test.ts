import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHash } from "../../server/index/hash.ts";
import { SearchIndex } from "../../server/index/searchIndex.ts";
import { buildSegment } from "../../server/index/segment/build.ts";
import { Tokenizer } from "../../server/index/terms.ts";
import { assets } from "../support/assets.ts";
import { segmentInput } from "../support/sections.ts";
import { sectionStoreContract } from "./sectionStore.ts";

sectionStoreContract("the embedded index of segments", async (libraries) => {
  const folder = mkdtempSync(join(tmpdir(), "contexter-"));
  const hash = await openHash();
  const store = new SearchIndex(assets, hash);
  const generations = libraries.map((library, at) => {
    const path = join(folder, `${at}.seg`);
    writeFileSync(path, buildSegment(segmentInput(library, library.sections[0].package), new Tokenizer(), hash));
    store.open(at + 1, path);
    return at + 1;
  });
  return {
    store,
    generations,
    close: () => {
      for (const generation of generations) store.close(generation);
      rmSync(folder, { recursive: true });
    },
  };
});
