import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, termFinder } from './index.ts';

const terms = [
  { id: 'ministry', forms: ['Bộ'] },
  { id: 'foreign', forms: ['Bộ Ngoại giao', 'BNG', '外交部'] },
  { id: 'information', forms: ['Bộ Thông tin và Truyền thông', 'Bộ TT&TT'], validTo: '2025-02-28' },
  { id: 'dong-nai-province', forms: ['Đồng Nai'], validTo: '2026-04-29' },
  { id: 'dong-nai-city', forms: ['Đồng Nai'], validFrom: '2026-04-30' },
  { id: 'health', forms: ['WHO'] },
  { id: 'culture', forms: ['Bộ Văn hóa, Thể thao và Du lịch'] },
];
const found = (text: string, on?: string) =>
  termFinder(terms)(text, on).map(({ term, valid }) => (valid ? term.id : `${term.id} (past)`));

describe('termFinder', () => {
  it.each([
    ['Bộ Ngoại giao và Bộ khác', ['foreign', 'ministry']],
    ['BỘ NGOẠI GIAO', ['foreign']],
    ['Bộ  Ngoại-giao', ['foreign']],
    ['Họp Bộ. Ngoại giao nhân dân', ['ministry']],
    ['Đồng. Nai', []],
    ['Bo Ngoai giao', []],
    ['Bộ TT&TT', ['information']],
    ['who said WHO', ['health']],
    ['Bộ Văn hóa, Thể thao và Du lịch họp', ['culture']],
    ['Bộ Văn hóa Thể thao và Du lịch', ['ministry']],
    ['Họp Bộ, Ngoại giao nhân dân', ['ministry']],
    ['中国外交部发言人', ['foreign']],
    ['', []],
  ])('in %s', (text, expected) => expect(found(text)).toEqual(expected));

  it('gives the term of the day, and says when none is valid', () => {
    expect(found('Đồng Nai', '2026-01-01')).toEqual(['dong-nai-province']);
    expect(found('Đồng Nai', '2026-04-30')).toEqual(['dong-nai-city']);
    expect(found('Bộ TT&TT', '2026-01-01')).toEqual(['information (past)']);
  });

  it('finds unaccented text where asked to', () => {
    const [match] = termFinder(terms, { folded: true })('hop bao cua Bo Ngoai giao');
    expect(match).toMatchObject({ term: { id: 'foreign' }, text: 'Bo Ngoai giao', start: 12, end: 25 });
  });

  it('never finds half of a word, nor two terms over one another', () => {
    const finder = termFinder(terms, { folded: true });
    const part = fc.constantFrom('Bộ', 'Ngoại', 'giao', 'Đồng', 'Nai', 'WHO', ' ', '-', '. ', '外', '交', '部', 'x');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        let after = 0;
        for (const { term, start, end, text: written } of finder(text)) {
          expect(start).toBeGreaterThanOrEqual(after);
          expect(text.slice(start, end)).toBe(written);
          expect(term.forms.map((form) => fold(form).replace(/\P{L}/gu, ''))).toContain(
            fold(written).replace(/\P{L}/gu, ''),
          );
          after = end;
        }
      }),
    );
  });
});
