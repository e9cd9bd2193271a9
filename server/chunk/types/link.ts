import type { PackageInfo } from "../../model/document.ts";
import { Declarer } from "./declare.ts";
import { ModuleFiles } from "./moduleFiles.ts";
import { Entity, type FileNode, type Module, type NameTable } from "./program.ts";
import { namePublicly, type PublicNames, reach } from "./publicNames.ts";
import { Resolver } from "./resolver.ts";
import type { Block } from "./syntax.ts";

export interface LinkedLibrary {
  readonly files: readonly FileNode[];
  readonly resolver: Resolver;
  readonly names: PublicNames;
}

/**
 * Joins the declarations of all files: imports and re-exports resolved, overloads and interfaces merged, public names given.
 * @param files in document order
 */
export function link(files: readonly FileNode[], packages: readonly PackageInfo[]): LinkedLibrary {
  const known = withEntryPoints(files, packages);
  const paths = new ModuleFiles(files, known);
  const declarer = new Declarer();
  const modules = new Map<FileNode, Module>();
  for (const file of files) {
    const module = declarer.declareFile(file);
    if (module) modules.set(file, module);
  }
  const resolver = new Resolver(paths, modules, declarer);
  for (const augmentation of declarer.augmentations) {
    const { declaration, scope } = augmentation;
    const module = resolver.module(scope.file, declaration.name);
    const target = module ?? declarer.ambientModule(declaration.name, scope.file, true);
    declarer.augment(augmentation, augmentedTable(target, resolver));
  }
  // What was looked up for augmentations may have missed what they added.
  for (const module of [...modules.values(), ...declarer.ambient.values()]) module.resolved.clear();
  const program: Program = { files, packages: known, paths, modules, declarer };
  markReachedFiles(program);
  const names = namePublicly(rootsOf(program), resolver);
  reachGlobals(declarer, resolver);
  return { files, resolver, names };
}

interface Program {
  readonly files: readonly FileNode[];
  readonly packages: readonly PackageInfo[];
  readonly paths: ModuleFiles;
  readonly modules: ReadonlyMap<FileNode, Module>;
  readonly declarer: Declarer;
}

/** A library that names no entry point is entered by the file that looks like the main one. */
function withEntryPoints(files: readonly FileNode[], packages: readonly PackageInfo[]): readonly PackageInfo[] {
  if (packages.some((info) => info.entryPoints.length > 0)) return packages;
  return packages.map((info) => {
    const own = files.filter((file) => file.package === info.name);
    const [main] = own.sort((a, b) => mainRank(a.path) - mainRank(b.path) || a.path.length - b.path.length);
    return main ? { ...info, entryPoints: [{ specifier: info.name, file: main.path }] } : info;
  });
}

function mainRank(path: string): number {
  return path.split("/").length * 2 - (/(?:^|\/)(?:index|main)\.d\.[cm]?ts$/.test(path) ? 3 : 0);
}

/** Additions to a module whose export is a namespace go into that. */
function augmentedTable(module: Module, resolver: Resolver): NameTable {
  const whole = resolver.exportOf(module, "export=");
  return (whole instanceof Entity ? whole.body : undefined) ?? module.table;
}

function markReachedFiles({ packages, paths, declarer }: Program): void {
  const waiting: FileNode[] = [];
  const add = (file: FileNode | undefined): void => {
    if (!file || file.reached) return;
    file.reached = true;
    waiting.push(file);
  };
  for (const info of packages) for (const entry of info.entryPoints) add(paths.at(info.name, entry.file));
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    const from = file;
    for (const specifier of specifiersOf(file.syntax))
      add(paths.resolve(from, specifier) ?? declarer.ambient.get(specifier)?.file);
    for (const { kind, target } of file.syntax.references) {
      if (kind === "types") add(paths.typesOf(target));
      else add(paths.resolve(from, target.startsWith(".") ? target : `./${target}`));
    }
  }
}

function* specifiersOf(block: Block): Generator<string> {
  yield* block.specifiers;
  for (const declaration of block.declarations)
    if (declaration.kind === "module" && declaration.body) yield* specifiersOf(declaration.body);
}

/** Modules of entry points in the order of packages, then the ambient ones. */
function rootsOf({ packages, paths, modules, declarer }: Program): readonly Module[] {
  const roots = new Set<Module>();
  for (const info of packages) {
    for (const entry of info.entryPoints) {
      const file = paths.at(info.name, entry.file);
      const module = file && modules.get(file);
      if (!module) continue;
      if (!module.specifiers.includes(entry.specifier)) module.specifiers.push(entry.specifier);
      roots.add(module);
    }
  }
  for (const module of declarer.ambient.values()) {
    if (!module.file.reached) continue;
    if (!module.foreign && module.ambientName !== undefined) module.specifiers.push(module.ambientName);
    roots.add(module);
  }
  return [...roots];
}

function reachGlobals(declarer: Declarer, resolver: Resolver): void {
  for (const entity of declarer.globals.names.values())
    if (entity.parts.some((part) => part.file.reached)) reach(entity, resolver);
}
