/** The grammars that ship, each with the names that code fences use for what it reads. */
const NAMES = {
  typescript: ["ts", "typescript", "mts", "cts"],
  // Reads JavaScript with and without JSX as well; two more grammars of 180 kB each would not look different.
  tsx: ["tsx", "js", "javascript", "mjs", "cjs", "node", "jsx"],
  json: ["json", "json5", "jsonc"],
  shellscript: ["bash", "sh", "shell", "console", "zsh", "shellscript"],
  html: ["html", "vue", "svelte", "svg", "xml"],
  css: ["css", "scss", "less"],
  yaml: ["yaml", "yml"],
  sql: ["sql"],
  diff: ["diff", "patch"],
} as const;

export type Grammar = keyof typeof NAMES;

const GRAMMARS: ReadonlyMap<string, Grammar> = new Map(
  (Object.keys(NAMES) as Grammar[]).flatMap((grammar) => NAMES[grammar].map((name) => [name, grammar] as const)),
);

/** The grammar for a fence's language; undefined where none ships, and the code stays plain. */
export function grammarOf(language: string): Grammar | undefined {
  return GRAMMARS.get(language.toLowerCase());
}

/** The class of a token from the theme's variable: `var(--shiki-token-string)` → `token-string`. */
export function tokenClass(color: string | undefined): string | undefined {
  return /^var\(--shiki-(token-[\w-]+)\)$/.exec(color ?? "")?.[1];
}
