import type { EntryPoint, PackageInfo } from "../model/document.ts";
import { isRecord, type JsonRecord, recordIn, stringIn } from "../platform/json.ts";

const HOSTS: Readonly<Record<string, string>> = {
  github: "https://github.com/",
  gitlab: "https://gitlab.com/",
  bitbucket: "https://bitbucket.org/",
  gist: "https://gist.github.com/",
};
/** Best first; `README.zh.md` is none of them. */
const README = [/^readme\.md$/i, /^readme\.(?:mdx|markdown)$/i, /^readme$/i, /^index\.mdx?$/i];

/**
 * What an installed manifest says about its package.
 * @param files paths of the package's documents
 */
export function packageInfo(
  installed: { readonly name: string; readonly version: string },
  manifest: JsonRecord,
  entryPoints: readonly EntryPoint[],
  files: readonly string[],
): PackageInfo {
  return {
    name: installed.name,
    version: installed.version,
    description: stringIn(manifest, "description") ?? "",
    ...present({
      homepage: webUrl(stringIn(manifest, "homepage")),
      repository: repositoryUrl(manifest.repository),
      license: licenseOf(manifest),
      readme: readmeOf(files),
    }),
    dependencies: dependencyNames(manifest),
    entryPoints,
  };
}

/**
 * The web address of a repository: `git+ssh://git@host/a/b.git`, `git@host:a/b`, `github:a/b`, `a/b` → `https://host/a/b`.
 * User names and passwords are dropped.
 */
export function repositoryUrl(repository: unknown): string | undefined {
  const written = (isRecord(repository) ? stringIn(repository, "url") : repository) ?? undefined;
  if (typeof written !== "string") return undefined;
  const text = written.trim();
  const shorthand = /^(?:(\w+):)?([\w.-]+(?:\/[\w.-]+)?)(?:#.*)?$/.exec(text);
  const host = HOSTS[shorthand?.[1] ?? "github"];
  if (shorthand && host !== undefined && (shorthand[2]?.includes("/") || shorthand[1] === "gist")) {
    return host + withoutGit(shorthand[2] ?? "");
  }
  const scp = /^(?:ssh:\/\/)?[\w.-]+@([\w.-]+):(?!\d+\/)(.+)$/.exec(text);
  if (scp) return webUrl(`https://${scp[1]}/${withoutGit(scp[2] ?? "")}`);
  return webUrl(withoutGit(text.replace(/^git\+/, "").replace(/^(?:git|ssh|http):\/\//, "https://")));
}

function withoutGit(path: string): string {
  return path
    .replace(/#.*$/, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
}

/** An http(s) address without credentials; undefined for anything else. */
function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  url.username = "";
  url.password = "";
  return url.pathname === "/" && !text.endsWith("/") ? url.href.slice(0, -1) : url.href;
}

function licenseOf(manifest: JsonRecord): string | undefined {
  const { license, licenses } = manifest;
  if (typeof license === "string" && license !== "") return license;
  if (isRecord(license)) return stringIn(license, "type");
  if (!Array.isArray(licenses)) return undefined;
  const types = licenses.map((item: unknown) => (isRecord(item) ? stringIn(item, "type") : item));
  const named = types.filter((type) => typeof type === "string");
  return named.length > 0 ? named.join(" OR ") : undefined;
}

/** Packages that declarations may import: whatever is promised to be there at run time. */
function dependencyNames(manifest: JsonRecord): readonly string[] {
  const groups = ["dependencies", "peerDependencies", "optionalDependencies"];
  return [...new Set(groups.flatMap((group) => Object.keys(recordIn(manifest, group))))].sort();
}

function readmeOf(files: readonly string[]): string | undefined {
  for (const pattern of README) {
    const found = files.find((file) => pattern.test(file));
    if (found !== undefined) return found;
  }
  return undefined;
}

function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
