import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, normalise, normaliseLine, oldToneStyle } from './index.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('normalise', () => {
  it.each([
    ['Viê\u0323t Nam', 'Việt Nam'],
    ['a\u00a0b\u2003c\t d', 'a b c d'],
    ['Ha\u200b\u00adno\ufeffi', 'Hanoi'],
    ['Vi\u200dệt', 'Việt'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👩\u200d🚀', '👩\u200d🚀'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a\r\n\r\n\r\n\r\nb \n c', 'a\n\nb\nc'],
    ['a\u0000b', 'a b'],
    ['\ud800', '\ufffd'],
  ])('%j becomes %j', (given, expected) => expect(normalise(given)).toBe(expected));

  it('gives the same twice, and for NFD as for NFC', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
        expect(normalise(text.toWellFormed().normalize('NFD'))).toBe(once);
      }),
    );
  });

  it('puts a title on one line', () => expect(normaliseLine(' Hà\n\nNội ')).toBe('Hà Nội'));
});

describe('fold', () => {
  it('gives the same whether letters are looked up or a text is folded whole', () => {
    const letter = fc.oneof(
      fc.integer({ min: 0, max: 0x24f }),
      fc.integer({ min: 0x1e00, max: 0x1eff }),
      fc.integer({ min: 0, max: 0x2fff }),
    );
    const text = fc.array(letter, { maxLength: 30 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      // One Chinese character sends the whole text the long way.
      fc.property(text, (given) => {
        expect(fold(given)).toBe(fold(`${given}中`).slice(0, -1));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['Đường Việt Nam ắ Ỹ', 'duong viet nam a y'],
    ['Ёлка й', 'елка и'],
    ['الأُمّة', 'الامه'],
    ['ﬁlm № Œuvre STRASSE straße', 'film no oeuvre strasse strasse'],
    ['がパ 한국 ญี่ปุ่น', 'がパ 한국 ญี่ปุ่น'],
  ])('%s becomes %s', (given, expected) => expect(fold(given)).toBe(expected));

  it('gives the same twice, for NFD as for NFC, in every letter of Unicode', () => {
    for (let code = 0; code < 0x2fa20; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      const once = fold(character);
      if (fold(once) !== once || fold(character.normalize('NFD')) !== once) expect.fail(`U+${code.toString(16)}`);
    }
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('oldToneStyle', () => {
  it.each([
    ['hoà', 'hòa'],
    ['HOÀ BÌNH', 'HÒA BÌNH'],
    ['Khoẻ', 'Khỏe'],
    ['thuý', 'thúy'],
    ['uỷ ban', 'ủy ban'],
    ['xoá, toả', 'xóa, tỏa'],
    ['Thuỵ Điển', 'Thụy Điển'],
    ['hoa\u0300', 'hòa'],
  ])('%s becomes %s', (given, expected) => expect(oldToneStyle(given)).toBe(expected));

  it.each(['quý', 'quỳ', 'hoàn', 'huyền', 'của', 'giá', 'khuỷu', 'quà', 'ngoằn', 'thuế', 'hòa', 'khỏe', 'bóng'])(
    '%s stays',
    (word) => expect(oldToneStyle(word)).toBe(word),
  );
});
