import type { Settings } from "../../shared/settings.ts";
import type { SearchIndex } from "../index/searchIndex.ts";
import type { EmbeddingModel } from "../model/embedding.ts";
import type { Log } from "../platform/log.ts";
import type { Answers } from "./answer.ts";
import type { OpenGenerations } from "./openGenerations.ts";
import type { StoreHalves } from "./storeHalves.ts";
import type { Workspaces } from "./workspaces.ts";

/** What the parts of the engine share; each takes what it needs of it. */
export interface Parts {
  /** Those that hold now. */
  readonly settings: () => Settings;
  readonly store: StoreHalves;
  readonly index: SearchIndex;
  readonly model: EmbeddingModel;
  readonly open: OpenGenerations;
  readonly spaces: Workspaces;
  readonly answers: Answers;
  readonly log: Log;
}
