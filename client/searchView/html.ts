/** Addresses of what the page loads, as the editor hands them out. */
export interface PageSources {
  readonly cspSource: string;
  readonly script: string;
  readonly styles: readonly string[];
  readonly codicons: string;
  readonly nonce: string;
}

/**
 * The page of the search view. Nothing may run or load that is not ours: no inline script or style, no image, no frame,
 * no connection. The script is a module whose chunks come from the same place, which `cspSource` covers.
 */
export function searchPage(sources: PageSources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${sources.nonce}' ${sources.cspSource}`,
    `style-src ${sources.cspSource}`,
    `font-src ${sources.cspSource}`,
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const styles = sources.styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("\n  ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Contexter Search</title>
  <link rel="stylesheet" href="${sources.codicons}" id="vscode-codicon-stylesheet">
  ${styles}
</head>
<body>
  <div id="app"></div>
  <script type="module" nonce="${sources.nonce}" src="${sources.script}"></script>
</body>
</html>`;
}
