import { importedNameOf, packageNameOf } from "../../model/specifier.ts";
import { fits, languageOwn, memberNamed, optionNamed } from "./byName.ts";
import { type Chain, type ChainStep, type Use, unused } from "./chain.ts";
import type { ModuleView, SymbolLookup } from "./symbolLookup.ts";

/** Where a chain leads to in a library. */
export interface ResolvedChain {
  /** Declared dotted paths, best first. */
  readonly paths: readonly string[];
  /** `name` where the declared types ended and the member's name decided. */
  readonly by: "resolver" | "name";
}

/** How far a chain has been followed. */
interface Place {
  /** −1 if it is a module, or if its declaration is not known. */
  readonly symbol: number;
  readonly module?: ModuleView;
  /** Symbol whose member it is, −1 for none. */
  readonly owner: number;
  readonly use: Use;
  /** How the code calls a value of unknown type, "" where it has no name. */
  readonly hint: string;
  readonly guessed: boolean;
  /** Path of a member that the library does not declare: its class must have it from another library. */
  readonly unlisted?: string;
}

const nowhere: Place = { symbol: -1, owner: -1, use: unused, hint: "", guessed: false };

/**
 * Follows a chain through a library's declarations: exports, return types, members. Where the declared types end, the member's name
 * within the library decides, if it is clear enough.
 * @returns undefined where the library has nothing that the chain can mean, and for a module as a whole (`import * as fs`)
 */
export function resolveChain(chain: Chain, lookup: SymbolLookup): ResolvedChain | undefined {
  let place: Place | undefined = rootPlace(chain, lookup);
  for (const step of chain.steps) {
    if (!place) return undefined;
    place = follow(place, step, lookup);
  }
  if (!place) return undefined;
  if (place.unlisted !== undefined) return { paths: [place.unlisted], by: "name" };
  const symbol = place.symbol >= 0 ? ownName(place.symbol, lookup) : namespaceOf(chain, place, lookup);
  if (symbol < 0) return undefined;
  return { paths: candidatePaths(chain, { ...place, symbol }, lookup), by: place.guessed ? "name" : "resolver" };
}

/** `default: { watch: typeof watch }`: the function itself is what is documented. */
function ownName(symbol: number, lookup: SymbolLookup): number {
  const { kind, path, yields } = lookup.symbol(symbol);
  if ((kind !== "property" && kind !== "variable") || yields < 0) return symbol;
  const target = lookup.symbol(yields);
  return target.kind === "function" && path.endsWith(`.${target.path}`) ? yields : symbol;
}

/** The symbol of a module as a value, or of a namespace by its name (`z.coerce`). */
function namespaceOf(chain: Chain, place: Place, lookup: SymbolLookup): number {
  const main = callable(place);
  if (main >= 0 || !place.module) return main;
  const name = chain.steps.at(-1)?.name ?? chain.root;
  return lookup.named(name).find((index) => lookup.symbol(index).kind === "namespace") ?? -1;
}

function candidatePaths(chain: Chain, place: Place, lookup: SymbolLookup): string[] {
  const paths = [lookup.symbol(place.symbol).path];
  const last = chain.steps.at(-1);
  if (place.owner >= 0 && last) paths.push(`${lookup.symbol(place.owner).path}.${last.name}`);
  const names = chain.steps.map((step) => step.name);
  const plain = [chain.rootUse, ...chain.steps].slice(0, -1).every((use) => !use.called && !use.constructed);
  const root = chain.root === "default" || chain.root === "*" ? [] : [chain.root];
  if (plain && chain.steps.every((step) => step.via === "member")) paths.push([...root, ...names].join("."));
  return [...new Set(paths)].filter(Boolean);
}

/** Exports differ by module system: a default import of a CommonJS module is the module, `export =` has members of its own. */
function rootPlace(chain: Chain, lookup: SymbolLookup): Place | undefined {
  const { specifier, root, rootUse: use } = chain;
  const module = moduleOf(specifier, lookup);
  if (root === "*" || root === "default") {
    const symbol = root === "default" ? mainExport(module) : -1;
    if (symbol >= 0 || module) return { ...nowhere, symbol, use, ...(module && { module }) };
    return byPath(lookup, lastName(specifier), use);
  }
  const found = module && exportOf(module, root, lookup);
  return found ? { ...found, use } : byPath(lookup, root, use);
}

function byPath(lookup: SymbolLookup, path: string, use: Use): Place | undefined {
  const symbol = lookup.find(path);
  return symbol < 0 ? undefined : { ...nowhere, symbol, use, guessed: true };
}

function moduleOf(specifier: string, lookup: SymbolLookup): ModuleView | undefined {
  const plain = specifier.replace(/^node:/, "").replace(/\.[cm]?js$/, "");
  for (const candidate of [specifier, plain, `node:${plain}`]) {
    const module = lookup.module(candidate);
    if (module) return module;
  }
  return undefined;
}

