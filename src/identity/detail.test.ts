import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounded } from './detail.ts';

test('an ordinary detail is kept as it is', () => {
  expect(JSON.parse(bounded({ from: 'editor', to: 'owner', at: new Date(0), many: [1, null, true] }))).toEqual({
    from: 'editor',
    to: 'owner',
    at: '1970-01-01T00:00:00.000Z',
    many: [1, null, true],
  });
});

test('whatever is given, the line stays small and fit for jsonb', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.anything({ withBigInt: true })), (detail) => {
      const json = bounded(detail);
      expect(Buffer.byteLength(json)).toBeLessThanOrEqual(4_000);
      expect(json).not.toContain('\\u0000');
      expect(json.isWellFormed()).toBe(true);
      expect(typeof JSON.parse(json)).toBe('object');
    }),
  );
  expect(bounded({ title: '\ud800 half\0' })).toBe('{"title":"\ufffd half"}');
  expect(bounded({ long: Array(50).fill('á'.repeat(300)) })).toBe('{"left-out":"too long"}');
});

test('a detail that refers to itself ends', () => {
  const self: Record<string, unknown> = {};
  self.self = self;
  expect(bounded(self)).toContain('…');
});
