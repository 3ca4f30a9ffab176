import type { Vector } from '../../src/stories/embeddings/vector.ts';
import { compare, type Evidence, fitted, type Worth, weigh } from '../../src/stories/likeness.ts';
import type { Strand } from '../../src/stories/strand.ts';
import { place, settle, type Tuning } from '../../src/stories/weave.ts';
import { openWindow, reach } from '../../src/stories/window.ts';
import type { Judged } from './baseline.ts';
import { agreement, type Grouping } from './measure.ts';

/** A judged item ready to be woven. */
export type Sample = Judged & { strand: Strand; vector?: Vector | undefined; undated?: boolean };

/** Weaves items in the order given; each story is named after the item that began it. */
export function weaveAll(given: readonly Sample[], how?: Tuning, { dated = true }: { dated?: boolean } = {}): Grouping {
  const window = openWindow(65_536);
  for (const { id, at, strand, vector, undated } of given) {
    const arriving = { item: id, outlet: 0, at, dated: dated && !undated, strand, vector };
    const placement = place(window, arriving, how);
    settle(window, arriving, placement, placement.story ?? id);
  }
  return new Map(given.map(({ id }) => [id, window.get(id)?.story ?? id]));
}

/** A list in an order that `chance` gives. */
export function shuffled<T>(given: readonly T[], chance: () => number): T[] {
  return given
    .map((each) => ({ each, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

const names = Object.keys(fitted) as (keyof Worth)[];
const turns = 4_000;
const step = 2;
const pull = 1e-5;

/** What evidence is worth, by logistic regression over the pairs that the weaver would compare, as it would see them. */
export function learn(given: readonly Sample[]): Worth {
  const rows: Float64Array[] = [];
  const same: number[] = [];
  for (const { evidence, together } of pairsOf(given)) {
    rows.push(Float64Array.from(names, (name) => (name === 'base' ? 1 : evidence[name])));
    same.push(Number(together));
  }
  const weights = new Float64Array(names.length);
  for (let turn = 0; turn < turns; turn++) {
    const slope = new Float64Array(names.length);
    for (const [at, row] of rows.entries()) {
      let sum = 0;
      for (let k = 0; k < row.length; k++) sum += row[k]! * weights[k]!;
      const error = 1 / (1 + Math.exp(-sum)) - same[at]!;
      for (let k = 0; k < row.length; k++) slope[k]! += error * row[k]!;
    }
    for (let k = 0; k < weights.length; k++)
      weights[k]! -= step * (slope[k]! / rows.length + (names[k] === 'base' ? 0 : pull * weights[k]!));
  }
  return Object.fromEntries(names.map((name, k) => [name, weights[k]!])) as Worth;
}

function* pairsOf(given: readonly Sample[]): Generator<{ evidence: Evidence; together: boolean }> {
  const window = openWindow(65_536);
  const known = new Map(given.map((item) => [item.id, item]));
  for (const item of given) {
    const weighed = weigh(item.strand, window.frequencies);
    for (const thread of window.kin(weighed, 40)) {
      if (Math.abs(thread.at - item.at) > reach) continue;
      const evidence = compare(weighed, weigh(thread.strand, window.frequencies), thread.at - item.at);
      yield { evidence, together: known.get(thread.item)?.story === item.story };
    }
    window.put({
      ...{ item: item.id, outlet: 0, at: item.at, dated: true, strand: item.strand },
      ...{ story: item.id, copyOf: null, fixed: false },
    });
  }
}

/** The log-odds from which an item may belong to a story. */
export const thresholds = [-2.4, -2, -1.6, -1.3, -1, -0.7, -0.4];

const asGood = 0.005;

/** Of the thresholds that serve some items about equally well the strictest: a wrong join costs a person more than a missed one. */
export function choose(given: readonly Sample[], worth: Worth): Tuning {
  const tried = thresholds.map((belongs) => ({
    belongs,
    f: agreement(given, weaveAll(given, { worth, belongs })).bcubed.f,
  }));
  const best = Math.max(...tried.map(({ f }) => f));
  return { worth, belongs: Math.max(...tried.filter(({ f }) => f >= best - asGood).map(({ belongs }) => belongs)) };
}
