import { NONE } from "./format.ts";

/** Several Uint32 columns of one length behind each other, addressed by name. */
export class Columns<Name extends string> {
  readonly rows: number;
  readonly #values: Uint32Array;
  readonly #at: ReadonlyMap<Name, number>;

  constructor(names: readonly Name[], values: Uint32Array) {
    this.rows = values.length / names.length;
    this.#values = values;
    this.#at = new Map(names.map((name, column) => [name, column * this.rows]));
  }

  get(name: Name, row: number): number {
    return this.#values[(this.#at.get(name) ?? 0) + row];
  }

  /** Like `get`, with −1 for "none". */
  index(name: Name, row: number): number {
    const value = this.get(name, row);
    return value === NONE ? -1 : value;
  }

  column(name: Name): Uint32Array {
    const start = this.#at.get(name) ?? 0;
    return this.#values.subarray(start, start + this.rows);
  }
}

/** Writes rows for `Columns`. */
export class ColumnWriter<Name extends string> {
  readonly #names: readonly Name[];
  readonly #columns: number[][];

  constructor(names: readonly Name[]) {
    this.#names = names;
    this.#columns = names.map(() => []);
  }

  push(row: Readonly<Record<Name, number>>): void {
    for (const [at, name] of this.#names.entries()) this.#columns[at]?.push(row[name] < 0 ? NONE : row[name]);
  }

  take(): Uint32Array {
    return Uint32Array.from(this.#columns.flat());
  }
}
