import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figures } from './index.ts';

const keys = (text: string, lang: string) =>
  figures(text, lang).map(({ key, year }) => (year ? `${key} ${year}` : key));

describe('figures', () => {
  it.each([
    ['vi', '2,3 triệu lượt khách', ['2300000']],
    ['en', '2.3 million visitors', ['2300000']],
    ['vi', '203.000 tỷ đồng', ['203000000000000']],
    ['en', 'VND203 trillion', ['203000000000000']],
    ['vi', '3 nghìn tỷ đồng', ['3000000000000']],
    ['vi', 'tăng 7,5% hay 7,5 phần trăm', ['7.5%', '7.5%']],
    ['en', 'up 7.5 percent', ['7.5%']],
    ['en', '$2.3bn, a 100 m race, $100m', ['2300000000', '100', '100000000']],
    ['vi', '1.234,5 và 2.3', ['1234.5', '2.3']],
    ['en', '1,234,567.8', ['1234567.8']],
    ['fr', '12 500 personnes, 3 milliards', ['12500', '3000000000']],
    ['de', '2,3 Mio. Euro', ['2300000']],
    ['ru', '2,3 млн', ['2300000']],
    ['zh', '230万人，1.2亿', ['2300000', '120000000']],
    ['ko', '230만 명', ['2300000']],
    ['th', '2.3 ล้าน', ['2300000']],
    ['vi', 'U23, G20 và 5G', []],
    ['en', 'version 1.2.3', []],
  ])('%s numbers: %s', (lang, text, expected) => expect(keys(text, lang)).toEqual(expected));

  it.each([
    ['vi', 'ngày 20/3', ['03-20']],
    ['vi', 'từ 20-22/3', ['03-20', '03-22']],
    ['vi', 'sáng 23-10', ['10-23']],
    ['vi', 'ngày 20 tháng 3 năm 2026', ['03-20 2026']],
    ['vi', 'tháng 3/2026', ['2026-03']],
    ['vi', 'tỷ số 31/13', ['31', '13']],
    ['en', 'on March 20', ['03-20']],
    ['en', '20 March 2026, Mar. 20, 2026', ['03-20 2026', '03-20 2026']],
    ['en', 'in March 2026', ['2026-03']],
    ['en', '03/20/2026', ['03-20 2026']],
    ['en', 'you may 5', ['5']],
    ['fr', '1er mai, 20 mars 2026', ['05-01', '03-20 2026']],
    ['es', '20 de marzo de 2026', ['03-20 2026']],
    ['de', '20. März 2026', ['03-20 2026']],
    ['id', '20 Maret 2026', ['03-20 2026']],
    ['ru', '20 марта 2026', ['03-20 2026']],
    ['zh', '2026年3月20日', ['03-20 2026']],
    ['ja', '3月20日', ['03-20']],
    ['ko', '2026년 3월 20일', ['03-20 2026']],
    ['th', '20 มีนาคม 2569', ['03-20 2026']],
    ['en', '2026-03-20', ['03-20 2026']],
  ])('%s dates: %s', (lang, text, expected) => expect(keys(text, lang)).toEqual(expected));

  it('says where each stands, in order and apart, in any text and language', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.,/-% tỷmnM年月日arch') });
    fc.assert(
      fc.property(text, fc.constantFrom('vi', 'en', 'fr', 'zh', 'xx', '', 'not a tag'), (given, lang) => {
        let after = 0;
        for (const { start, end, key } of figures(given, lang)) {
          expect(start).toBeGreaterThanOrEqual(after);
          expect(key).toMatch(/^(?:\d+(?:\.\d+)?%?|\d\d-\d\d|\d{4}-\d\d)$/);
          after = end;
        }
      }),
    );
  });

  it('reads a bounded part of an endless text', () => expect(figures('1 '.repeat(200_000), 'vi')).toHaveLength(2_000));
});
