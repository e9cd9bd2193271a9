/** Bytes that one token never has fewer of on average in English prose and code; measured against cl100k on package documentation. */
const CHARACTERS_PER_TOKEN = 2.6;

/**
 * Upper-bound estimate of a text's tokens, cheap enough for every search. cl100k needs between a fourth and a third of the
 * characters for documentation; other scripts up to one a character, so those count whole.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x2fff) wide++;
  return Math.ceil((text.length - wide) / CHARACTERS_PER_TOKEN + wide * 1.5);
}

/**
 * The longest beginning of a text within a budget, cut at a paragraph, line or word; a code fence that the cut opens is closed.
 * @returns the whole text if it fits
 */
export function cutToTokens(text: string, maxTokens: number): { readonly text: string; readonly truncated: boolean } {
  if (estimateTokens(text) <= maxTokens) return { text, truncated: false };
  const most = Math.max(0, Math.floor((maxTokens - 3) * CHARACTERS_PER_TOKEN));
  const head = text.slice(0, most);
  const cut =
    [head.lastIndexOf("\n\n"), head.lastIndexOf("\n"), head.lastIndexOf(" ")].find((at) => at > most * 0.6) ?? most;
  const kept = head.slice(0, cut).trimEnd();
  const fences = kept.match(/^\s*(?:```|~~~)/gm)?.length ?? 0;
  return { text: fences % 2 === 1 ? `${kept}\n\`\`\`` : kept, truncated: true };
}
