import type { Assets } from "../../server/platform/assets.ts";

/** Built by `npm run build`. */
export const assets: Assets = { folder: new URL("../../dist/assets/", import.meta.url) };
