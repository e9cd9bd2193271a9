/** Characters of one token, never fewer on average in English prose and code; measured against cl100k on package documentation. */
const CHARACTERS_PER_TOKEN = 2.6;

/**
 * Upper-bound estimate of a text's tokens, cheap enough for every answer: a tokenizer would take 220 ms and ~200 MB to
 * start. cl100k needs between a fourth and a third of the characters for documentation; other scripts up to one a
 * character, so those count more than whole.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x2fff) wide++;
  return Math.ceil((text.length - wide) / CHARACTERS_PER_TOKEN + wide * 1.5);
}
