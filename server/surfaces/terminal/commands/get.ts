import { withoutHiddenCharacters } from "../../../../shared/quoting.ts";
import type { SearchResult } from "../../../../shared/searchResponse.ts";
import { ContexterError } from "../../../errors.ts";
import type { ContentsEntry } from "../../engine.ts";
import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import { headingLine } from "../shownText.ts";
import { columns } from "../style.ts";
import { splitVersion } from "./search.ts";

/** Without a section: what the library has, in document order. With one: the section whole, as Markdown. */
export async function runGet(session: Session, named: string, section: string | undefined): Promise<ExitCode> {
  const engine = await session.engine({ readOnly: true });
  if (section === undefined && isSectionId(named)) return show(session, [await engine.section(named, session.signal)]);
  const { library, version } = splitVersion(named);
  const entries = await engine.contents(library, version, session.signal);
  if (section === undefined) return list(session, entries);
  const found = findSections(entries, section);
  const [chosen] = found;
  if (!chosen) throw new ContexterError("store/section-unknown", `${named} has no section "${section}"`);
  const others = found.slice(1).map(({ id }) => id);
  if (others.length > 0) session.note(`${others.length} more with that name: ${others.slice(0, 5).join(", ")}`);
  const results: SearchResult[] = [];
  for (const { id } of partsOf(chosen, entries)) results.push(await engine.section(id, session.signal));
  return show(session, results);
}

function isSectionId(text: string): boolean {
  return text.startsWith("pkg:") && text.includes("#");
}

/**
 * The sections that a person may mean, by the closest kind of match: id, `FILE#ANCHOR`, anchor, heading path, title, then
 * part of a title. Of a section that was cut, only its first part is listed.
 */
export function findSections(entries: readonly ContentsEntry[], wanted: string): readonly ContentsEntry[] {
  const wish = fold(wanted);
  const anchor = (entry: ContentsEntry) => entry.id.slice(entry.id.indexOf("#") + 1);
  const tests: ((entry: ContentsEntry) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ id }) => id.endsWith(`/${wanted}`),
    (entry) => anchor(entry) === wanted.replace(/^#/, ""),
    ({ headingPath }) => fold(headingPath.join(" > ")) === wish || fold(headingPath.join(".")) === wish,
    ({ title }) => fold(title) === wish,
    ({ title }) => fold(title).includes(wish),
  ];
  for (const test of tests) {
    const found = entries.filter(test);
    const first = found.filter((entry) => !found.some((other) => other !== entry && isPartOf(entry, other)));
    if (first.length > 0) return first;
  }
  return [];
}

/** The section and, where it was cut, its other parts. */
export function partsOf(section: ContentsEntry, entries: readonly ContentsEntry[]): readonly ContentsEntry[] {
  return [section, ...entries.filter((entry) => isPartOf(entry, section))];
}

/** Parts of a cut section have its anchor with `~2`, `~3`… behind. */
function isPartOf(entry: ContentsEntry, section: ContentsEntry): boolean {
  return entry.id.startsWith(`${section.id}~`) && /^\d+$/.test(entry.id.slice(section.id.length + 1));
}

function fold(text: string): string {
  return text.toLowerCase().replace(/`/g, "").replace(/\s+/g, " ").trim();
}

function list(session: Session, entries: readonly ContentsEntry[]): ExitCode {
  if (session.options.json) session.json({ sections: entries });
  else
    for (const line of columns(entries.map((entry) => [placeOf(entry), entry.kind, indentedTitle(entry)])))
      session.out(line);
  return entries.length > 0 ? EXIT.found : EXIT.nothing;
}

/** `README.md#basic-usage`: what `get` takes as its second argument. */
function placeOf({ id, file }: ContentsEntry): string {
  return id.includes("#") ? `${file}#${id.slice(id.indexOf("#") + 1)}` : `${file}`;
}

function indentedTitle(entry: ContentsEntry): string {
  return "  ".repeat(Math.max(0, entry.headingPath.length - 1)) + headingLine({ headingPath: [], title: entry.title });
}

function show(session: Session, parts: readonly SearchResult[]): ExitCode {
  const [first] = parts;
  if (!first) return EXIT.nothing;
  if (session.options.json)
    session.json(parts.length === 1 ? { section: first } : { section: first, parts: parts.slice(1) });
  else {
    session.note(
      session.errorStyle.dim(`${first.name}@${first.version}  ${first.package}/${first.file}:${first.line}`),
    );
    session.out(parts.map(({ text }) => withoutHiddenCharacters(text)).join("\n\n"));
  }
  return EXIT.found;
}
