import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../../scripts/testing/run.ts";

/** Where pictures of this run go; the documents' own are only replaced when asked for. */
export function pictureFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.UPDATE_IMAGES === "1" ? join(root, "docs", "images") : join(root, "coverage", "images");
}

/** Saves what the window shows as NAME.png. @returns the file's path */
export async function savePicture(page: Page, name: string, folder = pictureFolder()): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  // A click may have scrolled the frames of the workbench by a few pixels.
  const frames =
    "html, body, .monaco-workbench, [class*=monaco-grid], .monaco-split-view2, .split-view-container, .split-view-view";
  await page.evaluate(`for (const part of document.querySelectorAll("${frames}")) part.scrollTo(0, 0)`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  return path;
}
