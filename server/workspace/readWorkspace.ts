import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Problem } from "../../shared/errors.ts";
import { type Dependency, libraryId, type PackageManager, type WorkspaceSnapshot } from "../model/library.ts";
import { type Selection, selectDependencies } from "./dependencies.ts";
import { Installation } from "./installation.ts";
import { type FoundPackage, InstalledPackages, isMarkedPrivate } from "./installedPackages.ts";
import { installCommand, LOCK_FILES, managerOf, PNP_FILES, STATE_FILES } from "./manager.ts";
import type { NamedDependency } from "./manifest.ts";
import { type Project, readProjects } from "./projects.ts";
import { REGISTRY_FILES } from "./registries.ts";
import { parseWanted, type Wanted } from "./wanted.ts";

/**
 * Reads what a workspace folder uses: manifests of the folder and its members, and for each dependency the version that
 * code there really gets.
 * @param root absolute path
 * @throws ContexterError `workspace/not-a-folder`; what `signal` was aborted with
 */
export async function readWorkspace(root: string, options: Selection, signal: AbortSignal): Promise<WorkspaceSnapshot> {
  const { projects, problems, watch } = await readProjects(root, signal);
  const reader = new DependencyReader(root, projects);
  const all: Dependency[] = [];
  for (const project of projects) {
    signal.throwIfAborted();
    all.push(...(await reader.readProject(project)));
  }
  const manager = await reader.managerOf(root, projects[0]?.manifest.packageManager);
  const watched = new Set([...watch, ...(await reader.watchedPaths())]);
  return {
    root,
    manager,
    dependencies: selectDependencies(all, options),
    problems: [...problems, ...reader.problems, ...(projects.length === 0 ? [noManifest(root)] : [])],
    watch: [...watched].sort(),
  };
}

/** Dependencies of the projects of one workspace, with what was seen on the way kept for the next project. */
class DependencyReader {
  readonly #root: string;
  readonly #projects: readonly Project[];
  readonly #members: ReadonlySet<string>;
  readonly #packages = new InstalledPackages();
  readonly #installation = new Installation(homedir());

  constructor(root: string, projects: readonly Project[]) {
    this.#root = root;
    this.#projects = projects;
    this.#members = new Set(projects.flatMap(({ manifest }) => manifest.name ?? []));
  }

  get problems(): readonly Problem[] {
    return this.#installation.problems;
  }

  async readProject(project: Project): Promise<readonly Dependency[]> {
    const scopes = await this.#installation.privateScopes(project.folder);
    const named = project.manifest.dependencies;
    const read = await Promise.all(named.map((dependency) => this.#read(project, dependency, scopes)));
    return read.filter((dependency) => dependency !== undefined);
  }

  async managerOf(folder: string, packageManager: string | undefined): Promise<PackageManager> {
    return managerOf(packageManager) ?? (await this.#installation.lockFile(folder))?.manager ?? "npm";
  }

  /** What the managers rewrite when they install, where it is and where it may come. */
  async watchedPaths(): Promise<readonly string[]> {
    const paths: string[] = [];
    for (const folder of new Set([this.#root, ...this.#projects.map((project) => project.folder)])) {
      const modules = await this.#packages.modulesFolders(folder);
      for (const place of new Set([join(folder, "node_modules"), ...modules.slice(0, 1)])) {
        paths.push(place, ...STATE_FILES.map((file) => join(place, file)));
      }
      const lock = await this.#installation.lockFile(folder);
      for (const place of new Set([
        ...(folder === this.#root ? [folder] : []),
        ...(lock ? [dirname(lock.path)] : []),
      ])) {
        const files = [...LOCK_FILES.map(([file]) => file), ...PNP_FILES, ...REGISTRY_FILES];
        paths.push(...files.map((file) => join(place, file)));
      }
    }
    return paths;
  }

  async #read(project: Project, named: NamedDependency, scopes: ReadonlySet<string>): Promise<Dependency | undefined> {
    const range = catalogRange(project, named);
    const wanted = parseWanted(range);
    const found = await this.#packages.find(project.folder, named.name);
    const base = {
      name: named.name,
      wanted: range,
      group: named.group,
      manifest: project.path,
      line: named.line,
      library: libraryId(wanted.realName ?? named.name),
    };
    const real = wanted.realName ?? named.name;
    const isPrivate = wanted.origin !== "registry" || scopes.has(scopeOf(real)) || this.#members.has(real);
    if (this.#isLocal(named.name, wanted, found)) {
      return { ...base, ...versionOf(found), state: "local", packages: [], private: true };
    }
    if (found === undefined) return this.#notInstalled(project, named, { ...base, private: isPrivate });
    return {
      ...base,
      state: "installed",
      version: found.version,
      packages: await this.#packages.documentedBy(found, project.folder, found.name),
      private: isPrivate || isMarkedPrivate(found.manifest),
    };
  }

  /** Linked folders and the workspace's own members: their documentation is the user's own code. */
  #isLocal(name: string, wanted: Wanted, found: FoundPackage | undefined): boolean {
    if (wanted.origin === "link") return true;
    if (found) return !found.isCopied;
    return wanted.origin === "registry" && this.#members.has(name);
  }

  async #notInstalled(
    project: Project,
    named: NamedDependency,
    base: Omit<Dependency, "state" | "packages">,
  ): Promise<Dependency | undefined> {
    const version = await this.#installation.lockedVersion(project.folder, named.name, named.wanted);
    const rest = { ...base, ...(version !== undefined && { version }), packages: [] };
    if (await this.#installation.isPlugAndPlay(project.folder)) {
      const message = `${named.name} lies in a Plug'n'Play archive`;
      return { ...rest, state: "unsupported", problem: { code: "workspace/plug-n-play", message, file: project.path } };
    }
    const mayBeAbsent = named.mayBeAbsent || named.group === "optional";
    if (mayBeAbsent && (await this.#packages.modulesFolders(project.folder)).length > 0) return undefined;
    const command = installCommand(await this.managerOf(project.folder, this.#packageManagerOf(project)));
    const where = relative(this.#root, project.folder);
    const message = `${named.name} is not installed; run \`${command}\`${where === "" ? "" : ` in ${where}`}`;
    return { ...rest, state: "missing", problem: { code: "workspace/not-installed", message, file: project.path } };
  }

  #packageManagerOf(project: Project): string | undefined {
    return project.manifest.packageManager ?? this.#projects[0]?.manifest.packageManager;
  }
}

/** `catalog:` and `catalog:name` stand for the range that the workspace keeps for a package. */
function catalogRange({ catalogs }: Project, { name, wanted }: NamedDependency): string {
  const catalog = /^catalog:(.*)$/.exec(wanted)?.[1]?.trim();
  if (catalog === undefined) return wanted;
  const own = catalogs.get(catalog) ?? (catalog === "default" ? catalogs.get("") : undefined);
  return own?.get(name) ?? wanted;
}

function scopeOf(name: string): string {
  return name.startsWith("@") ? name.slice(0, name.indexOf("/")) : "";
}

function versionOf(found: FoundPackage | undefined): { readonly version?: string } {
  return found ? { version: found.version } : {};
}

function noManifest(root: string): Problem {
  return { code: "workspace/no-manifest", message: `${root} has no package.json`, file: root };
}
