import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPostings } from './postings.ts';

test('remembers the last entries of every key, the newest first, while the ring holds them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(1_000)), { maxLength: 400 }), (entries) => {
      const capacity = 128;
      const postings = openPostings(capacity);
      for (const [key, item] of entries) postings.add(key, item);
      for (const key of new Set(entries.map(([key]) => key))) {
        const held = entries
          .slice(-(capacity - 1))
          .filter(([each]) => each === key)
          .map(([, item]) => item)
          .reverse();
        const found: number[] = [];
        postings.recent(key, 1_000, (item) => found.push(item));
        expect(found.slice(0, held.length)).toEqual(held);
        expect(found.length).toBeLessThanOrEqual(held.length + 1);
      }
    }),
  );
});

test('grows up to its bound without losing what it holds', () => {
  const postings = openPostings(2 ** 18);
  for (let item = 1; item <= 200_000; item++) postings.add(item % 1_000, item);
  const found: number[] = [];
  postings.recent(7, 500, (item) => found.push(item));
  expect(found).toEqual(Array.from({ length: 200 }, (_, at) => 199_007 - at * 1_000));
});
