/** What the editor says about one document's hover settings. */
export interface HoverSwitches {
  readonly enabled: boolean;
  readonly imports: boolean;
  readonly dependencies: boolean;
}

export interface HoverPlace {
  /** Path of the document, `/` separated. */
  readonly path: string;
  readonly lineText: string;
  readonly character: number;
}

export function isManifest(path: string): boolean {
  return path.endsWith("/package.json");
}

/** True if a hover here may be asked for at all; the switches are the user's, per language where the editor allows. */
export function hoverWanted(switches: HoverSwitches, place: HoverPlace): boolean {
  if (isManifest(place.path)) return switches.dependencies;
  if (!isImportSpecifier(place.lineText, place.character)) return switches.enabled;
  return switches.enabled && switches.imports;
}

/** True if the character lies in the string of `from "…"`, `import "…"`, `import("…")` or `require("…")`. */
export function isImportSpecifier(lineText: string, character: number): boolean {
  for (const match of lineText.matchAll(/\b(?:from|import|require)\s*\(?\s*(["'`])/g)) {
    const start = match.index + match[0].length;
    const end = lineText.indexOf(match[1] ?? "", start);
    if (character >= start && (end < 0 || character <= end)) return true;
  }
  return false;
}
