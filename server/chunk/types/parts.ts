import { smallest, type TextLine, trimBlank } from "./docText.ts";

/** Sections are cut at about this many UTF-16 characters. */
export const SECTION_CHARACTERS = 1800;
/** The last part joins the one before if it is shorter than this. */
const TAIL_CHARACTERS = 240;

interface Block {
  readonly lines: readonly TextLine[];
  readonly size: number;
  /** Opening line of a fence, empty for other text. */
  readonly fence: string;
}

/**
 * Cuts lines into parts of about `SECTION_CHARACTERS`: at blank lines, tags and fences, else at lines. A fence is only cut
 * where it is longer than a part; each piece then has its own fence.
 */
export function cutLines(lines: readonly TextLine[]): TextLine[][] {
  const groups: Block[][] = [];
  let group: Block[] = [];
  let size = 0;
  for (const block of blocksOf(lines, () => SECTION_CHARACTERS - size)) {
    if (group.length > 0 && size + block.size > SECTION_CHARACTERS) {
      const carried = announces(group) ? group.splice(-1) : [];
      groups.push(group);
      group = carried;
      size = sizeOf(carried.flatMap((each) => each.lines));
    }
    group.push(block);
    size += block.size;
  }
  const last = groups.at(-1);
  if (last && size < TAIL_CHARACTERS) last.push(...group);
  else groups.push(group);
  return groups.map((blocks) => trimBlank(blocks.flatMap((block) => block.lines))).filter((part) => part.length > 0);
}

/** True if the last block only leads to the next one (`For example:`). */
function announces(group: readonly Block[]): boolean {
  const last = group.at(-1);
  if (!last || group.length < 2 || last.fence !== "" || last.size > 300) return false;
  return /(?::|@example\b.*|^\s*#+\s.*|<!--.*-->)\s*$/.test(trimBlank(last.lines).at(-1)?.text ?? "");
}

function sizeOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length + 1, 0);
}

/** @param room characters that are left in the part that is open */
function* blocksOf(lines: readonly TextLine[], room: () => number): Generator<Block> {
  const unclosed = new Set<string>();
  let open: TextLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (!line) break;
    const fenceEnd = endOfFence(lines, at, unclosed);
    if (fenceEnd > 0) {
      if (open.length > 0) yield* textBlocks(open);
      open = [];
      yield* fenceBlocks(lines.slice(at, fenceEnd), room());
      at = fenceEnd;
      continue;
    }
    const startsNew = line.text.trim() !== "" && (lines[at - 1]?.text.trim() === "" || /^\s*@[a-z]/.test(line.text));
    if (startsNew && open.length > 0) {
      yield* textBlocks(open);
      open = [];
    }
    open.push(line);
    at++;
  }
  if (open.length > 0) yield* textBlocks(open);
}

/**
 * Index behind the closing line of the fence that opens at `at`; 0 where none opens or it is never closed.
 * @param unclosed marks without a closing line in the rest of the text
 */
function endOfFence(lines: readonly TextLine[], at: number, unclosed: Set<string>): number {
  const mark = /^\s*(`{3,}|~{3,})/.exec(lines[at]?.text ?? "")?.[1];
  if (mark === undefined || unclosed.has(mark)) return 0;
  for (let end = at + 1; end < lines.length; end++) {
    const text = lines[end]?.text.trim() ?? "";
    if (text.startsWith(mark) && text.replaceAll(mark.charAt(0), "") === "") return end + 1;
  }
  unclosed.add(mark);
  return 0;
}

/** Where a fence has to be cut, its first piece fills up the part before it. */
function* fenceBlocks(lines: readonly TextLine[], room: number): Generator<Block> {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return;
  if (sizeOf(lines) <= SECTION_CHARACTERS) {
    yield { lines, size: sizeOf(lines), fence: first.text };
    return;
  }
  const fenceSize = first.text.length + last.text.length + 2;
  const firstRoom = room > SECTION_CHARACTERS / 4 ? room - fenceSize : SECTION_CHARACTERS;
  for (const piece of slices(lines.slice(1, -1), firstRoom)) {
    const own = [
      { ...first, line: piece[0]?.line ?? first.line },
      ...piece,
      { ...last, line: piece.at(-1)?.line ?? last.line },
    ];
    yield { lines: own, size: sizeOf(own), fence: first.text };
  }
}

function* textBlocks(lines: readonly TextLine[]): Generator<Block> {
  for (const piece of slices(lines)) yield { lines: piece, size: sizeOf(piece), fence: "" };
}

/** Runs of lines of at most about `SECTION_CHARACTERS`, cut before a line that is not nested where there is one; longer lines are cut at spaces. */
function* slices(lines: readonly TextLine[], firstRoom = SECTION_CHARACTERS): Generator<TextLine[]> {
  const pieces = lines.flatMap(wrapped);
  const indents = pieces.map(({ text }) => text.length - text.trimStart().length);
  const shallow = smallest(indents.filter((indent) => indent > 0));
  let room = firstRoom;
  let start = 0;
  let size = 0;
  for (let at = 0; at < pieces.length; at++) {
    const length = (pieces[at]?.text.length ?? 0) + 1;
    if (size + length > room + 1 && at > start) {
      const end = shallowCut(indents, { start, end: at, shallow });
      yield pieces.slice(start, end);
      start = end;
      size = sizeOf(pieces.slice(start, at));
      room = SECTION_CHARACTERS;
    }
    size += length;
  }
  if (start < pieces.length) yield pieces.slice(start);
}

/** The last place in the second half of a run of lines where one begins that is not nested; its end without one. */
function shallowCut(indents: readonly number[], run: { start: number; end: number; shallow: number }): number {
  for (let at = run.end; at > (run.start + run.end) / 2; at--) if ((indents[at] ?? 0) <= run.shallow) return at;
  return run.end;
}

function wrapped(line: TextLine): readonly TextLine[] {
  if (line.text.length <= SECTION_CHARACTERS) return [line];
  const pieces: TextLine[] = [];
  let { text } = line;
  while (text.length > SECTION_CHARACTERS) {
    const space = text.lastIndexOf(" ", SECTION_CHARACTERS);
    const at = space > SECTION_CHARACTERS / 2 ? space : beforePair(text, SECTION_CHARACTERS);
    pieces.push({ text: text.slice(0, at), line: line.line });
    text = text.slice(space === at ? at + 1 : at);
  }
  return [...pieces, { text, line: line.line }];
}

/** Keeps surrogate pairs whole. */
function beforePair(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}
