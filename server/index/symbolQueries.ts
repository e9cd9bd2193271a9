/** Common words that also name symbols somewhere; alone they are no sign that a symbol is meant. */
const CODE =
  /^[A-Za-z_$][\w$]*(?:[.#][A-Za-z_$][\w$]*)+(?:\(\))?$|^[A-Za-z_$][\w$]*\(\)?$|^[a-z]+[A-Z][\w$]*$|^[A-Z][a-z0-9]+[A-Z][\w$]*$|^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

/**
 * Names in a query that are written like code, without brackets: `z.string().email` → `z.string.email`; a query of one word counts as one.
 * Longest first.
 */
export function symbolQueries(query: string): string[] {
  const words = query
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^[`'"(]+|[`'",;:?!.]+$/g, "").replace(/\([^()]*\)(?=[.#])/g, ""));
  const names = words.filter((word) => CODE.test(word) || (words.length === 1 && /^[A-Za-z_$][\w$]*$/.test(word)));
  return names.map((name) => name.replace(/\(.*?\)|\($/g, "").replaceAll("#", ".")).sort((a, b) => b.length - a.length);
}
