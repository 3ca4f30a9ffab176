import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences, slug, words } from './index.ts';

describe('words', () => {
  it.each([
    ['vi', 'Bộ Ngoại giao, 2026!', ['Bộ', 'Ngoại', 'giao', '2026']],
    ['zh', '外交部 A', ['外交', '交部', 'A']],
    ['zh', '部', ['部']],
    ['ko', '교통정책', ['교통', '통정', '정책']],
    ['th', 'กระทรวงการต่างประเทศ', ['กระทรวง', 'การ', 'ต่าง', 'ประเทศ']],
    ['en', '', []],
  ])('of %s: %s', (lang, text, expected) => expect(words(text, lang)).toEqual(expected));

  it('are all runs of letters, digits and marks where words are spaced', () => {
    const code = fc.oneof(
      fc.integer({ min: 0x20, max: 0x24f }),
      fc.integer({ min: 0x1e00, max: 0x2e7f }),
      fc.constant(0x301),
    );
    const text = fc.array(code, { maxLength: 40 }).map((codes) => String.fromCharCode(...codes).normalize('NFC'));
    fc.assert(
      fc.property(text, (given) => {
        expect(words(given, 'vi')).toEqual(given.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes any language tag', () => expect(words('ภาษาไทย', 'not a tag')).toEqual(['ภาษา', 'ไทย']));
});

describe('sentences', () => {
  it.each([
    [
      'vi',
      'TP. Hồ Chí Minh đón khách. Ông N. V. An nói: “Tốt.” Rất vui!',
      ['TP. Hồ Chí Minh đón khách.', 'Ông N. V. An nói: “Tốt.”', 'Rất vui!'],
    ],
    [
      'en',
      'Mr. Smith met Dr. Lee in the U.S. Senate. They agreed.',
      ['Mr. Smith met Dr. Lee in the U.S. Senate.', 'They agreed.'],
    ],
    ['de', 'Das ist z. B. gut. Ja.', ['Das ist z. B. gut.', 'Ja.']],
    ['zh', '你好。再见！', ['你好。', '再见！']],
    ['km', 'ខ្ញុំទៅ។ គាត់មក។', ['ខ្ញុំទៅ។', 'គាត់មក។']],
    ['th', 'สวัสดี\nลาก่อน  ไป', ['สวัสดี', 'ลาก่อน', 'ไป']],
    ['en', 'One\n\nTwo', ['One', 'Two']],
  ])('of %s: %s', (lang, text, expected) => expect(sentences(text, lang)).toEqual(expected));
});

describe('slug', () => {
  it.each([
    ['Đường lối đối ngoại: “Cây tre” Việt Nam – 2026', 'duong-loi-doi-ngoai-cay-tre-viet-nam-2026'],
    ['Министерство иностранных дел', 'ministerstvo-inostrannykh-del'],
    ['Αθήνα', 'athina'],
    ['L’Élysée', 'lelysee'],
    ['外交部', ''],
  ])('%s becomes %j', (text, expected) => expect(slug(text)).toBe(expected));

  it('is short, cut between words, and safe in an address', () => {
    expect(slug('một hai ba bốn năm '.repeat(10))).toBe(
      'mot-hai-ba-bon-nam-mot-hai-ba-bon-nam-mot-hai-ba-bon-nam-mot-hai-ba-bon-nam-mot',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(slug(text)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(slug(text).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
