/**
 * Rounds a vector to int8 so that its largest component becomes ±127.
 * @param into filled with the rounded values, as long as `vector`
 * @returns the scale: `into[d] · scale ≈ vector[d]`; 0 for a zero vector
 */
export function quantise(vector: Float64Array | Float32Array, into: Int8Array): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) {
    into.fill(0);
    return 0;
  }
  const scale = largest / 127;
  for (let d = 0; d < vector.length; d++) into[d] = Math.round(vector[d] / scale);
  return scale;
}
