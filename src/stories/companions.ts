import type { Frequencies } from './frequencies.ts';
import { compare, type Evidence, odds, type Weighed, type Worth, weigh } from './likeness.ts';
import { type Arriving, gapOf } from './window.ts';

/** Compares items that are looked at together; what was worked out once is kept as long as the look lasts. */
export type Companions = {
  weighed(item: Arriving): Weighed;
  evidence(a: Arriving, b: Arriving): Evidence;
  /** The log-odds that two items report one happening. */
  odds(a: Arriving, b: Arriving): number;
};

/** Opens a look at items as a window's frequencies weigh them now. */
export function companions(frequencies: Frequencies, worth: Worth): Companions {
  const known = new Map<number, { weighed: Weighed; odds: Map<number, number> }>();
  const of = (item: Arriving) => {
    const found = known.get(item.item) ?? { weighed: weigh(item.strand, frequencies), odds: new Map() };
    known.set(item.item, found);
    return found;
  };
  const evidence = (a: Arriving, b: Arriving) => compare(of(a).weighed, of(b).weighed, gapOf(a, b));
  return {
    weighed: (item) => of(item).weighed,
    evidence,
    odds(one, other) {
      const [a, b] = one.item < other.item ? [one, other] : [other, one];
      const found = of(a).odds.get(b.item) ?? odds(evidence(a, b), worth);
      of(a).odds.set(b.item, found);
      return found;
    },
  };
}
