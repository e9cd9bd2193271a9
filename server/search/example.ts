export interface Example {
  readonly language: string;
  readonly code: string;
}

interface Fence {
  readonly indent: string;
  readonly marker: string;
  readonly language: string;
}

/** A line of Markdown: outside of code blocks (`fence` undefined), within one, or the one that opens or closes it. */
interface FencedLine {
  readonly line: string;
  readonly fence: Fence | undefined;
  readonly edge?: "opens" | "closes";
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*([\w+-]*)(.*)$/;

/** Line by line: one expression over all the text would try every opening fence against every later line. */
function* fencedLines(text: string): Generator<FencedLine> {
  let fence: Fence | undefined;
  for (const line of text.split("\n")) {
    const [, indent = "", marker = "", language = "", rest = ""] = FENCE.exec(line) ?? [];
    if (!fence && marker !== "" && !(marker.startsWith("`") && rest.includes("`"))) {
      fence = { indent, marker, language };
      yield { line, fence, edge: "opens" };
    } else if (fence && marker.startsWith(fence.marker) && language === "" && rest.trim() === "") {
      yield { line, fence, edge: "closes" };
      fence = undefined;
    } else yield { line, fence };
  }
}

/** Code blocks of a Markdown text in order, dedented. One that nobody closes is none. */
export function examples(text: string): Example[] {
  const found: Example[] = [];
  let code: string[] = [];
  for (const { line, fence, edge } of fencedLines(text)) {
    if (!fence) continue;
    if (edge === "opens") code = [];
    else if (edge === "closes") found.push({ language: fence.language, code: code.join("\n").trimEnd() });
    else code.push(line.startsWith(fence.indent) ? line.slice(fence.indent.length) : line);
  }
  return found;
}

/** The lines outside of code blocks. */
export function withoutCode(text: string): string {
  return [...fencedLines(text)].flatMap(({ line, fence }) => (fence ? [] : [line])).join("\n");
}

/** The first code block that mentions `name`, else the first one. */
export function exampleFor(text: string, name?: string): Example | undefined {
  const all = examples(text).filter((example) => example.code.trim() !== "");
  return (name && all.find((example) => example.code.includes(name))) || all[0];
}
