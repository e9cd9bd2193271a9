// Merges the pins of all judged sets into test/packages/package.json, whose node_modules the integration tests read.
// Usage: node scripts/testPackages.ts [--check]   then: npm install --package-lock-only in test/packages

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";

const SETS = ["test/eval/shared", "test/eval/setA", "test/eval/setB", "test/hover/set"] as const;
const target = new URL("../test/packages/package.json", import.meta.url);
const Pins = z.record(z.string(), z.string().regex(/^\d+\.\d+\.\d+/, "a pin is an exact version"));

/**
 * Union of the sets' pins, sorted by name.
 * @throws {Error} if two sets pin different versions of one package, because one folder can hold only one
 */
export function mergePins(sets: ReadonlyMap<string, Readonly<Record<string, string>>>): Record<string, string> {
  const merged = new Map<string, { readonly version: string; readonly set: string }>();
  for (const [set, pins] of sets)
    for (const [name, version] of Object.entries(pins)) {
      const known = merged.get(name);
      if (known && known.version !== version)
        throw new Error(`${name} is pinned to ${known.version} in ${known.set} and to ${version} in ${set}`);
      merged.set(name, known ?? { version, set });
    }
  const sorted = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, { version }]) => [name, version]));
}

function manifest(): string {
  const sets = new Map<string, Record<string, string>>();
  for (const set of SETS) {
    const file = new URL(`../${set}/packages.json`, import.meta.url);
    if (existsSync(file)) sets.set(set, Pins.parse(JSON.parse(readFileSync(file, "utf8"))));
  }
  const description = "Packages of the judged sets, written by scripts/testPackages.ts.";
  const dependencies = mergePins(sets);
  return `${JSON.stringify({ name: "contexter-test-packages", private: true, description, dependencies }, null, 2)}\n`;
}

if (import.meta.main) {
  const wanted = manifest();
  const current = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (wanted === current) console.log("test/packages/package.json is up to date");
  else if (process.argv.includes("--check")) {
    console.error(
      "test/packages/package.json is stale\n→ Run `node scripts/testPackages.ts`, then `npm install --package-lock-only --legacy-peer-deps --ignore-scripts` in test/packages.",
    );
    process.exitCode = 1;
  } else {
    writeFileSync(target, wanted);
    console.log(
      "test/packages/package.json written; now run `npm install --package-lock-only --legacy-peer-deps --ignore-scripts` there",
    );
  }
}
