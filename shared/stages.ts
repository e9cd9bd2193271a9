/** The pipeline's stages in the order in which data passes them; folder names under `server/` and the stage part of error codes. */
export const STAGES = [
  "workspace",
  "sources",
  "download",
  "dedupe",
  "store",
  "chunk",
  "embed",
  "index",
  "search",
  "surfaces",
] as const;

export type Stage = (typeof STAGES)[number];
