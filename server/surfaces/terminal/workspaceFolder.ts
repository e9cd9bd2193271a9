import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ContexterError } from "../../errors.ts";

/** A folder as the user named it, absolute. @throws ContexterError `workspace/not-a-folder` */
export async function namedWorkspace(folder: string, cwd: string): Promise<string> {
  const path = resolve(cwd, folder);
  const found = await stat(path).catch(() => undefined); // whatever the reason, it is no folder that can be read
  if (!found?.isDirectory()) throw new ContexterError("workspace/not-a-folder", `${path} is not a folder`);
  return path;
}
