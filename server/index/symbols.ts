import * as z from "zod";
import { declarationKey } from "../model/declarationFile.ts";
import { type ModuleExports, SYMBOL_KINDS, type SymbolEntry } from "../model/symbol.ts";
import { Columns } from "./segment/columns.ts";
import { SYMBOL_COLUMNS } from "./segment/format.ts";
import type { Segment } from "./segment/segment.ts";

const Modules = z.array(
  z.object({
    package: z.string(),
    file: z.string(),
    specifiers: z.array(z.string()),
    exports: z.array(z.object({ name: z.string(), symbol: z.int(), module: z.int() })),
  }),
);

/** A module's exports, by name. */
export interface ModuleView {
  export(name: string): { readonly symbol: number } | { readonly module: ModuleView } | undefined;
}

/** A shorter beginning fits too many names. */
const SHORTEST_PREFIX = 3;
/** Longest name that is compared letter by letter for typing errors. */
const FUZZY_NAME = 40;

/** Look-up in a segment's symbols: by path, by last name, by place, by members. Built when it is first asked. */
export class SymbolIndex {
  readonly count: number;
  readonly #segment: Segment;
  readonly #columns: Columns<(typeof SYMBOL_COLUMNS)[number]>;
  /** Distinct last names, made for the first prefix or fuzzy look-up. */
  #lastNames: readonly string[] | undefined;
  #modules: readonly ModuleExports[] | undefined;

