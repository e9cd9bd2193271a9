import { fileURLToPath } from "node:url";
import type { HoverContent, HoverParams } from "../../../shared/protocol.ts";
import type { Settings } from "../../../shared/settings.ts";
import { ContexterError } from "../../errors.ts";
import type { Engine, LibraryDocs, Resolved, SymbolDocs } from "../engine.ts";
import { libraryHover } from "./libraryHover.ts";
import { countSources, type SourceCount } from "./sources.ts";
import { type HoverParts, symbolHover } from "./symbolHover.ts";

type Hovered = Pick<Engine, "resolveAt" | "symbolDocs" | "libraryDocs" | "contents">;

/**
 * What stands under the cursor, explained; null where Contexter has nothing to say. Whether hovers are wanted at all the
 * client has decided: only the editor knows the switches per language.
 */
export async function hover(
  engine: Hovered,
  params: HoverParams,
  settings: Pick<Settings, "contexter.hover.whenEmpty">,
  signal: AbortSignal,
): Promise<HoverContent | null> {
  const resolved = await engine.resolveAt(params.uri, params.position, params.declarations);
  signal.throwIfAborted();
  if (!resolved) return null;
  const parts = await partsFor(engine, resolved, params, settings, signal);
  return parts ? { ...parts, start: resolved.range.start, end: resolved.range.end } : null;
}

async function partsFor(
  engine: Hovered,
  resolved: Resolved,
  params: HoverParams,
  settings: Pick<Settings, "contexter.hover.whenEmpty">,
  signal: AbortSignal,
): Promise<HoverParts | undefined> {
  if (resolved.kind === "symbol") {
    const docs: SymbolDocs | undefined = await engine.symbolDocs(resolved.reference, signal);
    return symbolHover(resolved.reference, docs, {
      whenEmpty: settings["contexter.hover.whenEmpty"],
      showTsdoc: isUntypedScript(params),
    });
  }
  const docs = await engine.libraryDocs(resolved.library, pathOf(params.uri));
  return docs && libraryHover(docs, await sourcesOf(engine, docs, signal));
}

/** A plain JavaScript file whose language service knows no declaration file: nobody else shows the documentation there. */
function isUntypedScript({ uri, declarations }: HoverParams): boolean {
  return /\.[cm]?jsx?$/i.test(pathOf(uri)) && !declarations.some(({ path }) => /\.[cm]?tsx?$/i.test(path));
}

async function sourcesOf(
  engine: Hovered,
  { status }: LibraryDocs,
  signal: AbortSignal,
): Promise<readonly SourceCount[]> {
  if (status.sections === 0) return [];
  try {
    return countSources(await engine.contents(status.library, status.version, signal));
  } catch (error) {
    if (error instanceof ContexterError) return []; // the index was removed in between; the state says the rest
    throw error;
  }
}

function pathOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
}
