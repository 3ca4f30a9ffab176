import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cosine, vectorOf } from './vector.ts';

const numbers = (length: number) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length });
const exact = (a: readonly number[], b: readonly number[]) => {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, each, at) => sum + each * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

it('keeps the cosine of two vectors to a hundredth and a half', () => {
  const long = numbers(64).filter((list) => list.some((each) => Math.abs(each) > 1e-3));
  fc.assert(
    fc.property(long, long, (a, b) => {
      const [x, y] = [vectorOf(a), vectorOf(b)];
      if (!x || !y) throw new Error('a vector was lost');
      expect(Math.abs(cosine(x, y) - exact(a, b))).toBeLessThan(0.015);
    }),
  );
});

it('has no vector without direction, and no likeness between vectors of two lengths', () => {
  expect(vectorOf([0, 0, 0])).toBeUndefined();
  expect(vectorOf([])).toBeUndefined();
  expect(cosine(Int8Array.of(1, 2), Int8Array.of(1, 2, 3))).toBe(0);
  expect(cosine(Int8Array.of(3, 4), Int8Array.of(3, 4))).toBeCloseTo(1);
});
