import type { SectionKind } from "../../../shared/searchResponse.ts";
import type { SourceDocument } from "../../model/document.ts";

const SIGNATURE = /^(?:new\s+|await\s+|static\s+|async\s+|#+)?[\w$.[\]#'"]*[\w$]\s*(?:<[^>]*>)?\(.*\)?/;
const MEMBER = /^\.[A-Za-z_$][\w$]*(?:\(|$|\s)/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:[.#][A-Za-z_$][\w$]*)*$/;
const CODE_SHAPED = /[a-z][A-Z]|[._$#]|^[A-Z_]{3,}$/;

/** What kind of text a section of prose is, by its document and its headings. */
export function kindOf(document: SourceDocument, path: readonly string[]): SectionKind {
  if (document.kind === "changelog") return "changelog";
  const title = path.at(-1) ?? "";
  if (/^(?:examples?|recipes?|demos?)\b/i.test(title) || /(?:^|\/)examples?\//i.test(document.file)) return "example";
  if (symbolsInHeading(title).length > 0) return "api";
  const apiDocument = /(?:^|\/)(?:api|reference|api-reference)(?:\/|\.mdx?$)/i.test(document.file);
  if (apiDocument || path.some((heading) => /^api(?:\s+reference|\s+docs?)?$/i.test(heading))) return "api";
  return "guide";
}

/**
 * The symbols that a heading names: `Schema.when(keys, builder): Schema` → `Schema.when`; `.trailer(key, fn)` → `trailer`;
 * `useStore` → `useStore`; plain words → none.
 */
export function symbolsInHeading(title: string): string[] {
  const text = title
    .replace(/^(?:class|interface|type|function|method|property|event|static|new|await)[:\s]+/i, "")
    .trim();
  if (MEMBER.test(text)) return [text.slice(1).replace(/[^\w$.].*$/s, "")];
  const head = /^[\w$.#]+/.exec(text)?.[0].replaceAll("#", ".").replace(/\.$/, "") ?? "";
  if (head === "") return [];
  if (
    SIGNATURE.test(text) &&
    text
      .slice(head.length)
      .trimStart()
      .match(/^(?:<[^>]*>)?\(/) &&
    isName(head)
  ) {
    // A word with a remark in brackets, `Usage (advanced)`, is no call.
    const call = text[head.length] === "(" || text[head.length] === "<";
    return call || CODE_SHAPED.test(head) ? [head] : [];
  }
  if (text.replaceAll("#", ".") === head && isName(head) && CODE_SHAPED.test(head)) return [head];
  const list = text.split(/\s*[,/|]\s*/);
  if (list.length > 1 && list.every((name) => IDENTIFIER.test(name) && CODE_SHAPED.test(name))) return list;
  return [];
}

function isName(text: string): boolean {
  return IDENTIFIER.test(text) && !/^v?\d/.test(text);
}