  constructor(segment: Segment) {
    this.#segment = segment;
    const columns = segment.region("symbols");
    this.#columns = new Columns(
      SYMBOL_COLUMNS,
      new Uint32Array(columns.buffer, columns.byteOffset, columns.length / 4),
    );
    this.count = this.#columns.rows;
  }

  symbol(index: number): SymbolEntry {
    const { strings, lists } = this.#segment;
    const get = (column: (typeof SYMBOL_COLUMNS)[number]) => this.#columns.get(column, index);
    const bases = get("bases");
    return {
      path: strings.get(get("path")),
      kind: SYMBOL_KINDS[get("kind")] ?? "variable",
      package: strings.get(get("package")),
      file: strings.get(get("file")),
      line: get("line"),
      endLine: get("endLine"),
      section: this.#columns.index("section", index),
      yields: this.#columns.index("yields", index),
      bases: [...lists.subarray(bases, bases + get("baseCount"))],
    };
  }

  /** Symbol by its exact dotted path, one with documentation before others; −1 if there is none. */
  find(path: string): number {
    const all = this.#rows("path", path);
    return all.find((index) => this.#columns.index("section", index) >= 0) ?? all[0] ?? -1;
  }

  /** All symbols whose last name is `name`. */
  named(name: string): readonly number[] {
    return this.#rows("last", name);
  }

  /** Member of a class, interface or namespace by name, its bases included; −1 if there is none. */
  member(owner: number, name: string): number {
    const seen = new Set<number>();
    const queue = [owner];
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      if (seen.has(index)) continue;
      seen.add(index);
      const { path, bases } = this.symbol(index);
      const found = this.find(`${path}.${name}`);
      if (found >= 0) return found;
      queue.push(...bases);
    }
    return -1;
  }

  module(specifier: string): ModuleView | undefined {
    const at = this.#allModules().findIndex((module) => module.specifiers.includes(specifier));
    return at < 0 ? undefined : this.#view(at);
  }

  /**
   * Innermost symbol whose declaration covers a line of a file. Of twin builds only one is indexed: in the twin of a file that is not, the
   * symbol of that name nearest to the line counts.
   * @param name what the code calls it
   * @returns −1 if there is none
   */
  at(packageName: string, file: string, place: { readonly line: number; readonly name: string }): number {
    const { strings } = this.#segment;
    const fileId = strings.find(file);
    const inFile = this.#inFiles(packageName, (id) => id === fileId);
    if (inFile.length === 0) return this.#nearestNamed(this.#twins(packageName, file), place);
    let best = -1;
    for (const index of inFile) {
      const start = this.#columns.get("line", index);
      if (start > place.line || this.#columns.get("endLine", index) < place.line) continue;
      // Of several that begin on one line the one of that name is meant.
      const better = best < 0 || start > this.#columns.get("line", best) || this.#lastName(index) === place.name;
      if (better) best = index;
    }
    return best;
  }

  #twins(packageName: string, file: string): number[] {
    const key = declarationKey(file);
    const { strings } = this.#segment;
    const twins = new Set(
      [...new Set(this.#columns.column("file"))].filter((id) => declarationKey(strings.get(id)) === key),
    );
    return this.#inFiles(packageName, (id) => twins.has(id));
  }

  #inFiles(packageName: string, isWanted: (file: number) => boolean): number[] {
    const owner = this.#segment.strings.find(packageName);
    const [owners, files] = [this.#columns.column("package"), this.#columns.column("file")];
    const found: number[] = [];
    for (let index = 0; index < this.count; index++)
      if (owners[index] === owner && isWanted(files[index])) found.push(index);
    return found;
  }

  #nearestNamed(
    candidates: readonly number[],
    { line, name }: { readonly line: number; readonly name: string },
  ): number {
    const named = candidates.filter((index) => this.#lastName(index) === name);
    const distance = (index: number) => Math.abs(this.#columns.get("line", index) - line);
    return named.sort((a, b) => distance(a) - distance(b))[0] ?? -1;
  }

  #lastName(index: number): string {
    return this.#segment.strings.get(this.#columns.get("last", index));
  }

  /**
   * Sections of the symbols that the names mean: the whole path, then with the first parts left out (`app.get` → `get` is too
   * common, so a bare last name counts only where nothing longer matched and few symbols share it).
   */
  documented(names: readonly string[]): number[] {
    const sections = new Set<number>();
    for (const name of names) {
      const exact = this.#rows("path", name);
      const last = name.slice(name.lastIndexOf(".") + 1);
      const suffix = name.includes(".")
        ? this.named(last).filter((index) => endsWithPath(this.symbol(index).path, name))
        : [];
      const found = exact.length + suffix.length > 0 ? [...exact, ...suffix] : this.named(last);
      if (found.length > 12) continue;
      for (const index of found) {
        const section = this.#columns.index("section", index);
        if (section >= 0) sections.add(section);
      }
    }
    return [...sections];
  }

  /** Symbols whose last name starts with `prefix`, case ignored, shortest first. */
  startingWith(prefix: string, limit: number): number[] {
    if (prefix.length < SHORTEST_PREFIX) return [];
    const wanted = prefix.toLowerCase();
    const names = this.#names().filter((name) => name.toLowerCase().startsWith(wanted));
    return this.#firstOf(
      names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
      limit,
    );
  }

  /** Symbols whose last name is one typing error away (two from eight letters on), nearest first. */
  similarTo(name: string, limit: number): number[] {
    const most = name.length >= 8 ? 2 : 1;
    if (name.length < 4 || name.length > FUZZY_NAME) return [];
    const wanted = name.toLowerCase();
    const near: { readonly name: string; readonly distance: number }[] = [];
    for (const each of this.#names()) {
      if (Math.abs(each.length - name.length) > most) continue;
      const distance = editDistance(wanted, each.toLowerCase(), most);
      if (distance <= most) near.push({ name: each, distance });
    }
    near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
    return this.#firstOf(
      near.map((each) => each.name),
      limit,
    );
  }

  #firstOf(names: readonly string[], limit: number): number[] {
    return names.flatMap((name) => [...this.named(name)]).slice(0, limit);
  }

  #names(): readonly string[] {
    this.#lastNames ??= Array.from(new Set(this.#columns.column("last")), (id) => this.#segment.strings.get(id));
    return this.#lastNames;
  }

  /** A scan over a column costs a tenth of a millisecond for 100,000 symbols; a map of names would cost more to build than all look-ups of a session. */
  #rows(column: "path" | "last", name: string): number[] {
    const wanted = this.#segment.strings.find(name);
    const rows: number[] = [];
    if (wanted < 0) return rows;
    const ids = this.#columns.column(column);
    for (let at = ids.indexOf(wanted); at >= 0; at = ids.indexOf(wanted, at + 1)) rows.push(at);
    return rows;
  }

  #allModules(): readonly ModuleExports[] {
    this.#modules ??= Modules.parse(JSON.parse(new TextDecoder().decode(this.#segment.region("modules"))));
    return this.#modules;
  }

  #view(at: number): ModuleView {
    const module = this.#allModules()[at];
    return {
      export: (name) => {
        const found = module?.exports.find((each) => each.name === name);
        if (!found) return undefined;
        return found.module >= 0 ? { module: this.#view(found.module) } : { symbol: found.symbol };
      },
    };
  }
}

/** `Sql.lit` and `a.Sql.lit` end with `sql.lit`: code writes an instance where the declaration names its type. */
function endsWithPath(path: string, name: string): boolean {
  return `.${path}`.toLowerCase().endsWith(`.${name.toLowerCase()}`);
}

/** Edits (one letter added, dropped, changed, or two swapped) between two words; more than `most` is reported as `most + 1`. */
export function editDistance(a: string, b: string, most: number): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    older = last;
    last = row;
  }
  return Math.min(last[b.length], most + 1);
}
