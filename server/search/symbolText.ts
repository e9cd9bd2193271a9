import { withoutCode } from "./example.ts";
import { escaped } from "./symbolWords.ts";
import type { WantedSymbol } from "./wantedSymbol.ts";

/** How a text tells of a name. */
export interface TextEvidence {
  /** How often it writes the name like code: called, as a member, in a code span, as a component or imported. */
  readonly uses: number;
  /**
   * Something begins with the name and goes on about it: a list item, a table row, a line that is only its signature, or a heading
   * inside the section.
   */
  readonly defines: boolean;
  /** Offset of the first code span with the name in the running text, −1 if there is none. */
  readonly mention: number;
}

const NOTHING: TextEvidence = { uses: 0, defines: false, mention: -1 };

/** Members of what the language itself has are no uses of a library's. */
const GLOBALS = "(?<!\\b(?:process|console|Math|JSON|Object|Array|Promise|Number|Date|Buffer))";

/** A section's running text, its code and headings left out. */
export function proseOf(text: string): string {
  return withoutCode(text)
    .replace(/^#+ .*$|<[^<>\n]{0,200}>/gm, " ")
    .trim();
}

/** Looks for one name in many texts. */
export class NameInText {
  readonly #wanted: Pick<WantedSymbol, "name" | "isMain">;
  readonly #uses: RegExp;
  readonly #loads: RegExp;
  readonly #item: RegExp;
  readonly #signature: RegExp;
  readonly #mention: RegExp;

  constructor(wanted: Pick<WantedSymbol, "name" | "isMain">) {
    this.#wanted = wanted;
    const n = escaped(wanted.name);
    // `pino.transport` and `pino-pretty` are no uses of `pino`.
    const after = wanted.isMain ? "(?![\\w$.-])" : "(?![\\w$-])";
    this.#uses = new RegExp(
      `(?:${GLOBALS}\\.|[\`<{,]\\s?|new |\\bimport )${n}${after}|(?<![\\w$/@.-])${n}(?=[(<\`])`,
      "g",
    );
    this.#loads = new RegExp(`(?:require\\(|from )["']${n}["']`, "gi");
    const begins = `(?:[\\w$]*[.#])?${n}(?![\\w$]${wanted.isMain ? "|[.-]" : ""})`;
    this.#item = new RegExp(`^[ \\t]*(?:[-*+][ \\t]+|\\|[ \\t]*|\\d+\\.[ \\t]+)[*_]*\`?${begins}`, "m");
    this.#signature = new RegExp(`\\n[ \\t]*(?:#+ \`?|\`)${begins}\\([^\\n]*`);
    this.#mention = new RegExp(`\`[^\`\\n]*?(?<![\\w$/@-])${n}(?![\\w$]${wanted.isMain ? "|[.-]" : ""})[^\`\\n]*\``);
  }

  in(text: string): TextEvidence {
    const { name, isMain } = this.#wanted;
    if (!text.includes(name) && !isMain) return NOTHING;
    const loads = isMain ? (text.match(this.#loads)?.length ?? 0) : 0;
    const uses = (text.match(this.#uses)?.length ?? 0) + loads;
    const outside = withoutCode(text);
    const defines = this.#item.test(outside) || this.#signature.test(outside.trimStart());
    return { uses, defines, mention: this.#mention.exec(proseOf(outside))?.index ?? -1 };
  }
}
