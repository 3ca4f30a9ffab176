import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slug } from '../language/index.ts';
import { parseTextPath, textPath } from './address.ts';

it('reads back every address that it gives', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('vi', 'en', 'ja', 'fil'),
      fc.string({ unit: 'grapheme', maxLength: 60 }).map(slug),
      fc.integer({ min: 1, max: 2_147_483_647 }),
      (lang, slug, id) => {
        expect(parseTextPath(textPath({ lang, slug, id }))).toEqual({ lang, slug: slug || 'text', id });
      },
    ),
  );
});

it('tells a text from the other pages of the portal', () => {
  expect(textPath({ lang: 'vi', slug: 'ha-noi-don-khach', id: 1234 })).toBe('/vi/ha-noi-don-khach-ya');
  for (const path of [
    '/vi',
    '/vi/search',
    '/vi/places/ha-noi-1',
    '/vi/x-0',
    '/vi/x-00a',
    '/vi/x-zzzzzzz',
    '/VI/x-1',
    '/vi/x-1/',
  ])
    expect(parseTextPath(path)).toBeUndefined();
});
