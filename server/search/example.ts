export interface Example {
  readonly language: string;
  readonly code: string;
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+-]*)(.*)$/;

/** Code blocks of a Markdown text in order, dedented. One that nobody closes is none. */
export function examples(text: string): Example[] {
  const found: Example[] = [];
  let open: { readonly indent: string; readonly marker: string; readonly language: string } | undefined;
  let code: string[] = [];
  for (const line of text.split("\n")) {
    const [, indent = "", marker = "", language = "", rest = ""] = FENCE.exec(line) ?? [];
    if (!open) {
      if (marker === "" || (marker.startsWith("`") && rest.includes("`"))) continue;
      open = { indent, marker, language };
      code = [];
    } else if (marker.startsWith(open.marker) && language === "" && rest.trim() === "") {
      found.push({ language: open.language, code: code.join("\n").trimEnd() });
      open = undefined;
    } else code.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
  }
  return found;
}

/** The first code block that mentions `name`, else the first one. */
export function exampleFor(text: string, name?: string): Example | undefined {
  const all = examples(text).filter((example) => example.code.trim() !== "");
  return (name && all.find((example) => example.code.includes(name))) || all[0];
}
