import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conceptsIn, conceptsOf } from './concepts.ts';
import { marksOf } from './marks.ts';

const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key);

const marks = (kind: string, text: string, lang: string) =>
  keys(marksOf(text, lang, new Map()).filter((mark) => mark.kind === kind)).sort();

test('numbers are the same in every way of writing them; small whole ones say too little', () => {
  expect(marks('number', 'đón 2,3 triệu lượt khách, tăng 8%', 'vi')).toEqual(['2300000', '8%']);
  expect(marks('number', 'with 2.3 million visitors, up 8%', 'en')).toEqual(['2300000', '8%']);
  expect(marks('number', 'chi 11,3 nghìn tỷ đồng cho 1.200 tấn', 'vi')).toEqual(['11300000000000', '1200']);
  expect(marks('number', '共1,200吨', 'zh')).toEqual(['1200']);
  expect(marks('number', 'có 3 người, ngày 4/12', 'vi')).toEqual([]);
});

test('days are the same in every way of writing them', () => {
  for (const [text, lang] of [
    ['ngày 20 tháng 3', 'vi'],
    ['hôm 20/3/2026', 'vi'],
    ['on March 20', 'en'],
    ['le 20 mars', 'fr'],
    ['3月20日晚', 'zh'],
  ] as const)
    expect(marks('date', text, lang)).toEqual(['03-20']);
  expect(marks('date', 'tỷ số 45/99', 'vi')).toEqual([]);
});

test('names are the same with marks and without, run together or apart; a long run gives its pairs', () => {
  const name = (text: string, lang: string) =>
    keys(marksOf(text, lang, new Map()).filter(({ kind }) => kind === 'name'));
  expect(name('ở Hà Nội', 'vi')).toEqual(name('in Hanoi', 'en'));
  expect(name('said President To Lam', 'en')).toContain('tolam');
  expect(name('Workers arrive. Nobody knows.', 'en')).toEqual([]);
});

test('terms of the glossary are found by the longest one, in either language', () => {
  const concepts = conceptsOf([
    { id: 'moc', terms: { vi: ['Bộ Văn hóa'], en: ['Ministry of Culture'] } },
    {
      id: 'mocst',
      terms: { vi: ['Bộ Văn hóa, Thể thao và Du lịch'], en: ['Ministry of Culture, Sports and Tourism'] },
    },
  ]);
  expect(keys(conceptsIn('theo Bộ Văn hóa, Thể thao và Du lịch', 'vi', concepts))).toEqual(['mocst']);
  expect(keys(conceptsIn('the ministry of culture says', 'en', concepts))).toEqual(['moc']);
  expect(conceptsIn('bộ văn', 'vi', concepts)).toEqual([]);
});

test('any text gives a bounded number of marks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 4_000 }), (text) => {
      expect(marksOf(text, 'vi', new Map()).length).toBeLessThanOrEqual(96);
    }),
  );
});
