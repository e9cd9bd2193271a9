import { Entity, type ExportPlace, Module, type NameTable, type Target } from "./program.ts";
import type { Resolver } from "./resolver.ts";

/** A name that a module offers, with the statement that gives it where there is one. */
export interface Offer {
  readonly name: string;
  readonly target: Target;
  readonly place: ExportPlace | undefined;
}

/** A further name of a symbol, or the name of a namespace that is itself a module. */
export interface NamedExport {
  readonly path: readonly string[];
  readonly target: Target;
  readonly place: ExportPlace;
}

/** What entry points offer. */
export interface PublicNames {
  /** Modules in the order in which they were reached; those of entry points first. */
  readonly modules: readonly Module[];
  readonly offers: ReadonlyMap<Module, readonly Offer[]>;
  readonly named: readonly NamedExport[];
}

/**
 * Walks what entry points export, level by level, so that every symbol gets its shortest public path; marks on the way
 * what is reached.
 * @param roots modules of entry points, the most important first
 */
export function namePublicly(roots: readonly Module[], resolver: Resolver): PublicNames {
  return new PublicWalk(resolver).run(roots);
}

class PublicWalk {
  readonly #resolver: Resolver;
  readonly #offers = new Map<Module, readonly Offer[]>();
  readonly #named: NamedExport[] = [];
  readonly #placed = new Set<Entity>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  run(roots: readonly Module[]): PublicNames {
    let level: { module: Module; prefix: readonly string[] }[] = roots.map((module) => ({ module, prefix: [] }));
    const visited = new Set<Module>(roots);
    while (level.length > 0) {
      const next: typeof level = [];
      for (const { module, prefix } of level) {
        const offers = this.#offersOf(module);
        this.#offers.set(module, offers);
        this.#nameEntities(offers, prefix);
        for (const { name, target, place } of offers) {
          if (!(target instanceof Module)) continue;
          const path = [...prefix, name];
          if (place && name !== "default" && name !== "export=") this.#named.push({ path, target, place });
          if (!visited.has(target)) next.push({ module: target, prefix: name === "default" ? prefix : path });
          visited.add(target);
        }
      }
      level = next;
    }
    for (const entity of this.#placed) this.#noteNamespaceNames(entity);
    return { modules: [...visited], offers: this.#offers, named: this.#named };
  }

  #offersOf(module: Module): readonly Offer[] {
    const found = new Map<string, { table: NameTable; module: Module }>();
    collectNames(module, found, new Set(), this.#resolver);
    const offers: Offer[] = [];
    for (const [name, origin] of found) {
      const target = this.#resolver.exportOf(origin.module, name);
      if (target) offers.push({ name, target, place: origin.table.exportedNames.get(name) });
    }
    return offers;
  }

  #nameEntities(offers: readonly Offer[], prefix: readonly string[]): void {
    const groups = new Map<Entity, Offer[]>();
    for (const offer of offers) {
      if (!(offer.target instanceof Entity)) continue;
      const group = groups.get(offer.target);
      if (group) group.push(offer);
      else groups.set(offer.target, [offer]);
    }
    for (const [entity, group] of groups) {
      const names = group.map((offer) => offer.name).filter((name) => name !== "default" && name !== "export=");
      if (!this.#placed.has(entity)) {
        this.#placed.add(entity);
        // The whole of a CommonJS module is known by its own name, though it may also give itself others (`path.posix`).
        const isWhole = group.some((offer) => offer.name === "export=");
        placeEntity(entity, isWhole ? [entity.name] : names, prefix);
      }
      reach(entity, this.#resolver);
      if (prefix.length === 0) this.#noteAliases(entity, group);
    }
  }

  /** Names that export statements inside a namespace give: `test.describe` for a function `suite`. */
  #noteNamespaceNames(entity: Entity): void {
    for (const [name, place] of entity.body?.exportedNames ?? []) {
      const target = this.#resolver.exported(place);
      if (!target || name === "default") continue;
      // Types of a namespace that is the whole module are known without it.
      if (target instanceof Entity && target.is("interface", "type") && this.#placed.has(target)) continue;
      const path = [...entity.path, name];
      if (target instanceof Module || target.path.join(".") !== path.join("."))
        this.#named.push({ path, target, place });
    }
  }

  #noteAliases(entity: Entity, group: readonly Offer[]): void {
    const own = entity.path.join(".");
    for (const { name, place } of group) {
      if (!place || name === "default" || name === "export=" || name === own || entity.name === name) continue;
      if (entity.alsoNamed.includes(name)) continue;
      entity.alsoNamed = [...entity.alsoNamed, name];
      this.#named.push({ path: [name], target: entity, place });
    }
  }
}

