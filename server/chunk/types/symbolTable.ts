import type { ModuleExports, SymbolEntry, SymbolKind, SymbolTable } from "../../model/symbol.ts";
import type { LinkedLibrary } from "./link.ts";
import { Entity, Module, type Part, type Target } from "./program.ts";
import type { NamedExport, Offer } from "./publicNames.ts";
import { type DeclarationKind, isSignature } from "./syntax.ts";

/** What an entry is called where several declarations are merged: the first that is there. */
const KINDS: readonly (readonly [DeclarationKind, SymbolKind])[] = [
  ["class", "class"],
  ["function", "function"],
  ["interface", "interface"],
  ["enum", "enum"],
  ["variable", "variable"],
  ["type", "type"],
  ["namespace", "namespace"],
  ["method", "method"],
  ["constructor", "method"],
  ["property", "property"],
];

/** An entry whose references are not numbers yet. */
interface Draft {
  readonly entry: Omit<SymbolEntry, "yields" | "bases">;
  readonly yields: Target | undefined;
  readonly bases: readonly Part[];
}

/**
 * The symbols of a library with one entry for each file that declares a part of them; parts in other files are bases of the first.
 * @param sections index of the section that documents a part, or the export statement of a name
 */
export function symbolTable(
  { files, resolver, names }: LinkedLibrary,
  sections: ReadonlyMap<Part | NamedExport, number>,
): SymbolTable {
  const drafts = new Map<Part | NamedExport, Draft>();
  for (const file of files) {
    for (const part of file.parts) {
      const kind = kindOf(part);
      if (kind === undefined) continue;
      const { entity } = part;
      const isFirst = entity.parts[0] === part;
      const inherited = isFirst ? [...resolver.bases(entity).flatMap(firstPart), ...entity.parts.slice(1)] : [];
      drafts.set(part, {
        entry: { path: entity.path.join("."), kind, ...placeOf(part), section: sections.get(part) ?? -1 },
        yields: isFirst || entity.is("class") ? resolver.yields(entity) : undefined,
        bases: inherited,
      });
    }
  }
  for (const named of names.named) {
    const draft = namedDraft(named, sections);
    if (draft) drafts.set(named, draft);
  }
  return numbered(drafts, names);
}

function firstPart(entity: Entity): readonly Part[] {
  return entity.parts.slice(0, 1);
}

function kindOf(part: Part): SymbolKind | undefined {
  for (const [kind, symbolKind] of KINDS)
    if (part.declarations.some(({ declaration }) => declaration.kind === kind)) return symbolKind;
  return undefined;
}

function placeOf(part: Part): Pick<SymbolEntry, "package" | "file" | "line" | "endLine"> {
  const { file } = part;
  const group = part.declarations.map(({ declaration }) => declaration).filter((each) => !isSignature(each));
  const [first] = group;
  let end = first?.end ?? 0;
  for (const declaration of group.slice(1)) {
    const start = declaration.docs[0] ?? declaration.start;
    if (start < end || file.text.slice(end, start).trim() !== "") break;
    end = declaration.end;
  }
  return {
    package: file.package,
    file: file.path,
    line: file.lineAt(first?.start ?? 0),
    endLine: file.lineAt(Math.max(first?.start ?? 0, end - 1)),
  };
}

/** A further name points to the symbol it stands for; a namespace that is a module has its exports in the table of modules. */
function namedDraft(named: NamedExport, sections: ReadonlyMap<Part | NamedExport, number>): Draft | undefined {
  const { target, place, path } = named;
  const { file } = place.scope;
  const [part] = target instanceof Entity ? target.parts : [];
  const kind = part ? kindOf(part) : "namespace";
  if (kind === undefined) return undefined;
  const line = file.lineAt(place.name.start);
  const section = sections.get(named) ?? (part ? sections.get(part) : undefined) ?? -1;
  return {
    entry: { path: path.join("."), kind, package: file.package, file: file.path, line, endLine: line, section },
    yields: target instanceof Entity ? target : undefined,
    bases: part ? [part] : [],
  };
}

function numbered(drafts: ReadonlyMap<Part | NamedExport, Draft>, names: LinkedLibrary["names"]): SymbolTable {
  const sorted = [...drafts].sort(([, a], [, b]) => byPlace(a.entry, b.entry));
  const indices = new Map(sorted.map(([key], index) => [key, index]));
  const indexOf = (target: Target | undefined): number => {
    const [part] = target instanceof Entity ? target.parts : [];
    return (part && indices.get(part)) ?? -1;
  };
  const symbols = sorted.map(([, { entry, yields, bases }], own) => {
    const numbers = bases.map((part) => indices.get(part) ?? -1).filter((index) => index >= 0 && index !== own);
    return { ...entry, yields: indexOf(yields), bases: [...new Set(numbers)] };
  });
  return { symbols, modules: moduleTable(names, indexOf) };
}

function byPlace(a: Draft["entry"], b: Draft["entry"]): number {
  return compare(a.package, b.package) || compare(a.file, b.file) || a.line - b.line || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function moduleTable(names: LinkedLibrary["names"], indexOf: (target: Target) => number): readonly ModuleExports[] {
  const modules = names.modules.filter((module) => (names.offers.get(module)?.length ?? 0) > 0);
  const indices = new Map(modules.map((module, index) => [module, index]));
  return modules.map((module) => ({
    package: module.file.package,
    file: module.file.path,
    specifiers: module.specifiers,
    exports: (names.offers.get(module) ?? [])
      .map(({ name, target }: Offer) =>
        target instanceof Module
          ? { name, symbol: -1, module: indices.get(target) ?? -1 }
          : { name, symbol: indexOf(target), module: -1 },
      )
      .filter((each) => each.symbol >= 0 || each.module >= 0)
      .sort((a, b) => compare(a.name, b.name)),
  }));
}
