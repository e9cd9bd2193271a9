import type { Declarer } from "./declare.ts";
import type { ModuleFiles } from "./moduleFiles.ts";
import { Entity, type ExportPlace, type FileNode, Module, type NameTable, type Scope, type Target } from "./program.ts";
import type { Declaration, ImportBinding, TypeNode } from "./syntax.ts";

/** Chains of imports, aliases and members longer than this are given up. */
const MAX_DEPTH = 40;
/** Generic types of the language that stand for their first argument. */
const WRAPPERS = new Set(
  (
    "Promise PromiseLike Awaited Readonly Partial Required NonNullable Omit Pick Extract Exclude Array ReadonlyArray Set " +
    "ReadonlySet Iterable Iterator AsyncIterable AsyncIterator IterableIterator AsyncIterableIterator Generator AsyncGenerator NoInfer"
  ).split(" "),
);

/** Whose type is looked at: for `this`, type parameters and self references. */
interface Context {
  readonly entity: Entity;
  readonly declaration: Declaration;
  readonly scope: Scope;
}

/** Finds what names and types mean, across the files of a library. Answers are kept; cycles end as "unknown". */
export class Resolver {
  readonly #files: ModuleFiles;
  readonly #modules: ReadonlyMap<FileNode, Module>;
  readonly #declarer: Declarer;
  #depth = 0;

  constructor(files: ModuleFiles, modules: ReadonlyMap<FileNode, Module>, declarer: Declarer) {
    this.#files = files;
    this.#modules = modules;
    this.#declarer = declarer;
  }

  /** The module behind a specifier; a module that files only add to counts as unknown. */
  module(from: FileNode, specifier: string): Module | undefined {
    const file = this.#files.resolve(from, specifier);
    const ambient = this.#declarer.ambient.get(specifier);
    return ambient ?? (file && this.#modules.get(file));
  }

  /** What a module exports under a name; `export=` for the CommonJS export itself. */
  exportOf(module: Module, name: string): Target | undefined {
    if (module.resolved.has(name)) return module.resolved.get(name);
    if (this.#depth > MAX_DEPTH) return undefined;
    module.resolved.set(name, undefined);
    this.#depth++;
    const target = this.#findExport(module.table, name) ?? this.#memberOfEquals(module, name);
    this.#depth--;
    module.resolved.set(name, target);
    return target;
  }

  #findExport(table: NameTable, name: string): Target | undefined {
    const own = table.names.get(name);
    if (own?.exported) return own;
    if (name === "default" && table.defaultExport) return table.defaultExport;
    const place = table.exportedNames.get(name);
    if (place) return this.exported(place);
    if (name === "default" || name === "export=") return undefined;
    for (const { item, scope } of table.exports) {
      if (item.kind !== "star") continue;
      const module = this.module(scope.file, item.specifier);
      const target = module && this.exportOf(module, name);
      if (target) return target;
    }
    return undefined;
  }

  #memberOfEquals(module: Module, name: string): Target | undefined {
    if (name === "export=" || !module.table.exportedNames.has("export=")) return undefined;
    const whole = this.exportOf(module, "export=");
    if (name !== "default") return whole && this.member(whole, name);
    if (whole instanceof Module) return this.exportOf(whole, name);
    const place = whole?.body?.exportedNames.get(name);
    return place && this.exported(place);
  }

  /** What one name of an export statement stands for. */
  exported({ item, name, scope }: ExportPlace): Target | undefined {
    if (item.specifier === "") return this.named(scope, name.local);
    const module = this.module(scope.file, item.specifier);
    if (!module) return undefined;
    return name.local === "*" ? module : this.#imported(module, name.local);
  }

  /** What a dotted name means in a scope. */
  named(scope: Scope, dotted: string): Target | undefined {
    const [first = "", ...rest] = dotted.split(".");
    let target = this.#lookUp(scope, first);
    for (const name of rest) target = target && this.member(target, name);
    return target;
  }

