/** Cosine of a question and a library's description, 0 to 1; both of length 1, or zero. */
export function libraryFit(question: Float32Array, description: Float32Array | undefined): number {
  if (!description) return 0;
  let cosine = 0;
  for (let d = 0; d < question.length; d++) cosine += question[d] * description[d];
  return Math.min(1, Math.max(0, cosine));
}
