/** Where a version range says that a package comes from. */
export type Origin =
  /** The registry. */
  | "registry"
  /** A folder of this workspace or machine, linked. */
  | "link"
  /** A folder or archive that the manager copies or links into `node_modules`. */
  | "file"
  /** A git repository or a URL. */
  | "remote";

export interface Wanted {
  readonly origin: Origin;
  /** The real name behind an alias (`npm:real@1`). */
  readonly realName?: string;
  /** The range without protocol and alias. */
  readonly range: string;
}

const ALIAS = /^npm:((?:@[^/@]+\/)?[^/@]+)(?:@(.*))?$/;

/** Reads a dependency's range as it stands in a manifest. */
export function parseWanted(wanted: string): Wanted {
  const text = wanted.trim();
  const alias = ALIAS.exec(text);
  // `npm:^1.2.3` (yarn) is a range, not a name
  if (alias && !/^[\^~<>=*\d]/.test(alias[1] ?? "")) {
    return { origin: "registry", realName: alias[1] ?? "", range: alias[2] ?? "*" };
  }
  if (/^(?:workspace|link|portal):/.test(text)) return { origin: "link", range: text };
  if (/^(?:file|exec):|^\.{0,2}\/|^~\/|^[a-zA-Z]:[\\/]/.test(text)) return { origin: "file", range: text };
  if (/^(?:git(?:\+\w+)?|https?|ssh|github|gitlab|bitbucket|gist|jsr):/.test(text))
    return { origin: "remote", range: text };
  if (/^[\w.-]+@[\w.-]+:/.test(text) || /^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(text))
    return { origin: "remote", range: text };
  return { origin: "registry", range: text.replace(/^npm:/, "") };
}
