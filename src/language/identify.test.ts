import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fold, type Identify, identify, loadIdentifier } from './index.ts';

let full: Identify;
beforeAll(async () => {
  full = await loadIdentifier();
});

const titles: readonly [string, string][] = [
  ['vi', 'Thủ tướng tiếp Đại sứ Hoa Kỳ'],
  ['vi', 'THỦ TƯỚNG TIẾP ĐẠI SỨ HOA KỲ'],
  ['vi', 'Samsung và Apple cùng giảm giá'],
  ['vi', 'Tổng thống Trump gặp Kim Jong Un'],
  ['en', 'Vietnam sets new export record'],
  ['en', 'VIETNAM SETS NEW EXPORT RECORD IN OCTOBER'],
  ['fr', 'Le Premier ministre en visite à Paris'],
  ['es', 'El presidente recibe al embajador vietnamita'],
  ['de', 'Vietnam und Deutschland vertiefen Zusammenarbeit'],
  ['id', 'Presiden menerima duta besar Vietnam'],
  ['ru', 'Президент принял посла Вьетнама'],
  ['ar', 'وزير الخارجية يستقبل سفير فيتنام'],
  ['zh', '外交部发言人主持例行记者会'],
  ['ja', '外務省がベトナムとの協議を発表'],
  ['ja', '経済関係強化'],
  ['ko', '외교부, 베트남과 협력 강화'],
  ['th', 'กระทรวงการต่างประเทศแถลงข่าว'],
  ['lo', 'ກະຊວງການຕ່າງປະເທດ'],
  ['km', 'ក្រសួងការបរទេស'],
];

describe('identify with its model', () => {
  it.each(titles)('%s: %s', (lang, text) => expect(full(text).lang).toBe(lang));

  it.each(titles)('%s in NFD: %s', (lang, text) => expect(full(text.normalize('NFD')).lang).toBe(lang));

  it.each([
    'PM Phạm Minh Chính hosts Lao leader',
    'Hà Nội to host ASEAN summit in October',
    'UNESCO recognises Yên Tử - Vĩnh Nghiêm - Côn Sơn, Kiếp Bạc complex',
    'Xi Jinping meets Li Qiang and Wang Yi',
  ])('is not led astray by names: %s', (text) => expect(full(text).lang).toBe('en'));

  it.each([
    'Thủ tướng Phạm Minh Chính tiếp Đại sứ Hoa Kỳ',
    'Bộ Ngoại giao họp báo thường kỳ',
    'Hải Phòng tăng trưởng cao nhất cả nước',
  ])('knows Vietnamese without diacritics: %s', (text) => {
    expect(full(fold(text))).toMatchObject({ lang: 'vi', noDiacritics: true });
    expect(full(fold(text).toUpperCase())).toMatchObject({ lang: 'vi', noDiacritics: true });
    expect(full(text)).toMatchObject({ lang: 'vi', noDiacritics: false });
  });

  it.each(['', '2026', '😀😀', 'https://example.vn/tin-tuc', '@baochinhphu #vietnam', 'To Lam'])(
    'cannot decide %j',
    (text) => {
      expect(full(text)).toMatchObject({ lang: 'und' });
      expect(full(text, { prior: 'vi' })).toMatchObject({ lang: 'vi' });
    },
  );

  it('follows the feed in doubt, never against the script', () => {
    expect(full('協力', { prior: 'ja' }).lang).toBe('ja');
    expect(full('協力', { prior: 'zh-Hans' }).lang).toBe('zh');
    expect(full('Kim Jong Un', { prior: 'en' }).lang).toBe('en');
    expect(full('To Lam', { prior: 'vn' }).lang).toBe('vi');
    expect(full('2026', { prior: 'mul' }).lang).toBe('und');
    expect(full('Президент принял посла', { prior: 'en' }).lang).toBe('ru');
    expect(full('Bộ Ngoại giao họp báo', { prior: 'en' }).lang).toBe('vi');
    expect(full('The foreign ministry said on Monday that it would attend', { prior: 'vi' }).lang).toBe('en');
  });

  it('answers anything with a score between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.option(fc.string(), { nil: undefined }),
        (text, prior) => {
          const { lang, score } = full(text, prior === undefined ? {} : { prior });
          expect(lang).toMatch(/^[a-z]{2,3}$/);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('identify alone', () => {
  it.each([
    ['vi', 'Bộ Ngoại giao'],
    ['vi', 'Bo Ngoai giao hop bao thuong ky'],
    ['th', 'กระทรวงการต่างประเทศ'],
    ['zh', '外交部'],
    ['und', 'Vietnam sets new export record'],
    ['und', 'Президент принял посла'],
  ])('%s: %s', (lang, text) => expect(identify(text).lang).toBe(lang));

  it('takes the word of the feed for the rest', () =>
    expect(identify('Vietnam sets new export record', { prior: 'en-GB' }).lang).toBe('en'));
});
