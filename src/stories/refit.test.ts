import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evidences, odds } from './likeness.ts';
import { type Judged, refit } from './refit.ts';
import { tuning } from './weave.ts';

/** Pairs as a person judges them who joins what is alike by its names from so much on, whatever the shipped worth says. */
const judged = (decisions: number, together: (names: number) => boolean): Judged[] =>
  Array.from({ length: decisions * 4 }, (_, at) => {
    const names = ((at * 37) % 100) / 100;
    const evidence = { words: 0.2 + ((at * 13) % 20) / 200, title: 0.2, names, days: 0, apart: 0 };
    return { decision: 1 + Math.floor(at / 4), evidence, together: together(names) };
  });

test('learns from what people decided, and says how much better it is on what it did not see', () => {
  const found = refit(
    judged(40, (names) => names > 0.7),
    tuning,
  );
  expect(found).toMatchObject({ decisions: 40 });
  expect(found?.after.right).toBeGreaterThan((found?.before.right ?? 1) + 0.05);
  expect(found?.after.loss).toBeLessThan(found?.before.loss ?? 0);
});

test('people who judge as it does change next to nothing', () => {
  const pairs = judged(40, () => true).map((pair) => ({
    ...pair,
    together: odds(pair.evidence, tuning.worth) >= tuning.belongs,
  }));
  const found = refit(pairs, tuning);
  expect(found?.before.right).toBeCloseTo(1);
  expect(found?.after.right).toBeGreaterThan(0.9);
});

test('from few decisions, or of one kind, nothing is learnt', () => {
  expect(
    refit(
      judged(10, (names) => names > 0.5),
      tuning,
    ),
  ).toBeUndefined();
  expect(
    refit(
      judged(40, () => true),
      tuning,
    ),
  ).toBeUndefined();
});

test('whatever the pairs, every worth stays a number', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const evidence = fc.record({
    words: share,
    title: share,
    names: share,
    days: share,
    apart: fc.double({ min: 0, max: 4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(evidence, fc.boolean()), { minLength: 20, maxLength: 60 }), (given) => {
      const ends = [true, false].map((together, at) => ({ decision: 900 + at, evidence: given[at]![0], together }));
      const pairs = [...given.map(([evidence, together], at) => ({ decision: at, evidence, together })), ...ends];
      const worth = refit(pairs, tuning)?.tuning.worth;
      for (const part of [...evidences, 'base'] as const) expect(Number.isFinite(worth?.[part])).toBe(true);
    }),
    { numRuns: 8 },
  );
});
