import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new empty folder; `remove` takes it away with all that is in it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "contexter-test-")));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
