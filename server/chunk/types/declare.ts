import { Entity, type FileNode, Module, NameTable, type Scope } from "./program.ts";
import type { Block, Declaration, ImportBinding, TypeNode } from "./syntax.ts";

/** Object types nested deeper than this are not looked into. */
const MAX_DEPTH = 12;
const NO_IMPORTS: ReadonlyMap<string, ImportBinding> = new Map();
const NO_ALIASES: ReadonlyMap<string, string> = new Map();

/** An augmentation that waits until all modules are declared. */
export interface Augmentation {
  readonly declaration: Declaration;
  readonly scope: Scope;
}

/** Enters the declarations of files into tables of names. */
export class Declarer {
  readonly globals = new NameTable();
  /** By specifier. */
  readonly ambient = new Map<string, Module>();
  readonly augmentations: Augmentation[] = [];

  /** @returns the file's module, undefined for a script, whose declarations are global */
  declareFile(file: FileNode): Module | undefined {
    const isModule = file.syntax.isModule;
    const table = isModule ? new NameTable() : this.globals;
    this.declareBlock(file.syntax, { file, table, parent: undefined });
    return isModule ? new Module(file, table) : undefined;
  }

  /** Enters the module's body once its target is known. */
  augment({ declaration, scope }: Augmentation, table: NameTable): void {
    if (declaration.body) this.declareBlock(declaration.body, { file: scope.file, table, parent: scope });
  }

  ambientModule(name: string, file: FileNode, foreign: boolean): Module {
    let module = this.ambient.get(name);
    if (!module) {
      module = new Module(file, new NameTable(), name, foreign);
      this.ambient.set(name, module);
    }
    return module;
  }

  declareBlock(block: Block, around: Pick<Scope, "file" | "table" | "parent">): void {
    const scope: Scope = {
      ...around,
      imports: block.imports.length > 0 ? new Map(block.imports.map((each) => [each.local, each])) : NO_IMPORTS,
      aliases: block.aliases.length > 0 ? new Map(block.aliases.map((each) => [each.local, each.target])) : NO_ALIASES,
    };
    for (const item of block.exports) scope.table.exports.push({ item, scope });
    // In ambient modules and namespaces everything is exported unless an export statement says what is.
    const allExported = around.parent !== undefined && block.exports.length === 0;
    for (const declaration of block.declarations) this.#declare(declaration, scope, allExported);
  }

  #declare(declaration: Declaration, scope: Scope, allExported: boolean): void {
    const { kind, body } = declaration;
    if (kind === "module") this.#declareModule(declaration, scope);
    else if (kind === "global") {
      if (body) this.declareBlock(body, { file: scope.file, table: this.globals, parent: scope });
    } else if (kind === "namespace") this.#declareNamespace(declaration, scope, allExported);
    else if (declaration.name !== "" || declaration.isDefault) {
      const name = declaration.name || "default";
      const entity = entityIn(scope.table, name);
      markExported(entity, declaration, { table: scope.table, allExported });
      addDeclaration(entity, declaration, scope);
    }
  }

  #declareModule(declaration: Declaration, scope: Scope): void {
    if (scope.file.syntax.isModule) this.augmentations.push({ declaration, scope });
    else {
      const module = this.ambientModule(declaration.name, scope.file, false);
      this.augment({ declaration, scope }, module.table);
    }
  }

  #declareNamespace(declaration: Declaration, scope: Scope, allExported: boolean): void {
    let { table } = scope;
    let entity: Entity | undefined;
    for (const name of declaration.name.split(".")) {
      entity = entityIn(table, name);
      markExported(entity, declaration, { table, allExported: allExported || table !== scope.table });
      entity.body ??= new NameTable(entity);
      table = entity.body;
    }
    if (!entity) return;
    entity.add(declaration, scope);
    if (declaration.body) this.declareBlock(declaration.body, { file: scope.file, table, parent: scope });
  }
}

function entityIn(table: NameTable, name: string): Entity {
  let entity = table.names.get(name);
  if (!entity) {
    entity = new Entity(name, table.owner);
    table.names.set(name, entity);
  }
  return entity;
}

interface Exporting {
  readonly table: NameTable;
  readonly allExported: boolean;
}

function markExported(entity: Entity, declaration: Declaration, { table, allExported }: Exporting): void {
  if (declaration.isDefault) table.defaultExport = entity;
  else if (declaration.exported || allExported) entity.exported = true;
}

function addDeclaration(entity: Entity, declaration: Declaration, scope: Scope): void {
  entity.add(declaration, scope);
  const isFunction =
    declaration.kind === "function" || declaration.kind === "method" || declaration.kind === "constructor";
  for (const member of declaration.members) addMember(entity, member, scope);
  const walk: Walk = { scope, depth: 0, documentedOnly: isFunction };
  for (const parameter of declaration.parameters) addParameter(entity, parameter, walk);
  if (declaration.type) addTypeMembers(entity, declaration.type, walk);
}

function addMember(owner: Entity, member: Declaration, scope: Scope, depth = 0): void {
  if (member.isPrivate && member.docs.length === 0) return;
  if (member.kind === "parameter") {
    addParameter(owner, member, { scope, depth: depth + 1, documentedOnly: true });
    return;
  }
  if (member.kind === "call" || member.kind === "construct") {
    owner.add(member, scope);
    const walk: Walk = { scope, depth, documentedOnly: true };
    for (const parameter of member.parameters) addParameter(owner, parameter, walk);
    return;
  }
  const entity = owner.member(member.name);
  entity.add(member, scope);
  const isFunction = member.kind === "method" || member.kind === "constructor";
  const walk: Walk = { scope, depth: depth + 1, documentedOnly: isFunction };
  for (const parameter of member.parameters) addParameter(entity, parameter, walk);
  if (member.type) addTypeMembers(entity, member.type, walk);
}

interface Walk {
  readonly scope: Scope;
  readonly depth: number;
  /** What functions take and give is entered only as far as it is documented. */
  readonly documentedOnly: boolean;
}

function addParameter(owner: Entity, parameter: Declaration, walk: Walk): void {
  if (!parameter.type || !isDocumented(parameter.type)) return;
  const entity = parameter.name === "" ? owner : owner.member(parameter.name);
  if (entity !== owner) entity.add(parameter, walk.scope);
  addTypeMembers(entity, parameter.type, { ...walk, documentedOnly: true });
}

function addTypeMembers(owner: Entity, type: TypeNode, walk: Walk): void {
  if (walk.depth > MAX_DEPTH) return;
  if (type.kind === "object") {
    for (const member of type.members)
      if (!walk.documentedOnly || hasDocs(member)) addMember(owner, member, walk.scope, walk.depth);
    return;
  }
  const inner = type.kind === "function" ? { ...walk, documentedOnly: true } : walk;
  for (const parameter of type.members) addParameter(owner, parameter, inner);
  for (const part of type.parts) addTypeMembers(owner, part, inner);
}

function hasDocs(member: Declaration): boolean {
  if (member.docs.length > 0 || member.parameters.length > 0) return true;
  return member.type !== undefined && isDocumented(member.type);
}

function isDocumented(type: TypeNode): boolean {
  return type.members.some(hasDocs) || type.parts.some(isDocumented);
}
