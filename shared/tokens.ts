/**
 * An upper-bound estimate of a text's tokens for budgets, without a tokenizer (js-tiktoken takes 220 ms and ~200 MB to
 * start). English prose is about 4 characters a token, code about 3; digits, punctuation and capitals cost more, other
 * scripts up to two tokens a character. Each class is counted at its dear end, so the true count is nearly always lower.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [run] of text.matchAll(/[a-z]+|[A-Z]+|[0-9]+|[^\S\n]+|\n+|[!-/:-@[-`{-~]+|[^\p{ASCII}]+/gu)) {
    const first = run.charCodeAt(0);
    if (first >= 0x80) tokens += 2 * [...run].length;
    else if (first >= 97 && first <= 122) tokens += Math.ceil(run.length / 4);
    else if (first >= 65 && first <= 90) tokens += Math.ceil(run.length / 3);
    else if (first >= 48 && first <= 57) tokens += Math.ceil(run.length / 3);
    else if (first === 10) tokens += 1;
    else if (first === 32 || first === 9) tokens += run.length > 1 ? 1 : 0;
    else tokens += Math.ceil(run.length / 2);
  }
  return tokens;
}
