import type { TextLine } from "./docText.ts";
import type { FileNode } from "./program.ts";
import { type Declaration, isSignature, type TypeNode } from "./syntax.ts";

export interface Signature {
  readonly lines: readonly TextLine[];
  /** Members that are left in it. */
  readonly members: number;
}

/**
 * A declaration as it is written, dedented, without blank lines, doc comments of its members and private members.
 * @param withDocumented whether documented members stay (without their comments)
 */
export function signatureOf(file: FileNode, declaration: Declaration, withDocumented: boolean): Signature {
  if (declaration.body || declaration.kind === "namespace")
    return { lines: [namespaceLine(file, declaration)], members: 0 };
  const cuts: number[] = [];
  const counts = { kept: 0, omitted: 0 };
  collectCuts([...nestedOf(declaration)], withDocumented, cuts, counts);
  const lines = linesWithout(file, declaration, cuts);
  if (counts.omitted > 0) markOmission(lines);
  return { lines, members: counts.kept };
}

function namespaceLine(file: FileNode, declaration: Declaration): TextLine {
  const brace = file.text.indexOf("{", declaration.start);
  const end = brace < 0 ? declaration.end : Math.min(brace, declaration.end);
  const head = file.text.slice(declaration.start, end).trim().replace(/\s+/g, " ");
  return { text: `${head} { … }`, line: file.lineAt(declaration.start) };
}

function* nestedOf(declaration: Declaration): Generator<Declaration> {
  yield* declaration.members;
  for (const parameter of declaration.parameters) yield* nestedOf(parameter);
  if (declaration.type) yield* nestedInType(declaration.type);
}

function* nestedInType(type: TypeNode): Generator<Declaration> {
  for (const member of type.members) {
    if (member.kind === "parameter") yield* nestedOf(member);
    else yield member;
  }
  for (const part of type.parts) yield* nestedInType(part);
}

interface Counts {
  kept: number;
  omitted: number;
}

/** An overload without a comment belongs to the documented ones of its name. */
function collectCuts(members: readonly Declaration[], withDocumented: boolean, cuts: number[], counts: Counts): void {
  const documented = new Set<string>();
  for (const { docs, name } of members) if (docs.length > 0) documented.add(name);
  for (const member of members) {
    const isDocumented = isSignature(member) ? member.docs.length > 0 : documented.has(member.name);
    if (member.isPrivate) cuts.push(member.docs[0] ?? member.start, member.end);
    else if (isDocumented && (!withDocumented || isSignature(member))) {
      cuts.push(member.docs[0] ?? member.start, member.end);
      counts.omitted++;
    } else {
      cuts.push(...member.docs);
      counts.kept++;
      collectCuts([...nestedOf(member)], withDocumented, cuts, counts);
    }
  }
}

/** The lines of a declaration without the stretches `cuts`; lines that become empty are dropped. */
function linesWithout(file: FileNode, { start, end }: Declaration, cuts: readonly number[]): TextLine[] {
  const { text } = file;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^\s*/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  const lines: TextLine[] = [];
  const ranges: number[][] = [];
  for (let at = 0; at + 1 < cuts.length; at += 2) ranges.push([cuts[at] ?? 0, cuts[at + 1] ?? 0]);
  ranges.sort(([a = 0], [b = 0]) => a - b);
  let next = 0;
  let line = file.lineAt(start);
  for (let at = start; at < end; line++) {
    const newline = text.indexOf("\n", at);
    const stop = newline < 0 || newline > end ? end : newline;
    let kept = "";
    let from = at;
    while (next < ranges.length && (ranges[next]?.[0] ?? 0) < stop) {
      const [cutStart = 0, cutEnd = 0] = ranges[next] ?? [];
      kept += text.slice(from, Math.max(from, cutStart));
      from = Math.max(from, Math.min(cutEnd, stop));
      if (cutEnd > stop) break;
      next++;
    }
    kept += text.slice(from, stop);
    if (kept.trim() !== "") lines.push({ text: (at === start ? kept : dedent(kept, indent)).trimEnd(), line });
    at = stop + 1;
  }
  return lines;
}

function dedent(text: string, indent: number): string {
  const own = text.length - text.trimStart().length;
  return text.slice(Math.min(indent, own));
}

/** Says that members were left out. */
function markOmission(lines: TextLine[]): void {
  const last = lines.at(-1);
  if (!last) return;
  if (lines.length > 1 && /^\s*\}/.test(last.text)) lines.splice(-1, 0, { text: "  // …", line: last.line });
  else lines[lines.length - 1] = { ...last, text: last.text.replace(/\{\s*\}/, "{ … }") };
}
