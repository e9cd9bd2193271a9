import type { Problem } from "../../shared/errors.ts";
import type { LibraryDocuments, PackageInfo, SourceDocument } from "../model/document.ts";
import type { InstalledPackage, LibraryId } from "../model/library.ts";
import { type JsonRecord, parseJsonObject } from "../platform/json.ts";
import { cutChangelog } from "./changelog.ts";
import { classifyFile, oldCompilerFolder } from "./classify.ts";
import { digestOf } from "./digest.ts";
import { entryPoints } from "./entryPoints.ts";
import { listPackage, mapParallel, type PackageText, readPackageFile } from "./packageFiles.ts";
import { packageInfo } from "./packageInfo.ts";
import { withoutTwins } from "./twins.ts";

export interface ReadOptions {
  /** Of a larger file only the beginning is read. */
  readonly maxFileSizeBytes: number;
  /** Latest versions that are kept of a change log; 0 leaves change logs out. */
  readonly changelogVersions: number;
  /** Of one package's texts together; beyond it the least important files are left out. 96 MiB if absent. */
  readonly maxPackageBytes?: number;
}

const MAX_PACKAGE_BYTES = 96 * 1_048_576;
/** Files that are read before their total size is looked at again. */
const BATCH = 256;

/**
 * Reads the documentation that lies in installed packages: Markdown, change logs, type declarations.
 * A file that cannot be read costs itself and is named in the problems; nothing readable at all is the problem
 * `sources/no-documentation` with no documents.
 * @param packages the library's own package first
 * @throws what `signal` was aborted with
 */
export async function readInstalled(
  packages: readonly InstalledPackage[],
  library: LibraryId,
  version: string,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<LibraryDocuments> {
  const read: PackageDocuments[] = [];
  for (const installed of packages) read.push(await readPackage(installed, options, signal));
  const documents = read.flatMap((one) => one.documents);
  const infos = read.map((one) => one.info);
  const problems = read.flatMap((one) => one.problems);
  if (documents.length === 0) {
    const message = `${packages[0]?.name ?? library} ships neither Markdown nor type declarations`;
    problems.push({ code: "sources/no-documentation", message });
  }
  return {
    library,
    version,
    packages: infos,
    documents,
    digest: await digestOf(infos, documents),
    sizeBytes: read.reduce((sum, one) => sum + one.sizeBytes, 0),
    problems,
  };
}

interface PackageDocuments {
  readonly info: PackageInfo;
  readonly documents: readonly SourceDocument[];
  readonly sizeBytes: number;
  readonly problems: readonly Problem[];
}

async function readPackage(
  installed: InstalledPackage,
  options: ReadOptions,
  signal: AbortSignal,
): Promise<PackageDocuments> {
  const { directory, name } = installed;
  const listing = await listPackage(directory, signal);
  const manifests = listing.files.filter((file) => file.endsWith("/package.json"));
  const own = await readPackageFile(directory, "package.json", options.maxFileSizeBytes);
  const manifest = (own.content && parseJsonObject(own.content.text)) ?? {};
  const exported = manifest.exports !== undefined;
  const inner = exported ? [] : await mapParallel(manifests, signal, (file) => readManifest(directory, file, options));
  const paths = listing.files.filter((file) => !file.endsWith("/package.json"));
  const declared = entryPoints(name, {
    manifest,
    declarations: new Set(paths.filter((file) => classifyFile(file)?.kind === "types")),
    inner: new Map(inner.map((own, at) => [(manifests[at] ?? "").slice(0, -"/package.json".length), own])),
  });
  const reached = new Set(declared.map((entry) => entry.file));
  const wanted = byImportance(withoutOldCompilers(paths, reached), reached);
  const { texts, problems } = await readTexts(directory, wanted, options, signal);
  const all = texts.flatMap((text) => toDocument(name, text, reached, options));
  const { documents, entryPoints: kept } = withoutTwins(all.sort(byFile), declared);
  const sizes = new Map(texts.map((text) => [text.file, text.sizeBytes]));
  const files = documents.map((document) => document.file);
  return {
    info: packageInfo(installed, manifest, kept, files),
    documents,
    sizeBytes: files.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0),
    problems: [...(own.problem ? [own.problem] : []), ...listing.problems, ...problems],
  };
}

async function readManifest(directory: string, file: string, options: ReadOptions): Promise<JsonRecord> {
  const { content } = await readPackageFile(directory, file, options.maxFileSizeBytes);
  return (content && parseJsonObject(content.text)) ?? {};
}

/** Copies for older compilers (`ts5.6/`) repeat the declarations; they stay where an entry point is among them. */
function withoutOldCompilers(paths: readonly string[], reached: ReadonlySet<string>): readonly string[] {
  const current = new Set([...reached].map(oldCompilerFolder));
  return paths.filter((file) => {
    const folder = oldCompilerFolder(file);
    return folder === undefined || current.has(folder);
  });
}

/** Prose first, then what entry points name, then the other declarations: the order in which a huge package is cut. */
function byImportance(paths: readonly string[], reached: ReadonlySet<string>): readonly string[] {
  const rank = (file: string): number => {
    const found = classifyFile(file);
    if (found?.audience !== undefined) return 3;
    if (found?.kind === "types") return reached.has(file) ? 1 : 2;
    return 0;
  };
  const ranked = paths.map((file) => ({ file, rank: rank(file) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file);
}

async function readTexts(
  directory: string,
  files: readonly string[],
  options: ReadOptions,
  signal: AbortSignal,
): Promise<{ readonly texts: readonly PackageText[]; readonly problems: readonly Problem[] }> {
  const texts: PackageText[] = [];
  const problems: Problem[] = [];
  const maxBytes = options.maxPackageBytes ?? MAX_PACKAGE_BYTES;
  let total = 0;
  for (let from = 0; from < files.length; from += BATCH) {
    const some = files.slice(from, from + BATCH);
    for (const { content, problem } of await mapParallel(some, signal, (file) =>
      readPackageFile(directory, file, options.maxFileSizeBytes),
    )) {
      if (problem) problems.push(problem);
      if (content) texts.push(content);
      total += content?.sizeBytes ?? 0;
    }
    const left = files.length - from - some.length;
    if (total >= maxBytes && left > 0) {
      problems.push({
        code: "sources/too-large",
        message: `the package is very large; ${left} of its files were left out`,
      });
      break;
    }
  }
  return { texts, problems };
}

function toDocument(
  name: string,
  { file, text }: PackageText,
  reached: ReadonlySet<string>,
  options: ReadOptions,
): readonly SourceDocument[] {
  const found = classifyFile(file);
  if (found === undefined) return [];
  const kept = found.kind === "changelog" ? cutChangelog(text, options.changelogVersions) : text;
  if (kept.trim() === "") return [];
  const { kind } = found;
  const audience = reached.has(file) ? undefined : found.audience;
  return [{ package: name, file, kind, ...(audience && { audience }), text: kept }];
}

function byFile(a: SourceDocument, b: SourceDocument): number {
  return a.file < b.file ? -1 : 1;
}
