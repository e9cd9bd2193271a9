export interface Example {
  readonly language: string;
  readonly code: string;
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n]*\n([\s\S]*?)^[ \t]*\2[ \t]*$/gm;

/** Code blocks of a Markdown text in order, dedented. */
export function examples(text: string): Example[] {
  return [...text.matchAll(FENCE)].map(([, indent = "", , language = "", body = ""]) => ({
    language,
    code: body.replaceAll(new RegExp(`^${indent}`, "gm"), "").trimEnd(),
  }));
}

/** The first code block that mentions `name`, else the first one. */
export function exampleFor(text: string, name?: string): Example | undefined {
  const all = examples(text).filter((example) => example.code.trim() !== "");
  return (name && all.find((example) => example.code.includes(name))) || all[0];
}
