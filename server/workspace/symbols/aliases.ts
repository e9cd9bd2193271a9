/** Names that a project gives to its own files. Patterns hold at most one `*`. */
export interface Aliases {
  readonly patterns: readonly string[];
}

export const noAliases: Aliases = { patterns: [] };

/** Whether a specifier is one of the project's own names for a file. */
export function matchesAlias(specifier: string, aliases: Aliases): boolean {
  return aliases.patterns.some((pattern) => {
    const star = pattern.indexOf("*");
    if (star < 0) return specifier === pattern;
    const head = pattern.slice(0, star);
    const tail = pattern.slice(star + 1);
    return specifier.length >= head.length + tail.length && specifier.startsWith(head) && specifier.endsWith(tail);
  });
}
