import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { segmentInfoReader } from "../../server/app/readSegmentInfo.ts";
import { passageTexts } from "../../server/embed/passageText.ts";
import { openStaticModel, type StaticModel } from "../../server/embed/staticModel.ts";
import { openHash } from "../../server/index/hash.ts";
import { buildSegment, type Hash } from "../../server/index/segment/build.ts";
import { Tokenizer } from "../../server/index/terms.ts";
import { recipe } from "../../server/pipeline.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog } from "../../server/platform/log.ts";
import { openStore } from "../../server/store/openStore.ts";
import type { Store } from "../../server/store/store.ts";
import type { Place } from "./bench.ts";
import { installCorpus } from "./corpora.ts";
import { type CutLibrary, cutLibrary, installedLibraries, never } from "./libraries.ts";
import { distinctQueries, judgedQueries } from "./queries.ts";
import { countWords, cutTo, substitute, substitutes } from "./substitution.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const SEED = 20_000;
/** Queries that are measured, and those before them that warm up. */
export const QUERIES = { measured: 1_000, warmUp: 300 } as const;

/** A store of a given size, with queries that its sections suggest. */
export interface ScaledStore {
  readonly dataDir: string;
  /** All distinct; the first `QUERIES.warmUp` are for warming up. */
  readonly queries: readonly string[];
}

/**
 * A store of so many real sections of the pinned libraries. Beyond what they have it holds copies of them under other names, with half
 * of the words exchanged. Kept until something that makes it changes.
 */
export async function scaledStore(sections: number, place: Place): Promise<ScaledStore> {
  const workspace = await installCorpus("libraries", place);
  const folder = join(place.cache, "stores", String(sections));
  const dataDir = join(folder, "data");
  const made = digest();
  const queriesFile = join(folder, "queries.json");
  if ((await readFile(join(folder, "made"), "utf8").catch(() => "")) !== made) {
    place.note(`building a store of ${sections.toLocaleString("en-US")} sections`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });
    const queries = await build(workspace, sections, dataDir, place);
    await writeFile(queriesFile, JSON.stringify(queries));
    await writeFile(join(folder, "made"), made);
  }
  return { dataDir, queries: z.array(z.string()).parse(JSON.parse(await readFile(queriesFile, "utf8"))) };
}

/** Of everything that decides what lies in such a store. */
function digest(): string {
  const patterns = [
    "server/{sources,chunk,embed,index,model,workspace}/**/*.ts",
    "server/store/*.ts",
    "bench/support/{scaledStore,substitution,queries,libraries,random}.ts",
  ];
  const files = globSync([...patterns, "bench/corpora.json", "test/eval/*/queries.jsonl"], { cwd: root }).sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

async function build(workspace: string, sections: number, dataDir: string, place: Place): Promise<readonly string[]> {
  const base: CutLibrary[] = [];
  for (const dependency of await installedLibraries(workspace)) base.push(await cutLibrary(dependency));
  const words = countWords(base.map(({ chunks }) => chunks));
  const writer = await StoreBuilder.open(dataDir, place);
  let left = sections;
  for (let copy = 0; left > 0; copy++) {
    const other = copy === 0 ? undefined : substitutes(words, SEED + copy);
    for (const library of base) {
      if (left === 0) break;
      const chunks = cutTo(library.chunks, left);
      left -= chunks.sections.length;
      await writer.add(other ? copied({ ...library, chunks }, other, copy) : { ...library, chunks });
    }
  }
  await writer.close();
  const { warmUp, measured } = QUERIES;
  const texts = base.flatMap(({ chunks }) => chunks.sections).slice(0, sections);
  return distinctQueries(texts, judgedQueries(), warmUp + measured, SEED);
}

function copied({ info, chunks }: CutLibrary, words: ReadonlyMap<string, string>, copy: number): CutLibrary {
  const suffix = `-${copy + 1}`;
  const packages = info.packages.map((each) => ({ ...each, name: each.name + suffix }));
  const library: CutLibrary["info"]["library"] = `${info.library}${suffix}`;
  return {
    info: { ...info, library, packages, digest: info.digest + suffix },
    chunks: substitute(chunks, words, suffix),
  };
}

/** The stages behind chunking, without workers. */
class StoreBuilder {
  readonly #store: Store;
  readonly #model: StaticModel;
  readonly #hash: Hash;
  readonly #tokenizer = new Tokenizer();

  private constructor(store: Store, model: StaticModel, hash: Hash) {
    this.#store = store;
    this.#model = model;
    this.#hash = hash;
  }

  static async open(dataDir: string, { program }: Place): Promise<StoreBuilder> {
    const hash = await openHash();
    const readSegmentInfo = segmentInfoReader(hash);
    const store = await openStore({ dataDir, clock: systemClock, log: silentLog, readSegmentInfo });
    return new StoreBuilder(store, await openStaticModel({ folder: assetsOf(program) }), hash);
  }

  async add({ info, chunks }: CutLibrary): Promise<void> {
    const vectors = await this.#model.embedPassages(passageTexts(chunks.sections), never);
    const whole = { ...info, ...recipe(this.#model) };
    const segment = buildSegment({ info: whole, chunks, vectors }, this.#tokenizer, this.#hash);
    const temporary = await this.#store.writer.temporaryPath();
    await writeFile(temporary, segment);
    const counts = {
      sections: chunks.sections.length,
      passages: vectors.scales.length,
      symbols: chunks.symbols.symbols.length,
    };
    await this.#store.writer.enter({ info: { ...whole, ...counts }, temporary });
  }

  async close(): Promise<void> {
    await this.#store.writer.close();
    this.#store.dispose();
  }
}

/** Where the built program has its model, kernel and grammars. */
export function assetsOf(program: string): URL {
  return new URL(`file://${join(program, "dist", "assets")}/`);
}
