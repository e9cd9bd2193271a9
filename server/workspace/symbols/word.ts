import { LineIndex, type Position, type ResolvedRange } from "./position.ts";

export interface Word {
  readonly text: string;
  readonly range: ResolvedRange;
}

/** An identifier, or a package's name with its scope. */
const words = /@[\w.-]+\/[\w.-]+|#?[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** The identifier or scoped package name at a position, or the one that ends there. Any language, any text. */
export function wordAt(text: string, position: Position): Word | undefined {
  const lines = new LineIndex(text);
  const offset = lines.offset(position);
  const start = lines.offset({ line: position.line, character: 0 });
  const end = lines.offset({ line: position.line, character: Number.MAX_SAFE_INTEGER });
  for (const match of text.slice(start, end).matchAll(words)) {
    const from = start + match.index;
    const to = from + match[0].length;
    if (from <= offset && offset <= to) return { text: match[0], range: lines.range(from, to) };
  }
  return undefined;
}
