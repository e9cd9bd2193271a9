export interface WorkbenchPage {
  readonly port: number;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** A file to open, relative to the folder, with the cursor at a line and column, both from 1. */
  readonly file?: { readonly path: string; readonly line?: number; readonly column?: number };
  readonly token?: string;
  /** Further keys of the workbench's payload; some need the server's `--enable-smoke-test-driver`. */
  readonly payload?: readonly (readonly [key: string, value: string])[];
}

/** Address of a file on the server, as the page's payload names it: the authority is exactly the page's own. */
export const remoteUri = (port: number, path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;

/** Address of the browser workbench with a folder and perhaps a file open. */
export function workbenchUrl({ port, folder, file, token, payload = [] }: WorkbenchPage): string {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (token !== undefined) url.searchParams.set("tkn", token);
  url.searchParams.set("folder", folder);
  const opening: (readonly [string, string])[] = [["skipWelcome", "true"]];
  if (file) {
    const place = `${folder}/${file.path}:${file.line ?? 1}:${file.column ?? 1}`;
    opening.push(["openFile", remoteUri(port, place)], ["gotoLineMode", "true"]);
  }
  url.searchParams.set("payload", JSON.stringify([...opening, ...payload]));
  return url.href;
}
