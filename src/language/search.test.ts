import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchQuery, searchText } from './index.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'\'"\\&|!()<->:* aạ京ກ\u0301\u00000İß々ー'), maxLength: 40 }),
);

/** What `to_tsquery` accepts of what we write: quoted words without quotes or backslashes, `<->` in brackets, ` & ` between. */
const word = "'[\\p{L}\\p{N}\\p{M}]{1,120}'(?::\\*)?";
const grammar = new RegExp(`^(?:(?:${word}|\\(${word}(?: <-> ${word})+\\))(?: & (?!$)|$))*$`, 'u');

describe('searchText', () => {
  it('holds the text with and without diacritics, tone marks in one place', () =>
    expect(searchText('Hoà bình: “Đối ngoại” 2026', 'vi')).toEqual({
      exact: 'hòa bình đối ngoại 2026',
      folded: 'hoa binh doi ngoai 2026',
    }));

  it.each([
    ['zh', '外交部', '外交 交部 部'],
    ['ko', '교통정책을', '교통 통정 정책 책을 을'],
    ['ja', 'ASEAN首脳', 'asean 首脳 脳'],
    ['th', 'กระทรวงการต่างประเทศ', 'กระทรวง การ ต่าง ประเทศ'],
    ['lo', 'ລາວ', 'ລາ າວ ວ'],
  ])('cuts %s where it has no spaces', (lang, text, tokens) => expect(searchText(text, lang).folded).toBe(tokens));

  it('gives the same for NFD as for NFC', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(searchText(text.toWellFormed().normalize('NFD'), 'vi')).toEqual(searchText(text, 'vi'));
      }),
    );
  });

  it('never exceeds what a tsvector holds', () => {
    const endless = Array.from({ length: 100_000 }, (_, index) => `${index.toString(36)}${'ạ'.repeat(90)}`).join(' ');
    for (const text of [endless, '京'.repeat(300_000), 'a '.repeat(300_000), 'ก'.repeat(300_000)]) {
      const { exact } = searchText(text, 'vi');
      const tokens = exact.split(' ');
      expect(tokens.length).toBeLessThanOrEqual(16_000);
      expect(Buffer.byteLength(exact)).toBeLessThanOrEqual(700_000);
      expect(tokens.every((token) => Array.from(token).length <= 60)).toBe(true);
    }
  });
});

describe('searchQuery', () => {
  it.each([
    ['ngoại giao', "'ngoai' & 'giao':*"],
    ['"Bộ Ngoại giao" họp', "('bo' <-> 'ngoai' <-> 'giao') & 'hop':*"],
    ['họp “Bộ Ngoại giao”', "'hop' & ('bo' <-> 'ngoai' <-> 'giao')"],
    ['外交部', "('外交' <-> '交部':*)"],
    ['部', "'部':*"],
    ['plan b', "'plan' & 'b'"],
    ["it's", "'it' & 's'"],
    ['" & | !( <-> :*', ''],
    ['', ''],
  ])('%s asks for %s', (given, expected) => expect(searchQuery(given, 'vi').folded).toBe(expected));

  it('is well formed whatever is typed', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { exact, folded } = searchQuery(text, 'vi');
        expect(exact).toMatch(grammar);
        expect(folded).toMatch(grammar);
      }),
      { numRuns: 2_000 },
    );
  });

  it('asks only for words that the text itself has', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tokens = searchText(text, 'vi').folded.split(' ');
        for (const [, asked = '', open] of searchQuery(text, 'vi').folded.matchAll(/'([^']+)'(:\*)?/g))
          expect(tokens.some((token) => (open ? token.startsWith(asked) : token === asked))).toBe(true);
      }),
    );
  });
});