  #lookUp(from: Scope, name: string): Target | undefined {
    if (this.#depth > MAX_DEPTH) return undefined;
    for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
      const own = scope.table.names.get(name);
      if (own) return own;
      const binding = scope.imports.get(name);
      if (binding) return this.#bound(binding, scope);
      const alias = scope.aliases.get(name);
      if (alias !== undefined && alias !== name) return this.#deeper(() => this.named(scope, alias));
    }
    return this.#declarer.globals.names.get(name);
  }

  #bound(binding: ImportBinding, scope: Scope): Target | undefined {
    const module = this.module(scope.file, binding.specifier);
    return module && this.#deeper(() => this.#imported(module, binding.imported));
  }

  #imported(module: Module, name: string): Target | undefined {
    if (name === "*") return module;
    if (name === "=") return this.exportOf(module, "export=") ?? module;
    const target = this.exportOf(module, name);
    return target ?? (name === "default" ? this.exportOf(module, "export=") : undefined);
  }

  #deeper<T>(find: () => T): T {
    this.#depth++;
    const found = find();
    this.#depth--;
    return found;
  }

  /** A member by its name: of a namespace, own, inherited, or of what a value is. */
  member(target: Target, name: string): Target | undefined {
    if (target instanceof Module) return this.exportOf(target, name);
    if (this.#depth > MAX_DEPTH) return undefined;
    return this.#deeper(() => this.#findMember(target, name));
  }

  #findMember(entity: Entity, name: string): Target | undefined {
    const { body } = entity;
    const inside = body && (body.names.get(name) ?? this.#findExport(body, name));
    const own = inside ?? entity.members.get(name);
    if (own) return own;
    for (const base of this.bases(entity)) {
      const found = this.member(base, name);
      if (found) return found;
    }
    const value = this.yields(entity);
    return value && value !== entity ? this.member(value, name) : undefined;
  }

  /** What using an entity yields; a class yields itself. */
  yields(entity: Entity): Target | undefined {
    if (entity.yields !== "pending") return entity.yields;
    if (this.#depth > MAX_DEPTH) return undefined;
    entity.yields = undefined;
    entity.yields = this.#deeper(() => this.#findYields(entity));
    return entity.yields;
  }

  #findYields(entity: Entity): Target | undefined {
    if (entity.is("class")) return entity;
    const owner = entity.is("constructor") ? entity.owner : undefined;
    if (owner) return owner;
    const calls: Context[] = [];
    for (const { declaration, scope } of entity.declarations) {
      const context = { entity, declaration, scope };
      if (declaration.kind === "call" || declaration.kind === "construct") calls.push(context);
      else {
        const target = this.#type(declaration.type, context);
        if (target && target !== entity) return target;
      }
    }
    for (const context of calls) {
      const target = this.#type(context.declaration.type, context);
      if (target) return target;
    }
    return undefined;
  }

  /** Classes, interfaces and aliases whose members an entity also has. */
  bases(entity: Entity): readonly Entity[] {
    if (entity.bases !== "pending") return entity.bases;
    if (this.#depth > MAX_DEPTH) return [];
    entity.bases = [];
    const found = new Set<Entity>();
    this.#depth++;
    for (const { declaration, scope } of entity.declarations) {
      const context = { entity, declaration, scope };
      const value = declaration.kind === "variable" || declaration.kind === "property";
      const types = declaration.kind === "type" || value ? partsOf(declaration.type, value) : declaration.heritage;
      for (const type of types) {
        const base = this.#type(type, context);
        if (base instanceof Entity && base !== entity) found.add(this.#instanceOf(base));
      }
    }
    this.#depth--;
    found.delete(entity);
    entity.bases = [...found];
    return entity.bases;
  }

  /** `class A extends A_base`, where `A_base` is a variable that holds a constructor. */
  #instanceOf(base: Entity): Entity {
    if (!base.is("variable") || base.is("class", "interface", "type")) return base;
    const value = this.yields(base);
    return value instanceof Entity ? value : base;
  }

  #type(type: TypeNode | undefined, context: Context): Target | undefined {
    if (!type || this.#depth > MAX_DEPTH) return undefined;
    switch (type.kind) {
      case "reference":
        return this.#deeper(() => this.#reference(type, context));
      case "query":
        return this.#deeper(() => this.#dotted(type, context));
      case "object":
        return undefined;
      default:
        for (const part of type.parts) {
          const target = this.#type(part, context);
          if (target) return target;
        }
        return undefined;
    }
  }

  #reference(type: TypeNode, context: Context): Target | undefined {
    if (type.name === "this") return enclosingType(context.entity);
    const [argument] = type.parts;
    if (type.from === "") {
      const bound = typeParameter(type.name, context);
      if (bound !== undefined) return bound === type ? undefined : this.#type(bound ?? undefined, context);
    }
    const target = this.#dotted(type, context);
    if (target) return this.#forwarded(target, type, context) ?? target;
    if (WRAPPERS.has(type.name)) return this.#type(argument, context);
    if (type.name !== "ReturnType" && type.name !== "InstanceType") return undefined;
    const inner = this.#type(argument, context);
    return inner instanceof Entity ? this.yields(inner) : undefined;
  }

  /** What an alias is that only stands for one of its type arguments, as `type Maybe<T> = T | undefined` does. */
  #forwarded(target: Target, { parts }: TypeNode, context: Context): Target | undefined {
    if (parts.length === 0 || !(target instanceof Entity) || !target.is("type") || this.yields(target))
      return undefined;
    for (const { declaration } of target.declarations) {
      const names = declaration.typeParameters.map((parameter) => parameter.name);
      const index = forwardedIndex(declaration.type, names);
      if (index >= 0) return this.#type(parts[index], context);
    }
    return undefined;
  }

  #dotted(type: TypeNode, { scope }: Context): Target | undefined {
    if (type.from === "") return this.named(scope, type.name);
    const module = this.module(scope.file, type.from);
    if (!module || type.name === "") return module;
    const [first = "", ...rest] = type.name.split(".");
    let target = this.#imported(module, first);
    for (const name of rest) target = target && this.member(target, name);
    return target;
  }
}

