/** Precision and recall of a text against the gold, by shingles of four words. */
export type Score = { precision: number; recall: number };

const words = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}_]+/gu) ?? [];

function shingles(text: string): Map<string, number> {
  const tokens = words(text);
  const counts = new Map<string, number>();
  for (let n = 0; n < Math.max(1, tokens.length - 3); n++) {
    const shingle = tokens.slice(n, n + 4).join(' ');
    if (shingle !== '') counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/**
 * What the public benchmark of article bodies measures: texts are cut into words, every four in a row are a shingle,
 * counted as often as they stand; precision is the share of found shingles that are in the gold, recall the share of the
 * gold that was found.
 */
export function scoreOf(found: string, gold: string): Score {
  const [mine, truth] = [shingles(found), shingles(gold)];
  let [shared, all, whole] = [0, 0, 0];
  for (const [shingle, count] of mine) {
    all += count;
    shared += Math.min(count, truth.get(shingle) ?? 0);
  }
  for (const count of truth.values()) whole += count;
  return { precision: all === 0 ? 0 : shared / all, recall: whole === 0 ? 1 : shared / whole };
}

/** Mean precision, mean recall and the F1 of the two means, as that benchmark has it. */
function summary(scores: readonly Score[]): { precision: number; recall: number; f1: number } {
  const precision = scores.reduce((sum, score) => sum + score.precision, 0) / scores.length;
  const recall = scores.reduce((sum, score) => sum + score.recall, 0) / scores.length;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/** Half the width of the 95 % interval of F1: 1.96 standard deviations over resampled sets of pages. */
function interval(scores: readonly Score[], chance: () => number, rounds = 1_000): number {
  const values = Array.from({ length: rounds }, () =>
    summary(scores.map(() => scores[Math.floor(chance() * scores.length)] as Score)),
  ).map(({ f1 }) => f1);
  const mean = values.reduce((sum, value) => sum + value, 0) / rounds;
  return 1.96 * Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rounds);
}

/** A line of a report. */
export function report(name: string, scores: readonly Score[], chance: () => number): string {
  const { precision, recall, f1 } = summary(scores);
  const width = interval(scores, chance);
  return `${name.padEnd(28)} F1 ${f1.toFixed(4)} ± ${width.toFixed(4)}  precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}`;
}
