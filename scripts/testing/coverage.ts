import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

/** Lines of the pure parts that tests must reach, in per cent. */
export const MIN_LINES = 90;

/** True if nothing but declarations of types is left in a file: there is nothing to run, so nothing to cover. */
export function isTypesOnly(source: string): boolean {
  const code = stripTypeScriptTypes(source)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/\bexport\s*\{\s*\}\s*;?/g, "")
    .replace(/^\s*import\b[^;]*;/gm, "");
  return code.replace(/[\s;]/g, "") === "";
}

/** True for a part of the client that only the editor can run: it needs the editor's API or a browser's document; the editor suites cover it. */
export function needsEditor(file: string, source: string): boolean {
  return (
    /^import (?!type\b)[^;]*from "(?:vscode|vscode-languageclient[^"]*|lit[^"]*|@vscode-elements[^"]*|dompurify|shiki[^"]*)"/m.test(
      source,
    ) ||
    (file.startsWith("client/webview/") &&
      /\b(?:document|window|acquireVsCodeApi|HTMLElement|customElements)\b/.test(source))
  );
}

/** Files whose coverage counts: everything that runs in the server and in what is shared, and the pure parts of the client. */
export function coveredFiles(root: string): string[] {
  const files = globSync(["server/**/*.ts", "shared/**/*.ts", "client/**/*.ts"], { cwd: root }).map((file) =>
    file.replaceAll("\\", "/"),
  );
  return files
    .filter((file) => {
      const source = readFileSync(join(root, file), "utf8");
      return (
        !file.endsWith(".d.ts") && !isTypesOnly(source) && !(file.startsWith("client/") && needsEditor(file, source))
      );
    })
    .sort();
}
