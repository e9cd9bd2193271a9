import type { PackageInfo } from "../../server/model/document.ts";
import type { Generation } from "../../server/model/generation.ts";
import { libraryId } from "../../server/model/library.ts";

export function packageInfo(name: string, rest: Partial<PackageInfo> = {}): PackageInfo {
  return { name, version: "1.0.0", description: `What ${name} is.`, dependencies: [], entryPoints: [], ...rest };
}

/** A finished generation of `name@version` that holds the packages named besides its own. */
export function generation(id: number, named: string, packages: readonly PackageInfo[] = []): Generation {
  const at = named.lastIndexOf("@");
  const [name, version] = [named.slice(0, at), named.slice(at + 1)];
  return {
    id,
    info: {
      library: libraryId(name),
      version,
      digest: "0123456789abcdef",
      chunker: "sections-1",
      tokenizer: "code-1",
      model: "fake",
      packages: [packageInfo(name, { version, readme: "README.md" }), ...packages],
      sections: 10,
      passages: 20,
      symbols: 5,
      rawBytes: 1000,
    },
    segment: `${id}.segment`,
    segmentBytes: 500,
    indexedAt: "2026-01-02T03:04:05.000Z",
  };
}
