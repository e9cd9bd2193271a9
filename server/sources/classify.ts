import type { Audience, DocumentKind } from "../model/document.ts";
import { isTranslation } from "./translation.ts";

export interface FileClass {
  readonly kind: DocumentKind;
  readonly audience?: Audience;
}

const MARKDOWN = /\.(?:md|mdx|markdown)$/i;
const DECLARATION = /\.d\.[cm]?ts$/i;
/** Folders that hold no documentation of the package itself. */
const IGNORED_FOLDERS =
  /(?:^|\/)(?:node_modules|bower_components|__tests__|__test__|__fixtures__|__mocks__|__snapshots__|fixtures?|issue_template|pull_request_template|coverage)\//i;
const TEST_FOLDERS = /(?:^|\/)(?:tests?|testdata|test-data)\//i;
const DOCS_FOLDERS = /(?:^|\/)(?:docs?|documentation|website)\//i;
/** Hidden folders are the maintainers' own, but for those that address agents. */
const HIDDEN_FOLDER = /(?:^|\/)\.[^/]+\//;
const AGENT_HIDDEN_FOLDERS = /(?:^|\/)\.(?:cursor|claude|agents?|codex|gemini|windsurf|clinerules|roo|kiro)\//i;
const AGENT_FOLDERS = /(?:^|\/)(?:skills|agents?-\w+)\//i;
/** In capitals anywhere, in any case at the top: `docs/agents.md` may well be a guide to agents. */
const AGENT_FILES = /^(?:AGENTS?|CLAUDE|GEMINI|SKILL|COPILOT-INSTRUCTIONS)(?:\.local)?$/;
const AGENT_PROSE = /^(?:copilot-instructions|llms?(?:[-_.](?:full|small|medium|ctx|ctx-full|txt))?)$/i;
const AGENT_TEXT = /^llms?(?:[-_.][\w.-]+)?\.txt$/i;
/** Legal texts, notices, lists of people and templates. */
const IGNORED_FILES =
  /^(?:(?:un)?licen[cs]es?|copying|patents|notices?|(?:third|3rd)[-_ ]?party[-_ ]?(?:licen[cs]es?|notices?)?|code[-_ ]?of[-_ ]?conduct|issue[-_ ]?template|pull[-_ ]?request[-_ ]?template|authors|contributors|sponsors|backers|cla|dco)(?:[-_.].*)?$/i;
const MAINTAINER_FILES = /^(?:contributing|governance|maintainers?|maintaining|releasing|project[-_]charter)$/i;
const VENDORED_FOLDERS = /(?:^|\/)(?:compiled|vendor|vendored|third[-_]party|templates?)\//i;
const CHANGELOG = /^(?:changelog|change[-_]log|release[-_ ]?notes?)(?:[-_.].*)?$/i;
/** Names that mean a change log only at the top of a package: elsewhere `history.md` may document a history API. */
const ROOT_CHANGELOG = /^(?:history|changes|releases|news)(?:[-_.].*)?$/i;
const CHANGELOG_FOLDER = /(?:^|\/)(?:changelogs?|release[-_]notes)\//i;
const TEST_DECLARATION = /\.(?:test|spec|stories)\.d\.[cm]?ts$/i;
/** Declarations for older compilers (`ts5.6/index.d.ts`), chosen by `typesVersions`. */
const OLD_COMPILER_FOLDER = /(?:^|\/)ts\d+\.\d+\//;

/** The folder of declarations for one older compiler that a file lies in (`ts5.6/`); undefined for all others. */
export function oldCompilerFolder(path: string): string | undefined {
  const found = OLD_COMPILER_FOLDER.exec(path);
  return found ? path.slice(0, found.index + found[0].length) : undefined;
}

/** Whether nothing below a folder can be documentation. */
export function isIgnoredFolder(path: string): boolean {
  const inside = `${path}/`;
  return IGNORED_FOLDERS.test(inside) || (HIDDEN_FOLDER.test(inside) && !AGENT_HIDDEN_FOLDERS.test(inside));
}

/**
 * What a file of a package documents, judged by its name alone.
 * @param path inside the package, `/` separated
 * @returns undefined for what is no documentation: code, licences, fixtures, templates
 */
export function classifyFile(path: string): FileClass | undefined {
  if (IGNORED_FOLDERS.test(path)) return undefined;
  const base = path.slice(path.lastIndexOf("/") + 1);
  if (DECLARATION.test(base)) return classifyDeclaration(path);
  if (AGENT_TEXT.test(base) && !HIDDEN_FOLDER.test(path)) return { kind: "markdown", audience: "agents" };
  const isReadme = /^readme$/i.test(base);
  if (!isReadme && !MARKDOWN.test(base)) return undefined;
  return classifyProse(path, base.replace(MARKDOWN, ""));
}

function classifyDeclaration(path: string): FileClass | undefined {
  if (TEST_DECLARATION.test(path) || HIDDEN_FOLDER.test(path)) return undefined;
  const internal = TEST_FOLDERS.test(path) || VENDORED_FOLDERS.test(path) || OLD_COMPILER_FOLDER.test(path);
  return internal ? { kind: "types", audience: "internal" } : { kind: "types" };
}

function classifyProse(path: string, stem: string): FileClass | undefined {
  const atRoot = !path.includes("/");
  const inDocs = DOCS_FOLDERS.test(path);
  if (isForAgents(path, stem, inDocs)) return { kind: "markdown", audience: "agents" };
  if (HIDDEN_FOLDER.test(path) || IGNORED_FILES.test(stem)) return undefined;
  if (TEST_FOLDERS.test(path) && !inDocs) return undefined;
  const kind = isChangelog(path, stem, atRoot) ? "changelog" : "markdown";
  if (isTranslation(path)) return { kind, audience: "translation" };
  const internal =
    MAINTAINER_FILES.test(stem) ||
    (atRoot && /^(?:security|development|roadmap)$/i.test(stem)) ||
    (VENDORED_FOLDERS.test(path) && !inDocs);
  return internal ? { kind, audience: "internal" } : { kind };
}

function isForAgents(path: string, stem: string, inDocs: boolean): boolean {
  const name = path.includes("/") ? stem : stem.toUpperCase();
  if (AGENT_HIDDEN_FOLDERS.test(path) || AGENT_FILES.test(name) || AGENT_PROSE.test(stem)) return true;
  return AGENT_FOLDERS.test(path) && !inDocs;
}

function isChangelog(path: string, stem: string, atRoot: boolean): boolean {
  return CHANGELOG.test(stem) || CHANGELOG_FOLDER.test(path) || (atRoot && ROOT_CHANGELOG.test(stem));
}
