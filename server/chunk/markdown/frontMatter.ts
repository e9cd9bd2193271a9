/** What a section can use of a document's front matter. */
export interface FrontMatter {
  readonly title?: string;
  readonly description?: string;
}

/**
 * Reads title and description of YAML front matter, one `key: value` a line or folded (`>`, `|`) below.
 * A whole YAML parser would fail on the templates that documentation generators leave there.
 */
export function frontMatter(lines: readonly string[]): FrontMatter {
  const title = fieldOf(lines, "title");
  const description = fieldOf(lines, "description");
  return { ...(title && { title }), ...(description && { description }) };
}

function fieldOf(lines: readonly string[], key: string): string | undefined {
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0) return undefined;
  const value = (lines[at] ?? "").slice(key.length + 1).trim();
  if (!/^[>|][+-]?$/.test(value)) return unquoted(value);
  const folded: string[] = [];
  for (const line of lines.slice(at + 1)) {
    if (!/^\s+\S/.test(line)) break;
    folded.push(line.trim());
  }
  return folded.join(" ");
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted ? (quoted[2] ?? "").replace(/\\"/g, '"').replaceAll("''", "'") : value;
}
