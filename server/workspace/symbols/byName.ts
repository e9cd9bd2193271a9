import { importedNameOf } from "../../model/specifier.ts";
import type { SymbolEntry } from "../../model/symbol.ts";
import type { SymbolLookup } from "./symbolLookup.ts";

/** A member of which only the name is known. */
export interface LooseMember {
  readonly name: string;
  readonly called: boolean;
  /** How the code calls the value that has the member; "" where it has no name. */
  readonly hint: string;
  /** Symbol from which the value came, −1 if unknown. */
  readonly near: number;
}

interface Candidate {
  readonly index: number;
  readonly entry: SymbolEntry;
  readonly score: number;
}

/** Members that every value of the language may have: their names say nothing about a library. */
export const languageOwn: ReadonlySet<string> = new Set(
  [Array, String, Number, Function, Promise, Map, Set, Date, RegExp, Object, Uint8Array].flatMap((type) =>
    Object.getOwnPropertyNames(type.prototype),
  ),
);

/**
 * The one member of a library that a name most likely means where the type of its value is unknown.
 * @returns −1 unless it is the only one of that name or the value's name in the code points to its owner (`reply` → `FastifyReply`)
 */
export function memberNamed(lookup: SymbolLookup, wanted: LooseMember): number {
  const near = wanted.near >= 0 ? lookup.symbol(wanted.near) : undefined;
  const typed = memberOfTypeNamed(lookup, wanted);
  if (typed >= 0) return typed;
  const candidates = membersNamed(lookup, wanted.name)
    .filter(({ kind }) => fits(kind, wanted.called))
    .map((entry) => ({ ...entry, score: ownerAffinity(ownerName(entry.entry.path), wanted.hint) }));
  const best = pick(candidates);
  if (!best) return -1;
  if (best.score > 0) return best.index;
  if (languageOwn.has(wanted.name) || (!wanted.called && wanted.hint !== "")) return -1;
  const paths = new Set(candidates.map((candidate) => candidate.entry.path));
  const yields = new Set(candidates.map((candidate) => candidate.entry.yields));
  if (paths.size === 1 || (yields.size === 1 && best.entry.yields >= 0)) return best.index;
  const sameFile = candidates.filter((candidate) => candidate.entry.file === near?.file);
  return wanted.called && new Set(sameFile.map((candidate) => candidate.entry.path)).size === 1
    ? (sameFile[0]?.index ?? -1)
    : -1;
}

/** Short names that code uses everywhere for what a type spells out. */
const shortFor: Readonly<Record<string, string>> = {
  app: "application",
  conn: "connection",
  ctx: "context",
  db: "database",
  e: "event",
  el: "element",
  evt: "event",
  msg: "message",
  req: "request",
  res: "response",
  srv: "server",
  trx: "transaction",
  tx: "transaction",
};

/** `trx.insertInto`: the library's type of that very name has the member. */
function memberOfTypeNamed(lookup: SymbolLookup, { name, called, hint }: LooseMember): number {
  const plain = hint.replace(/[$_\d]/g, "");
  const word = shortFor[plain.toLowerCase()] ?? plain;
  if (word.length < 3) return -1;
  for (const type of lookup.named(word.charAt(0).toUpperCase() + word.slice(1))) {
    const { kind } = lookup.symbol(type);
    if (kind !== "class" && kind !== "interface") continue;
    const member = lookup.member(type, name);
    if (member >= 0 && fits(lookup.symbol(member).kind, called)) return member;
  }
  return -1;
}

const optionsName = /(options?|opts|config|configuration|settings|init|params|parameters|props)$/i;

/**
 * The property of an options type that is meant by a key of an object literal handed to `callee`.
 * @returns −1 unless the type is named after the callee or lies beside it: most keys are the project's own data
 */
export function optionNamed(lookup: SymbolLookup, name: string, callee: number): number {
  const callable = callee >= 0 ? lookup.symbol(callee) : undefined;
  const calleeName = callable ? lastOf(callable.path) : "";
  const declared = callable ? memberOfOptions(lookup, callable.path, name) : -1;
  if (declared >= 0) return declared;
  // A method's options speak of what it does, an entry point's of the whole library.
  const library = callable && callable.kind !== "method" ? importedNameOf(callable.package).replace(/^.*\//, "") : "";
  const candidates = membersNamed(lookup, name)
    .filter(({ kind }) => kind === "property" || kind === "method")
    .map((entry) => {
      const owner = entry.entry.path.slice(0, entry.entry.path.lastIndexOf("."));
      const named = mentions(owner, calleeName) ? 2 : mentions(owner, library) ? 1 : 0;
      const near = entry.entry.file === callable?.file ? 1 : 0;
      return { ...entry, score: optionsName.test(lastOf(owner)) ? 2 + named + near : 0 };
    })
    .filter(({ score }) => score > 2);
  return pick(candidates)?.index ?? -1;
}

function mentions(owner: string, name: string): boolean {
  return name !== "" && owner.toLowerCase().includes(name.replaceAll("-", "").toLowerCase());
}

/** `Agent` → `Agent.Options`, `AgentOptions` and the like, with what they inherit. */
function memberOfOptions(lookup: SymbolLookup, callee: string, name: string): number {
  const type = callee.charAt(0).toUpperCase() + callee.slice(1);
  for (const suffix of [".Options", "Options", "Config", "Settings", "Props"]) {
    const owner = lookup.find(type + suffix);
    const member = owner < 0 ? -1 : lookup.member(owner, name);
    if (member >= 0) return member;
  }
  return -1;
}

function membersNamed(lookup: SymbolLookup, name: string) {
  return lookup
    .named(name)
    .map((index) => ({ index, entry: lookup.symbol(index) }))
    .filter(({ entry }) => entry.path.includes("."))
    .map((found) => ({ ...found, kind: found.entry.kind }));
}

/** Best score; among equals the documented, then the shorter path, then the first. */
function pick(candidates: readonly Candidate[]): Candidate | undefined {
  return [...candidates].sort(
    (a, b) =>
      b.score - a.score ||
      Number(b.entry.section >= 0) - Number(a.entry.section >= 0) ||
      a.entry.path.length - b.entry.path.length ||
      a.index - b.index,
  )[0];
}

/** What is called is a method, or a property that holds a function; what is only read is no method. */
export function fits(kind: SymbolEntry["kind"], called: boolean): boolean {
  return called ? kind === "method" || kind === "function" || kind === "property" : kind !== "method";
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function ownerName(path: string): string {
  return lastOf(path.slice(0, path.lastIndexOf(".")));
}

/**
 * How well a variable's name speaks of a type: 4 the same, 3 its last word (`reply`, `FastifyReply`), 2 the start of one of its words
 * (`req`, `Request`), 1 its initials (`oc`, `OnConflictBuilder`), 0 not at all.
 */
export function ownerAffinity(owner: string, hint: string): number {
  const name = hint.replace(/[$_\d]/g, "").toLowerCase();
  if (name === "") return 0;
  const words = owner.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z\d]+/g)?.map((word) => word.toLowerCase()) ?? [];
  const whole = words.join("");
  if (whole === name) return 4;
  if (whole.endsWith(name) && name.length > 2) return 3;
  if (name.length > 1 && words.some((word) => word.startsWith(name))) return 2;
  return words
    .map((word) => word[0])
    .join("")
    .startsWith(name)
    ? 1
    : 0;
}