/** The name that a package or one of its files suggests for its default export. */
function lastName(specifier: string): string {
  const name = packageNameOf(specifier)?.name;
  const last = specifier.split("/").at(-1) ?? specifier;
  return (last === name ? importedNameOf(name) : last).replace(/\.[cm]?js$/, "").replace(/^.*\//, "");
}

/**
 * The symbol that a module is when it is used as one value, −1 if it is only a set of names. A default export may itself be a module
 * (`export * as default from`), to a depth that no library needs.
 */
function mainExport(module: ModuleView | undefined, depth = 4): number {
  for (const name of ["default", "export="]) {
    const found = module?.export(name);
    if (!found) continue;
    const symbol = "symbol" in found ? found.symbol : depth > 0 ? mainExport(found.module, depth - 1) : -1;
    if (symbol >= 0) return symbol;
  }
  return -1;
}

function exportOf(module: ModuleView, name: string, lookup: SymbolLookup): Place | undefined {
  const found = module.export(name);
  if (found && "module" in found) return { ...nowhere, module: found.module };
  if (found && found.symbol >= 0) return { ...nowhere, symbol: found.symbol };
  const main = mainExport(module);
  if (main < 0) return undefined;
  if (name === "default") return { ...nowhere, symbol: main };
  return memberOf({ ...nowhere, symbol: main }, name, lookup);
}

function callable(place: Place): number {
  return mainExport(place.module);
}

function follow(place: Place, step: ChainStep, lookup: SymbolLookup): Place | undefined {
  const use: Use = { called: step.called, constructed: step.constructed, awaited: step.awaited };
  switch (step.via) {
    case "call":
      return { ...again(place, lookup), use };
    case "element":
      // The table names a list's elements as what the list yields.
      return { ...place, hint: step.name, guessed: true };
    case "parameter":
      return { ...nowhere, hint: step.name, use, guessed: place.guessed };
    case "option": {
      const symbol = optionNamed(lookup, step.name, place.symbol >= 0 ? place.symbol : callable(place));
      return symbol < 0 ? undefined : { ...nowhere, symbol, use, guessed: true };
    }
    case "member": {
      const found = memberOf(place, step.name, lookup) ?? guess(place, step, lookup);
      return found && { ...found, use, guessed: found.guessed || place.guessed };
    }
  }
}

/** A value's second call calls what the first one returned. */
function again(place: Place, lookup: SymbolLookup): Place {
  const [symbol = -1] = owners(place, lookup);
  return symbol < 0 ? { ...nowhere, guessed: place.guessed } : { ...place, symbol };
}

function memberOf(place: Place, name: string, lookup: SymbolLookup): Place | undefined {
  for (const owner of owners(place, lookup)) {
    const symbol = ownMember(owner, name, lookup);
    if (symbol >= 0) return { ...nowhere, symbol, owner };
  }
  const plain = !place.use.called && !place.use.constructed;
  return place.module && plain ? exportOf(place.module, name, lookup) : undefined;
}

function ownMember(owner: number, name: string, lookup: SymbolLookup): number {
  const member = lookup.member(owner, name);
  if (member >= 0) return member;
  const { path } = lookup.symbol(owner);
  const nested = lookup.find(`${path}.${name}`);
  // An interface that other files add to (`declare module "../index"`) has its members there without the outer name.
  return nested >= 0 ? nested : lookup.find(`${path.slice(path.lastIndexOf(".") + 1)}.${name}`);
}

/** Symbols that may have the members of a used symbol, the likeliest first. */
function owners(place: Place, lookup: SymbolLookup): number[] {
  const { use } = place;
  const symbol = place.symbol >= 0 || !(use.called || use.constructed) ? place.symbol : callable(place);
  if (symbol < 0) return [];
  const { kind } = lookup.symbol(symbol);
  if (use.constructed) return kind === "class" ? [symbol, ...yielded(symbol, lookup)] : yielded(symbol, lookup);
  if (use.called) return kind === "class" ? [symbol] : yielded(symbol, lookup);
  switch (kind) {
    case "variable":
    case "property":
    case "type":
      return [...yielded(symbol, lookup), symbol];
    default:
      return [symbol];
  }
}

/** What a symbol yields, then what that stands for: an alias its target, a variable its type, a callable interface its result. */
function yielded(symbol: number, lookup: SymbolLookup): number[] {
  const found: number[] = [];
  for (let at = lookup.symbol(symbol).yields; at >= 0 && !found.includes(at); at = lookup.symbol(at).yields)
    found.push(at);
  return found;
}

/** The declared types have ended: a called member may return its own object; else the name decides. */
function guess(place: Place, step: ChainStep, lookup: SymbolLookup): Place | undefined {
  // A type alias that leads nowhere computes a type (`z.infer<…>`): its members are the project's own.
  if (place.symbol >= 0 && lookup.symbol(place.symbol).kind === "type") return undefined;
  if (place.use.called && place.owner >= 0) {
    const symbol = lookup.member(place.owner, step.name);
    if (symbol >= 0 && fits(lookup.symbol(symbol).kind, step.called))
      return { ...nowhere, symbol, owner: place.owner, guessed: true };
  }
  const { called, name } = step;
  const { hint, symbol: near } = place;
  // What is read from a value whose type has ended is mostly the project's own data; what a callback takes apart is the library's.
  if (!called && near >= 0) return undefined;
  const symbol = memberNamed(lookup, { name, called, hint, near });
  if (symbol >= 0) return { ...nowhere, symbol, guessed: true };
  if (!called || languageOwn.has(name)) return undefined;
  const owner = owners(place, lookup).find((index) => lookup.symbol(index).kind === "class");
  if (owner === undefined) return undefined;
  return { ...nowhere, unlisted: `${lookup.symbol(owner).path}.${name}`, guessed: true };
}
