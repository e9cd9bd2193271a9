import { createCssVariablesTheme, createHighlighterCore, type LanguageInput } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { type Grammar, grammarOf, tokenClass } from "./languages.ts";

/** Longer code stays plain: colours are not worth a frozen view. */
const MOST_CHARACTERS = 20_000;

/** Each grammar is a chunk of its own, loaded with the first code that needs it. */
const LOADERS: Readonly<Record<Grammar, LanguageInput>> = {
  typescript: () => import("shiki/langs/typescript.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  shellscript: () => import("shiki/langs/shellscript.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
};

export interface Highlighter {
  /** Colours the code blocks below `root` in place, by classes; the page's policy allows no style attributes. */
  highlight(root: ParentNode): Promise<void>;
}

/** Loaded on the first preview, in a chunk of its own; until then code is plain text. */
export async function createHighlighter(): Promise<Highlighter> {
  const core = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: "editor", variablePrefix: "--shiki-" })],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return {
    async highlight(root) {
      for (const block of root.querySelectorAll<HTMLElement>("pre[data-language]")) {
        const grammar = grammarOf(block.dataset.language ?? "");
        const code = block.querySelector("code");
        const text = code?.textContent ?? "";
        if (grammar === undefined || code === null || text.length > MOST_CHARACTERS) continue;
        if (!core.getLoadedLanguages().includes(grammar)) await core.loadLanguage(LOADERS[grammar]);
        const lines = core.codeToTokensBase(text, { lang: grammar, theme: "editor" });
        code.replaceChildren(...lines.flatMap((line, index) => [...(index > 0 ? ["\n"] : []), ...line.map(tokenNode)]));
      }
    },
  };
}

function tokenNode(token: { readonly content: string; readonly color?: string }): Node | string {
  const name = tokenClass(token.color);
  if (name === undefined) return token.content;
  const span = document.createElement("span");
  span.className = name;
  span.textContent = token.content;
  return span;
}
