/** Which story each item was put into. */
export type Grouping = Map<number, number>;

type Score = { p: number; r: number; f: number };

const score = (p: number, r: number): Score => ({ p, r, f: p + r === 0 ? 0 : (2 * p * r) / (p + r) });

/**
 * How a grouping agrees with what people judged: BCubed (Bagga and Baldwin 1998) and pairwise precision, recall, F1.
 * Only `judged` items are scored, but whatever shares a story with them counts against precision.
 */
export function agreement(
  judged: readonly { id: number; story: string }[],
  grouping: Grouping,
): { bcubed: Score; pairwise: Score; stories: number } {
  const storyOf = new Map(judged.map(({ id, story }) => [id, story]));
  const found = Map.groupBy(grouping.keys(), (id) => grouping.get(id));
  const truth = Map.groupBy(judged, ({ story }) => story);
  let precision = 0;
  let recall = 0;
  let both = 0;
  let together = 0;
  let belong = 0;
  for (const { id, story } of judged) {
    const mates = found.get(grouping.get(id)) ?? [];
    const kin = truth.get(story) ?? [];
    const right = mates.filter((mate) => storyOf.get(mate) === story).length;
    precision += right / mates.length;
    recall += right / kin.length;
    both += right - 1;
    together += mates.length - 1;
    belong += kin.length - 1;
  }
  return {
    bcubed: score(precision / judged.length, recall / judged.length),
    pairwise: score(together === 0 ? 1 : both / together, belong === 0 ? 1 : both / belong),
    stories: found.size,
  };
}

/**
 * The interval that holds BCubed F1 in 95 of 100 sets of stories like these: the bootstrap over judged stories, drawn whole and with
 * return (Efron and Tibshirani 1993, percentile).
 */
export function interval(
  judged: readonly { id: number; story: string }[],
  grouping: Grouping,
  chance: () => number,
  draws = 1_000,
): readonly [number, number] {
  const storyOf = new Map(judged.map(({ id, story }) => [id, story]));
  const found = Map.groupBy(grouping.keys(), (id) => grouping.get(id));
  const truth = Map.groupBy(judged, ({ story }) => story);
  const sums = [...truth.values()].map((kin) => {
    let [p, r] = [0, 0];
    for (const { id, story } of kin) {
      const mates = found.get(grouping.get(id)) ?? [];
      const right = mates.filter((mate) => storyOf.get(mate) === story).length;
      p += right / mates.length;
      r += right / kin.length;
    }
    return { p, r, items: kin.length };
  });
  const drawn = Array.from({ length: draws }, () => {
    let [p, r, items] = [0, 0, 0];
    for (let draw = 0; draw < sums.length; draw++) {
      const sum = sums[Math.floor(chance() * sums.length)];
      p += sum?.p ?? 0;
      r += sum?.r ?? 0;
      items += sum?.items ?? 0;
    }
    return score(p / items, r / items).f;
  }).sort((a, b) => a - b);
  return [drawn[Math.floor(draws * 0.025)] ?? 0, drawn[Math.floor(draws * 0.975)] ?? 0];
}
