/** The interval of a share that holds in 95 of 100 samples (Wilson 1927); from 0 to 1. */
export function wilson(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const square = 1.96 ** 2;
  const share = hits / of;
  const middle = (share + square / (2 * of)) / (1 + square / of);
  const half = (1.96 / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
