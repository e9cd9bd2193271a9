/** As in the language server protocol: from 0, UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface ResolvedRange {
  readonly start: Position;
  readonly end: Position;
}

/** Offsets ↔ positions of one text. Lines end with `\n`, `\r\n` or `\r`. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  /** A character behind the end of its line counts as the line's end, a line behind the last as the text's end. */
  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const next = this.#starts[position.line + 1] ?? this.#length + 1;
    return Math.min(start + Math.max(0, position.character), next - 1);
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  range(start: number, end: number): ResolvedRange {
    return { start: this.position(start), end: this.position(end) };
  }
}
