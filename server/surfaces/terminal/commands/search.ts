import { SearchRequest } from "../../../../shared/searchResponse.ts";
import { ContexterError } from "../../../errors.ts";
import { EXIT, type ExitCode } from "../io.ts";
import { renderResults, renderScope } from "../searchResults.ts";
import type { Session } from "../session.ts";

/** Flags of `search`, as commander hands them over. */
export interface SearchFlags {
  readonly library?: readonly string[];
  readonly kind?: readonly string[];
  readonly versionOf?: string;
  readonly mode?: string;
  readonly limit?: number;
  readonly maxTokens?: number;
  readonly threshold?: number;
  readonly section?: string;
  readonly explain?: boolean;
}

export async function runSearch(session: Session, words: readonly string[], flags: SearchFlags): Promise<ExitCode> {
  const request = searchRequest(words.join(" "), flags, session.options.all ?? false);
  const engine = await session.engine({ readOnly: true });
  const response = await engine.search(request, session.signal);
  if (session.options.json) session.json(response);
  else {
    const columns = session.io.isTTY ? session.io.columns : undefined;
    const view = { style: session.style, columns, cwd: session.io.cwd, explain: flags.explain ?? false };
    const scope = renderScope(response);
    if (scope !== "") session.note(scope);
    if (response.outcome === "found") session.out(renderResults(response, view));
    session.warnAll(response.problems);
  }
  if (response.problems.some(({ code }) => code.startsWith("index/"))) return EXIT.failure; // an answer with holes
  return response.outcome === "found" ? EXIT.found : EXIT.nothing;
}

/** @throws ContexterError `surfaces/bad-input` */
export function searchRequest(query: string, flags: SearchFlags, all: boolean): SearchRequest {
  const { libraries, version } = namedLibraries(flags.library ?? [], flags.versionOf);
  const parsed = SearchRequest.safeParse({
    query,
    ...(libraries.length > 0 && { libraries }),
    ...(version !== undefined && { version }),
    ...(flags.kind !== undefined && { kinds: flags.kind }),
    ...(flags.section !== undefined && { section: flags.section }),
    ...(flags.mode !== undefined && { mode: flags.mode }),
    ...(flags.limit !== undefined && { limit: flags.limit }),
    ...(flags.maxTokens !== undefined && { maxTokens: flags.maxTokens }),
    ...(flags.threshold !== undefined && { threshold: flags.threshold }),
    ...(all && { all }),
    ...(flags.explain && { explain: true }),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ContexterError(
    "surfaces/bad-input",
    `${issue?.path.join(".") ?? "request"}: ${issue?.message ?? "not allowed"}`,
  );
}

/** `--library zod@4.6.7` names a version too, if it is the only one. */
function namedLibraries(names: readonly string[], versionOf: string | undefined) {
  const named = names.flatMap((name) => name.split(",")).filter((name) => name.trim() !== "");
  const parts = named.map((name) => splitVersion(name.trim()));
  const version = versionOf ?? (parts.length === 1 ? parts[0]?.version : undefined);
  return { libraries: parts.map(({ library }) => library), version };
}

/** `zod@4.6.7` → `zod`, `4.6.7`; the `@` of a scope is none of a version. */
export function splitVersion(name: string): { readonly library: string; readonly version: string | undefined } {
  const at = name.lastIndexOf("@");
  if (at <= 0 || name[at - 1] === "/") return { library: name, version: undefined };
  return { library: name.slice(0, at), version: name.slice(at + 1) || undefined };
}
