/** Last part of a dotted path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** What comes before the last part of a dotted path, "" for a top-level symbol. */
export function ownerOf(path: string): string {
  return path.includes(".") ? path.slice(0, path.lastIndexOf(".")) : "";
}

/** The words of names in camel case, lower case: `FastifyReply.sent` → `fastify`, `reply`, `sent`. */
export function nameWords(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
}

/** A text as part of a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

/** Forms of one word: `reply` and `replies`, `restore` and `restoring`; short words only as they are. */
export function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4 || Math.abs(a.length - b.length) > 3) return false;
  let shared = 0;
  while (shared < shorter && a[shared] === b[shared]) shared++;
  return shared >= Math.max(4, shorter - 1);
}
