/**
 * A glob of a `workspaces` list as a regular expression over a `/` separated path: `*` and `?` stay inside a folder,
 * `**` crosses folders, `{a,b}` are alternatives, `[ab]` is a set.
 */
export function globToRegExp(glob: string): RegExp {
  let source = "";
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at] ?? "";
    if (glob.startsWith("**/", at)) {
      source += "(?:[^/]+/)*";
      at += 2;
    } else if (glob.startsWith("**", at)) {
      source += ".*";
      at += 1;
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "{") {
      source += "(?:";
      depth++;
    } else if (char === "}" && depth > 0) {
      source += ")";
      depth--;
    } else if (char === "," && depth > 0) source += "|";
    else if (char === "[" && glob.indexOf("]", at) > at + 1) {
      const end = glob.indexOf("]", at);
      source += `[${glob
        .slice(at + 1, end)
        .replace(/^!/, "^")
        .replaceAll("\\", "\\\\")}]`;
      at = end;
    } else source += char.replace(/[.+^$()|[\]\\{}]/g, "\\$&");
  }
  try {
    return new RegExp(`^${source}${")".repeat(depth)}$`);
  } catch {
    return /(?!)/; // a set such as `[z-a]`: nothing matches it
  }
}

/** `./packages/*` and `packages/*` mean the same; so does a slash at the end. */
export function normaliseGlob(glob: string): string {
  return glob.replace(/^(!?)(?:\.?\/)+/, "$1").replace(/\/+$/, "");
}

/** Whether a part of a glob is a plain folder name. */
export function isLiteral(segment: string): boolean {
  return !/[*?{}[\]!]/.test(segment);
}

/** A test for names by patterns in which `*` stands for anything, `/` included. */
export function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern
      .trim()
      .split("*")
      .map((part) => part.replace(/[.+?^$()|[\]\\{}]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "i");
  });
  return (name) => tests.some((test) => test.test(name));
}