/** Index of the first type parameter that a type is, or may be; −1 without one. */
function forwardedIndex(type: TypeNode | undefined, names: readonly string[]): number {
  if (type?.kind === "reference") return names.indexOf(type.name);
  if (type?.kind !== "choice" && type?.kind !== "intersection") return -1;
  for (const part of type.parts) {
    const index = forwardedIndex(part, names);
    if (index >= 0) return index;
  }
  return -1;
}

/** The alternatives and parts of an alias; of a value's type only those of an intersection. */
function partsOf(type: TypeNode | undefined, intersectionOnly: boolean): readonly TypeNode[] {
  if (!type) return [];
  if (type.kind !== "intersection" && (type.kind !== "choice" || intersectionOnly)) return [];
  return type.parts.flatMap((part) =>
    part.kind === "reference" || part.kind === "query" ? [part] : partsOf(part, intersectionOnly),
  );
}

/** The class or interface that `this` stands for. */
function enclosingType(entity: Entity): Entity | undefined {
  for (let at: Entity | undefined = entity; at; at = at.owner) if (at.is("class", "interface")) return at;
  return undefined;
}

/** What a type parameter is bound to, null where it is free; undefined for a name that is no type parameter. */
function typeParameter(name: string, { entity, declaration }: Context): TypeNode | null | undefined {
  for (const parameter of declaration.typeParameters) if (parameter.name === name) return parameter.bound ?? null;
  for (let at: Entity | undefined = entity; at; at = at.owner)
    for (const each of at.declarations)
      for (const parameter of each.declaration.typeParameters)
        if (parameter.name === name) return parameter.bound ?? null;
  return undefined;
}
