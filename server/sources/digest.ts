import xxhash from "xxhash-wasm";
import type { PackageInfo, SourceDocument } from "../model/document.ts";

/** xxhash64 over what decides the index of a library: equal packages and texts, equal digest (16 hex digits). */
export async function digestOf(
  packages: readonly PackageInfo[],
  documents: readonly SourceDocument[],
): Promise<string> {
  const hash = (await xxhash()).create64();
  const add = (...fields: readonly string[]): void => {
    for (const field of fields) hash.update(`${field.length}\n`).update(field);
  };
  for (const info of packages) add(JSON.stringify(info));
  for (const { package: name, file, kind, audience, text } of documents) add(name, file, kind, audience ?? "", text);
  return hash.digest().toString(16).padStart(16, "0");
}