/** The symbol's own name where it is exported under it, else the first one it is exported under. */
function placeEntity(entity: Entity, names: readonly string[], prefix: readonly string[]): void {
  const own = entity.name;
  const name = names.includes(own) ? own : names[0];
  const { owner } = entity;
  if (owner) {
    // A member of a class or interface keeps its owner's name whatever exports it. Of a namespace that is the whole module,
    // values are used through it (`nock.restore()`), types without it (`Scope`).
    if (name === undefined || owner.members.get(own) === entity) return;
    const isFree = entity.is("interface", "type") || name === owner.name;
    if (isFree) entity.publicPath = [...prefix, name];
    else if (name !== own) entity.publicPath = [...owner.path, name];
  } else if (name !== undefined) entity.publicPath = [...prefix, name];
  else if (own === "_default") entity.publicPath = [...prefix, "default"];
  else if (prefix.length > 0) entity.publicPath = [...prefix, own];
}

function isInternal(entity: Entity): boolean {
  if (entity.name.startsWith("_")) return true;
  return entity.parts.some(({ file, declarations }) =>
    declarations.some(
      ({ declaration: { docs, start } }) =>
        docs[0] !== undefined && file.text.slice(docs[0], start).includes("@internal"),
    ),
  );
}

/** Marks an entity, its members, what it inherits and what its properties hold as reached. */
export function reach(entity: Entity, resolver: Resolver): void {
  const waiting = [entity];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.reached) continue;
    at.reached = true;
    for (const member of at.members.values()) waiting.push(member);
    for (const base of resolver.bases(at)) waiting.push(base);
    if (at.is("variable") || (at.is("property") && !isInternal(at))) {
      const value = resolver.yields(at);
      if (value instanceof Entity) waiting.push(value);
    }
    if (!at.body) continue;
    for (const inner of at.body.names.values()) if (inner.exported) waiting.push(inner);
    for (const place of at.body.exportedNames.values()) {
      const target = resolver.exported(place);
      if (target instanceof Entity) waiting.push(target);
    }
  }
}

/** Most modules that one passes on with `export *`. */
const MAX_MODULES = 5_000;

type Found = Map<string, { table: NameTable; module: Module }>;

/** All names that a module exports, each with the module that gives it. */
function collectNames(module: Module, found: Found, seen: Set<Module>, resolver: Resolver): void {
  if (seen.has(module) || seen.size > MAX_MODULES) return;
  seen.add(module);
  const { table } = module;
  addTable(table, module, found);
  if (table.exportedNames.has("export=")) {
    const whole = resolver.exportOf(module, "export=");
    if (whole instanceof Module) collectNames(whole, found, seen, resolver);
    else if (whole?.body) addTable(whole.body, module, found);
  }
  for (const { item, scope } of table.exports) {
    if (item.kind !== "star") continue;
    const other = resolver.module(scope.file, item.specifier);
    if (!other) continue;
    const inner: Found = new Map();
    collectNames(other, inner, seen, resolver);
    for (const [name, origin] of inner)
      if (name !== "default" && name !== "export=" && !found.has(name)) found.set(name, origin);
  }
}

function addTable(table: NameTable, module: Module, found: Found): void {
  for (const [name, entity] of table.names) if (entity.exported && !found.has(name)) found.set(name, { table, module });
  if (table.defaultExport && !found.has("default")) found.set("default", { table, module });
  for (const name of table.exportedNames.keys()) if (!found.has(name)) found.set(name, { table, module });
}
