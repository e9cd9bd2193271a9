import { estimateTokens } from "../../shared/tokens.ts";

/** Room for the line that closes a cut code fence. */
const CLOSING_TOKENS = 4;

/**
 * The longest beginning of a text within a budget, cut at a paragraph, line or word; a code fence that the cut opens is closed.
 * @returns the whole text if it fits
 */
export function cutToTokens(text: string, maxTokens: number): { readonly text: string; readonly truncated: boolean } {
  if (estimateTokens(text) <= maxTokens) return { text, truncated: false };
  const head = text.slice(0, charactersWithin(text, maxTokens - CLOSING_TOKENS));
  const cut =
    [head.lastIndexOf("\n\n"), head.lastIndexOf("\n"), head.lastIndexOf(" ")].find((at) => at > head.length * 0.6) ??
    head.length;
  const kept = head.slice(0, cut).trimEnd();
  const open = openFence(kept);
  return { text: open ? `${kept}\n${open}` : kept, truncated: true };
}

/** So many characters from the start fit the budget; never half of a surrogate pair. */
function charactersWithin(text: string, maxTokens: number): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (estimateTokens(text.slice(0, middle)) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  const code = text.charCodeAt(low - 1);
  return code >= 0xd800 && code <= 0xdbff ? low - 1 : low;
}

/** The marker that closes the code fence that is open at the end of a text. */
function openFence(text: string): string | undefined {
  let open: string | undefined;
  for (const [, marker = "", info = ""] of text.matchAll(/^[ \t]*(`{3,9}|~{3,9})(.*)$/gm)) {
    if (open === undefined) open = marker;
    else if (info.trim() === "" && marker[0] === open[0] && marker.length >= open.length) open = undefined;
  }
  return open;
}
